"""Workbooks that people have coded in."""
