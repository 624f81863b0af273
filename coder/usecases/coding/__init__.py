"""An answer and its codes: read, set, taken off, noted, flagged."""
