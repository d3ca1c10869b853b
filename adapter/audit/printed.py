"""A checkpoint on paper: one page for reports and minutes, which holds the signed note for machines and for typing.

The page is one file of HTML that asks nobody for anything: style and QR code (ISO/IEC 18004, as SVG) stand in it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from adapter import messages
from adapter.core import dates, notes, tlog
from adapter.core.entries import decode
from adapter.core.notes import NoteRefused
from adapter.core.problems import Problem, Refusal
from adapter.core.tlog import Checkpoint
from adapter.messages import Language
from adapter.store import Reader
from adapter.store.checkpoints import StoredCheckpoint

if TYPE_CHECKING:
    import segno

LANGUAGES: tuple[Language, Language] = ("vi", "en")

STYLE = """
@page { size: A4; margin: 18mm }
body { font: 11pt/1.4 "Times New Roman", "Liberation Serif", serif; max-width: 174mm; margin: auto; color: #000 }
h1 { font-size: 15pt; margin: 0 0 2mm }
h1 span, .en { font-style: italic; font-weight: normal }
table { border-collapse: collapse; margin: 4mm 0 }
td { padding: 1mm 3mm 1mm 0; vertical-align: top }
td + td, pre { font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 9pt; overflow-wrap: anywhere }
pre { white-space: pre-wrap; border: 1px solid #000; padding: 2mm }
svg { display: block; width: 70mm; height: 70mm; margin: 4mm auto }
p { margin: 2mm 0 }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is printed."""

    note: bytes = field(repr=False)  #: signed, as it is
    claim: Checkpoint
    number: int  #: of the checkpoint
    keys: tuple[str, ...]  #: the IDs of the keys that signed it, 8 hex digits each
    until: datetime  #: when the last entry that it covers was recorded
    at: datetime  #: when it is printed


def page(reader: Reader, stored: StoredCheckpoint, at: datetime) -> Page:
    """Put together what is printed of a checkpoint; raises `Refusal` when the log is not the one that was signed."""
    try:
        note = notes.parse(stored.note)
        claim = tlog.checkpoint(note.text)
    except NoteRefused:
        raise _inconsistent(stored) from None
    if not 0 < claim.size <= reader.size() or reader.root_of(0, claim.size) != claim.root:
        raise _inconsistent(stored)
    ((_, last),) = reader.entries(claim.size - 1, claim.size)
    return Page(
        note=stored.note,
        claim=claim,
        number=stored.number,
        keys=tuple(one.key_id.hex() for one in note.signatures),
        until=datetime.fromisoformat(str(decode(last)["at"])),
        at=at,
    )


def as_text(printed: Page, language: Language) -> str:
    """Write it for a terminal."""
    rows = "".join(f"{messages.text(code, language)}: {value}\n" for code, value in _rows(printed))
    said = {code: messages.text(f"printed.{code}", language) for code in ("title", "keep", "check")}
    return f"{said['title']}\n\n{rows}\n{printed.note.decode()}\n{said['keep']}\n{said['check']}\n"


def as_html(printed: Page) -> str:
    """Write it as one page, in both languages."""
    rows = "".join(f"<tr><td>{_both(code)}</td><td>{escape(value)}</td></tr>\n" for code, value in _rows(printed))
    paragraphs = "".join(
        f"<p{' class=en' if language == 'en' else ''}>{escape(messages.text(f'printed.{code}', language))}</p>\n"
        for code in ("keep", "check")
        for language in LANGUAGES
    )
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{escape(messages.text("printed.title", "vi"))} #{printed.number}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{_both("printed.title")}</h1>
<table>
{rows}</table>
{qr_code(printed.note)}
<p>{_both("printed.note")}</p>
<pre>{escape(printed.note.decode())}</pre>
{paragraphs}</body>
</html>
"""


def qr_code(note: bytes) -> str:
    """Draw a QR code that holds these very bytes (byte mode), of which a stamp may cover a part."""
    drawn = io.BytesIO()
    _qr(note).save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, nl=False, light="#fff")
    return drawn.getvalue().decode()


def qr_picture(note: bytes) -> bytes:
    """Draw the same code as a picture (PNG)."""
    drawn = io.BytesIO()
    _qr(note).save(drawn, kind="png", scale=4)
    return drawn.getvalue()


def _qr(note: bytes) -> segno.QRCode:
    import segno  # noqa: PLC0415 - start-up time

    return segno.make_qr(note, error="q", mode="byte", boost_error=False)


def moment(at: datetime) -> str:
    """Write a moment as people here do, in Vietnam's time, and as machines do."""
    return f"{at.astimezone(dates.VIETNAM):%d/%m/%Y %H:%M} ({at.isoformat().replace('+00:00', 'Z')})"


def _rows(printed: Page) -> list[tuple[str, str]]:
    return [
        ("printed.log", printed.claim.origin),
        ("printed.size", f"{printed.claim.size} (#{printed.number})"),
        ("printed.until", moment(printed.until)),
        ("printed.root", printed.claim.root.hex()),
        ("printed.key", ", ".join(printed.keys)),
        ("printed.printed", moment(printed.at)),
    ]


def _both(code: str) -> str:
    vietnamese, english = (escape(messages.text(code, language)) for language in LANGUAGES)
    return f"{vietnamese} <span class=en>/ {english}</span>"


def _inconsistent(stored: StoredCheckpoint) -> Refusal:
    return Refusal(Problem(code="signing.inconsistent", values=(("number", str(stored.number)),)))
