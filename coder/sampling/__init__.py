"""Home of samples for double coding: size, draw, seed."""
