"""Any report as a native workbook."""
