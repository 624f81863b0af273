"""Files for statistics packages: one 0/1 variable per code, with labels; and scripts that read them."""
