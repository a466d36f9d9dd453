"""The report for everybody: one HTML file; its tables and style also serve other pages (清洗报告)."""
