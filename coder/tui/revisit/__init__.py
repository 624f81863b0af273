"""Reading answers again, and reviewing proposals."""
