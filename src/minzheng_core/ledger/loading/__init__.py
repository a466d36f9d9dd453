"""Cleaned archives loaded into a book (入库): streamed, resumable, prepared by several processes."""
