"""Exporting to another program."""
