"""Files in and out: surveys, codebooks, codings."""
