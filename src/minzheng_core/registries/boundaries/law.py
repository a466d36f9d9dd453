"""What the rules and acts of boundary work rest on, cited alike by all its registers (依据)."""

from __future__ import annotations

EDITION = "2026-11"
"""Of the rules of all six registers."""
REGULATION = "《行政区域界线管理条例》(国务院令第353号, 2002) "
ORDER_28 = "《省级行政区域界线联合检查实施办法》(民政部令第28号, 2005) "
ORDER_36 = "《行政区域界线界桩管理办法》(民政部令第36号, 2008) "
