"""What leaves and enters: books as JSON Lines (交换)."""

from __future__ import annotations

from minzheng_core.exchange.export import export_book
from minzheng_core.exchange.importing import Imported, import_book

__all__ = ["Imported", "export_book", "import_book"]
