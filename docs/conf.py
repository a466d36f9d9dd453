"""Configuration of the documentation site."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

import build_findings
import build_reference
from docutils import nodes

import minzheng_core

if TYPE_CHECKING:
    from sphinx.application import Sphinx

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

_WIDE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def _without_line_ends(_: Sphinx, document: nodes.document) -> None:
    """Drop the line ends between two Chinese characters, which a browser would show as blanks."""
    for paragraph in document.findall(nodes.paragraph):
        texts = list(paragraph.findall(nodes.Text))
        for before, end, after in zip(texts, texts[1:], texts[2:], strict=False):
            if end == "\n" and _WIDE.match(before[-1:]) and _WIDE.match(after[:1]):
                end.parent.remove(end)


def setup(app: Sphinx) -> None:
    """Put the lines of Chinese paragraphs together."""
    app.connect("doctree-read", _without_line_ends)
