"""The workbook of the method, read back."""
