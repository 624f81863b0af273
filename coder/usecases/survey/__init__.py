"""Surveys brought in: previewed, imported, imported again."""
