"""Texts under their headings, chosen and written into documents."""
