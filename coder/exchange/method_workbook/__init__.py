"""The Excel workbook of the method, which is coded in and comes back."""
