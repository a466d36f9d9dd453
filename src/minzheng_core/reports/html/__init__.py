"""The report for everybody: one HTML file, and the tables and looks of other pages (清洗报告)."""
