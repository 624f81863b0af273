"""Home of the revisit list: which answers a newer code was never held against."""
