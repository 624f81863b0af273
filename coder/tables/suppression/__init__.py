"""Small counts hidden so that none can be worked out."""
