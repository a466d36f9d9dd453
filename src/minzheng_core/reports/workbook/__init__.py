"""The clerk's workbook, sheet by sheet (核查工作簿), and the looks of other workbooks."""
