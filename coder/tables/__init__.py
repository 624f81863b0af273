"""Counting from integer arrays, percentages, layouts and notes."""
