"""Programs that are compared, each driven in its own environment; these files import nothing of ours."""
