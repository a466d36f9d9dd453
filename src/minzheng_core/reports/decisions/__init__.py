"""What a person decided in a workbook or a table, back into the records (收回决定)."""
