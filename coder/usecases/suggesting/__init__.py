"""Models that suggest codes: what they learn from, where they run, how good they had been."""
