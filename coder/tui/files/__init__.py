"""Choosing files to read and to write."""
