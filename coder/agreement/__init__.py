"""Home of the agreement statistics for sets of codes."""
