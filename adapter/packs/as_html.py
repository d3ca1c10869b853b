"""A pack as one page that stands alone: nothing is loaded, nothing runs, everything from outside is escaped.

The page forbids itself scripts and every address by its own policy; its style is named there by digest, so that no
other style holds.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import escape

from adapter.audit import printed
from adapter.packs import charts, sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Column, Sheet, Text

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.45 "Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif", serif; color: #111;
  background: #fff; max-width: 78rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
header { text-align: center; } header p { margin: .2rem 0; }
.heads { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .6rem 2rem; }
.strong { font-weight: bold; }
h1 { font-size: 1.3rem; margin: 1.2rem 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; border-bottom: 2px solid #345; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
nav a { color: #124a86; }
.across { border: 3px solid #b3261e; padding: .6rem; font-weight: bold; color: #8a1c14; }
.note { color: #333; font-size: .92rem; }
.wide { overflow-x: auto; margin: 0; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid #777; padding: .2rem .4rem; vertical-align: top; text-align: left;
  overflow-wrap: break-word; }
thead th { background: #dde6f0; text-align: center; vertical-align: middle; min-width: 4rem; overflow-wrap: normal; }
thead th.some { min-width: 7.5rem; } thead th.long { min-width: 14rem; }
tbody th { font-weight: normal; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } td.d { white-space: nowrap; }
.long { overflow-wrap: anywhere; }
tr.total > * { font-weight: bold; background: #f3f5f8; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .85rem; }
svg { display: block; }
.code svg { width: 16rem; height: 16rem; }
@media (max-width: 40rem) { body { padding: .6rem; } .heads { justify-content: center; }
  thead th.long { min-width: 9rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  thead { display: table-header-group; } .x { display: none; } table { font-size: 8pt; }
  th, td { padding: 1.5pt 3pt; } thead th, thead th.some, thead th.long { min-width: 0; }
  .many { font-size: 6pt; } .many th, .many td { padding: 1pt 1.5pt; }
  .many thead th.long { min-width: 32mm; }
  tr { break-inside: avoid; } h2, h3 { break-after: avoid; } .wide { overflow: visible; padding-right: 2px; }
  svg { max-width: 100%; height: auto; } figure { break-inside: avoid; } .front { page: front; } }
@page { size: A4 landscape; margin: 15mm; @bottom-center { content: counter(page) "/" counter(pages); } }
@page front { size: A4 portrait; }
"""

MOST = 5_000
"""So many rows of one sheet are shown: a browser takes no more at ease. All stand in the other files."""

LONG_TEXT, SOME_TEXT = 30, 16
"""Columns of so many characters hold sentences, and of so many a name or a few words."""

MANY = 16
"""A table of so many columns is printed in small letters."""

LISTS = frozenset({"assignments", "coordinating", "exceptions"})
"""Sheets whose first column does not name the row."""


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
    across = "".join(f'<p class="across">{escape(one)}</p>' for one in sheets.across(pack))
    first, *others = told
    yield from ('<main>\n<div class="front">', _heads(pack, text), across)
    basis = text("pack.basis", until=sheets.shown(pack.report.period.until), position=pack.report.position)
    yield f'<p class="note">{escape(basis)}</p>'
    links = "".join(f'<a href="#{one.key}">{escape(one.title)}</a>' for one in told)
    yield f'<nav aria-label="{escape(text("pack.contents"))}">{links}</nav>'
    yield from _section(pack, first, text)
    yield "</div>"
    for sheet in others:
        yield from _section(pack, sheet, text)
    yield from (across, "</main>")


def _heads(pack: Pack, text: Text) -> str:
    return (
        f'<header><div class="heads"><div><p>{escape(pack.issuer.upper())}</p>'
        f'<p class="strong">{escape(text("pack.office"))}</p></div>'
        f'<div><p class="strong">{escape(text("pack.nation"))}</p><p class="strong">{escape(text("pack.motto"))}</p>'
        f"</div></div><h1>{escape(text('pack.kind'))}<br>{escape(sheets.title(pack))}</h1></header>"
    )


def _section(pack: Pack, sheet: Sheet, text: Text) -> Iterator[str]:
    yield f'<section aria-labelledby="{sheet.key}"><h2 id="{sheet.key}">{escape(sheet.title)}</h2>'
    short, left_out = sheets.shortened(pack, sheet, MOST)
    if left_out:
        yield f'<p class="note">{escape(text(sheets.shortening(sheet), shown=MOST, all=len(sheet.rows)))}</p>'
    yield _table(short, text)
    if sheet.key == "summary":
        yield from _charts(pack)
    if sheet.key == "evidence" and pack.evidence.note:
        said = escape(text("pack.qr"))
        yield f'<div class="code" role="img" aria-label="{said}">{printed.qr_code(pack.evidence.note)}</div>'
        yield f'<p class="note">{said}</p>'
    yield "</section>"


def _charts(pack: Pack) -> Iterator[str]:
    """Show the charts, one of many bars in pieces: a printer cuts a drawing that is higher than its page anywhere."""
    before = ""
    for drawn in charts.of(pack, charts.BARS):
        title = escape(drawn.title)
        head = f"<h3>{title}</h3>" if drawn.title != before else ""
        before = drawn.title
        # What may have to be moved sideways is reached by the keyboard, too.
        yield f'<figure class="wide" tabindex="0" role="group" aria-label="{title}">{head}\n{drawn.svg}</figure>'


def _table(sheet: Sheet, text: Text) -> str:
    if not sheet.rows:
        return f"<p>{escape(text('pack.empty'))}</p>"
    head = "".join(
        f'<th scope="col"{_class(_width(one), _off(one))}>{escape(one.heading)}</th>' for one in sheet.columns
    )
    body = "\n".join(
        f"<tr{' class=total' if sheet.has_total and number == len(sheet.rows) else ''}>"
        + "".join(_cell(cell, sheet, column) for column, cell in enumerate(row))
        + "</tr>"
        for number, row in enumerate(sheet.rows, start=1)
    )
    many = _class("many" if len(sheet.columns) >= MANY else "")
    return (
        f'<div class="wide" tabindex="0" role="group" aria-labelledby="{sheet.key}">'
        f'<table data-sheet="{sheet.key}" aria-labelledby="{sheet.key}"{many}>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _width(column: Column) -> str:
    """Give the class for how much a column holds."""
    return "long" if column.width >= LONG_TEXT else "some" if column.width >= SOME_TEXT else ""


def _off(column: Column) -> str:
    """Give the class for what is not printed."""
    return "" if column.on_paper else "x"


def _cell(cell: Cell, sheet: Sheet, number: int) -> str:
    column = sheet.columns[number]
    written = escape(sheets.shown(cell))
    if isinstance(cell, str) and "\n" in cell:
        written = f"<pre>{written}</pre>"
    if number == 0 and sheet.key not in LISTS:
        return f'<th scope="row"{_class(_width(column))}>{written}</th>'
    return f"<td{_class(_kind(cell, column), _off(column))}>{written}</td>"


def _kind(cell: Cell, column: Column) -> str:
    """Give the class for how a cell stands: in a column of figures also what is none, as «–», stands to the right."""
    if column.is_figure or column.is_count:
        return "n"
    return "long" if isinstance(cell, str) and column.width >= LONG_TEXT else "d" if isinstance(cell, date) else ""


def _class(*names: str) -> str:
    """Give the attribute for what a cell is."""
    told = " ".join(one for one in names if one)
    return f' class="{told}"' if told else ""
