"""Configuration of the documentation site."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import build_findings
import build_reference

import minzheng_core

build_findings.main()
build_reference.main()

project = "minzheng_core"
author = "minzheng_core contributors"
project_copyright = author
release = version = minzheng_core.__version__
language = "zh_CN"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
exclude_patterns = ["_build", "reference/tables"]
html_theme = "furo"
html_title = "minzheng_core · 民政登记簿"
html_show_sourcelink = False
