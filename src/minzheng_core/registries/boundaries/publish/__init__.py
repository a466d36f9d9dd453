"""What a check leaves: the map, the page, the workbook, tables and GeoJSON."""
