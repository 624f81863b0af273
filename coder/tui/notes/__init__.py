"""Notes and flags, wherever they are written."""
