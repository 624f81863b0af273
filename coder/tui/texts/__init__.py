"""Texts under their headings: what the theme and quotation screens stand on."""
