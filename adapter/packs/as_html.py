"""A pack as one page that stands alone: nothing is loaded, nothing runs, everything from outside is escaped.

The page forbids itself scripts and every address by its own policy; its style is named there by digest, so that no
other style holds.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from adapter.audit import printed
from adapter.packs import charts, sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Column, Sheet, Text

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.45 "Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif", serif; color: #111;
  background: #fff; max-width: 78rem; margin: 0 auto; padding: 1rem; }
header { text-align: center; } header p { margin: .2rem 0; }
.heads { display: flex; justify-content: space-between; gap: 2rem; }
.strong { font-weight: bold; }
h1 { font-size: 1.3rem; margin: 1.2rem 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; border-bottom: 2px solid #345; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
nav a { color: #124a86; margin-right: 1rem; white-space: nowrap; }
.across { border: 3px solid #b3261e; padding: .6rem; font-weight: bold; color: #8a1c14; }
.note { color: #333; font-size: .92rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid #777; padding: .2rem .4rem; vertical-align: top; text-align: left; }
th, td { overflow-wrap: break-word; }
thead th { background: #dde6f0; text-align: center; vertical-align: middle; min-width: 4rem; overflow-wrap: normal; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } td.d { white-space: nowrap; }
td.long { min-width: 14rem; overflow-wrap: anywhere; }
tr.total td { font-weight: bold; background: #f3f5f8; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .85rem; }
svg { max-width: 100%; height: auto; display: block; }
.code svg { width: 16rem; height: 16rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  thead { display: table-header-group; } .x { display: none; } table { font-size: 8pt; } td.long { min-width: 0; }
  thead th { min-width: 0; }
  tr { break-inside: avoid; } h2, h3 { break-after: avoid; } .wide { overflow: visible; padding-right: 2px; }
  svg { break-inside: avoid; } }
@page { size: A4 landscape; margin: 15mm; }
"""

MOST = 5_000
"""So many rows of one sheet are shown: a browser takes no more at ease. All stand in the other files."""

WIDE_TEXT = 30
"""Columns of so many characters hold sentences."""


def write(pack: Pack, told: tuple[Sheet, ...]) -> bytes:
    """Write the page."""
    text = sheets.speaking(pack.statement.language)
    style = base64.b64encode(sha256(STYLE.encode()).digest()).decode()
    title = escape(sheets.title(pack))
    return (
        f'<!DOCTYPE html>\n<html lang="{pack.statement.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(_body(pack, told, text))
        + "\n</body>\n</html>\n"
    ).encode()


def _body(pack: Pack, told: tuple[Sheet, ...], text: Text) -> Iterator[str]:
    yield (
        f'<header><div class="heads"><div><p>{escape(pack.issuer.upper())}</p>'
        f'<p class="strong">{escape(text("pack.office"))}</p></div>'
        f'<div><p class="strong">{escape(text("pack.nation"))}</p><p class="strong">{escape(text("pack.motto"))}</p>'
        f"</div></div><h1>{escape(text('pack.kind'))}<br>{escape(sheets.title(pack))}</h1></header>"
    )
    across = "".join(f'<p class="across">{escape(one)}</p>' for one in sheets.across(pack))
    yield across
    basis = text("pack.basis", until=sheets.shown(pack.report.period.until), position=pack.report.position)
    yield f'<p class="note">{escape(basis)}</p>'
    links = "".join(f'<a href="#{one.key}">{escape(one.title)}</a>' for one in told)
    yield f'<nav aria-label="{escape(text("pack.contents"))}">{links}</nav>'
    for sheet in told:
        yield f'<section><h2 id="{sheet.key}">{escape(sheet.title)}</h2>'
        short, left_out = sheets.shortened(pack, sheet, MOST)
        if left_out:
            yield f'<p class="note">{escape(text(sheets.shortening(sheet), shown=MOST, all=len(sheet.rows)))}</p>'
        yield _table(short, text)
        if sheet.key == "summary":
            for drawn in charts.of(pack):
                yield f"<h3>{escape(drawn.title)}</h3>\n{drawn.svg}"
        if sheet.key == "evidence" and pack.evidence.note:
            yield f'<div class="code">{printed.qr_code(pack.evidence.note)}</div>'
            yield f'<p class="note">{escape(text("pack.qr"))}</p>'
        yield "</section>"
    yield across


def _table(sheet: Sheet, text: Text) -> str:
    if not sheet.rows:
        return f"<p>{escape(text('pack.empty'))}</p>"
    hidden = ["" if one.on_paper else "x" for one in sheet.columns]
    heads = zip(sheet.columns, hidden, strict=True)
    head = "".join(f'<th scope="col"{_class(kind)}>{escape(one.heading)}</th>' for one, kind in heads)
    rows = [
        f"<tr{' class=total' if sheet.has_total and number == len(sheet.rows) else ''}>"
        + "".join(_cell(cell, sheet.columns[column], hidden[column]) for column, cell in enumerate(row))
        + "</tr>"
        for number, row in enumerate(sheet.rows, start=1)
    ]
    body = "\n".join(rows)
    whole = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>"
    return f'<div class="wide"><table data-sheet="{sheet.key}">{whole}</table></div>'


def _cell(cell: Cell, column: Column, hidden: str) -> str:
    written = escape(sheets.shown(cell))
    if isinstance(cell, str):
        inner = f"<pre>{written}</pre>" if "\n" in cell else written
        return f"<td{_class('long' if column.width >= WIDE_TEXT else '', hidden)}>{inner}</td>"
    return f"<td{_class('n' if isinstance(cell, int) else 'd', hidden)}>{written}</td>"


def _class(*names: str) -> str:
    """Give the attribute for what a cell is; `x` is not printed."""
    told = " ".join(one for one in names if one)
    return f' class="{told}"' if told else ""
