"""A workbook that somebody has coded in, understood and taken in."""
