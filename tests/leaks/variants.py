"""How document systems write levels of secrecy: `mappings/codes/secrecy_levels.csv`, one variant each."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

PLAIN = "Thường"
"""Opens where a variant names no open code of its own; so the note of variant «text» says."""

STAMPS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")


@dataclass(frozen=True)
class Variant:
    """One way to write levels."""

    name: str
    open: tuple[str, ...]
    classified: tuple[str, ...]
    undecidable: tuple[str, ...]  #: values of which nobody knows what they mean
    harmless: tuple[str, ...]  #: words that are no secrecy, whatever they look like
    edxml: bool = False  #: written as edXML instead of a vendor's own shape
    element: bool = True  #: there is an element for the level; without one, absence was declared to be open

    @property
    def textual(self) -> bool:
        """Levels are words, not codes: they may be spelled in several ways."""
        return not all(code.isascii() for code in self.classified)


def spelled(text: str) -> list[str]:
    """Give a word composed, decomposed and without diacritics; a code as it is."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in decomposed.replace("Đ", "D") if not unicodedata.combining(char))
    return list(dict.fromkeys((unicodedata.normalize("NFC", text), decomposed, bare)))


def _rows() -> dict[str, list[dict[str, str]]]:
    text = (files("mappings") / "codes" / "secrecy_levels.csv").read_text("utf-8")
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["variant"], []).append(row)
    return found


def _codes(rows: Iterable[dict[str, str]], classified: str) -> tuple[str, ...]:
    told = [code for row in rows if row["classified"] == classified for code in row["code_or_text"].split(" / ")]
    return tuple(code.rpartition("=")[2] for code in told)


def every() -> tuple[Variant, ...]:
    """Give every variant; where one names no classified codes they are the words of the law."""
    rows = _rows()
    law = _codes(rows["law"], "yes")
    harmless = _codes(rows["not-secrecy"], "no") + _codes(rows["text-false-friend"], "no")
    found = []
    for name, own in rows.items():
        speaks_of_levels = name not in {"not-secrecy", "text-false-friend"}
        codes = _codes(own, "no") if speaks_of_levels else ()
        told = "".join(row["code_or_text"] for row in own)
        variant = Variant(
            name=name,
            open=codes or (PLAIN,),
            classified=_codes(own, "yes") or law,
            undecidable=tuple(code for code in _codes(own, "?") if code.isdigit()),
            harmless=harmless,
            edxml=name in {"cv2803", "qcvn102"},
            element="(no element)" not in told,
        )
        found.append(variant)
    return tuple(found)
