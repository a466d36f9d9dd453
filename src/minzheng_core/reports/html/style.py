"""The style sheets of the HTML report and of a notebook, for the screen and A4 paper, with nothing to download."""

from __future__ import annotations

_COLOURS = "--ink:#222;--blue:#1F4E78;--line:#d9d9d9"
_PAGE = """
*{box-sizing:border-box}
body{font:15px/1.65 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","SimSun",sans-serif;
color:var(--ink);max-width:900px;margin:0 auto;padding:24px}
"""
_PARTS = """
h1{font-size:26px;color:var(--blue);margin:0 0 4px}
h2{font-size:19px;color:var(--blue);border-bottom:2px solid var(--blue);margin:34px 0 10px;padding-bottom:3px}
.sub,.note{color:#555;font-size:13px}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:18px 0}
.card{border:1px solid var(--line);border-top:4px solid var(--blue);border-radius:4px;padding:10px 12px}
.card b{display:block;font-size:25px;line-height:1.25;color:var(--blue)}
.card span{font-size:13px;color:#555}
.card.error{border-top-color:#C0504D}.card.error b{color:#C0504D}
.card.suspect{border-top-color:#E6A532}.card.suspect b{color:#A56F00}
table{border-collapse:collapse;width:100%;font-size:13px;margin:8px 0}
th,td{border:1px solid var(--line);padding:4px 7px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#EAF0F6;font-weight:600;white-space:nowrap}
.decades th{white-space:normal;overflow-wrap:normal}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.short{white-space:nowrap;overflow-wrap:normal;font-variant-numeric:tabular-nums}
td.title{min-width:11em}
td.code{white-space:nowrap}
.mono{font-family:Consolas,"Noto Sans Mono CJK SC",monospace;font-size:12.5px;overflow-wrap:anywhere}
.mono.short{white-space:nowrap}
.tag{display:inline-block;border-radius:3px;padding:0 6px;font-size:12px;color:#fff;white-space:nowrap}
.tag.error{background:#C0504D}.tag.suspect{background:#B97F12}.tag.notice{background:#6B8FB0}
.legend span{margin-right:18px;font-size:13px}
.legend i{display:inline-block;width:12px;height:12px;margin-right:5px;vertical-align:-1px}
pre{background:#f5f5f5;border:1px solid var(--line);padding:8px;white-space:pre-wrap;font-size:12.5px}
details summary{cursor:pointer;color:var(--blue)}
svg text{fill:var(--ink);font-family:inherit}
"""
_PRINT = """
@media print{
@page{size:A4;margin:16mm 14mm}
body{max-width:none;padding:0;font-size:11pt}
table{width:calc(100% - 1px)}
h2,p:has(+table),p:has(+.decades){break-after:avoid}
tr,.card,svg,table.whole{break-inside:avoid}
.legend{break-after:avoid}
thead{display:table-header-group}
section.page{break-before:page}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
CSS = f":root{{{_COLOURS}}}{_PAGE}{_PARTS}{_PRINT}"
NOTEBOOK = f".minzheng{{{_COLOURS};background:#fff;color:var(--ink);max-width:900px;padding:4px 12px;{_PARTS}}}"
"""The same within one element, so that nothing else of the notebook changes its looks."""
