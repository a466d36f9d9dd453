"""A synthetic county of funerals (虚构的殡葬台账): cases and lists, clean or with defects, and their audit."""

from __future__ import annotations

from minzheng_core.testing.synthetic.funerals.county import make_funerals

__all__ = ["make_funerals"]
