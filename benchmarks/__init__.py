"""Measurements, side by side with a peer or the plain library call; run by hand, never timed in tests."""
