"""Home of the privacy check: identifying mentions in text that leaves."""
