"""Text as people mean it: one form of every letter, nothing invisible, single spaces.

Only what cannot be seen is changed. Accents, case and punctuation stay: *Ba Tô* is not *Ba Tơ*.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What Unicode asks to be left out when a text is shown (Default_Ignorable_Code_Point), and annotation marks."""

_UNCOMMON = re.compile("[^\0-\u00ac\u00ae-\u034e\u1e00-\u1fff]")
"""All but the letters of Latin scripts, Vietnamese among them, and their accents, of which none is invisible.

To look for these is twice as fast as for what is invisible, and most texts have nothing else.
"""


def tidy(text: str) -> str:
    """Give the text in NFC, without invisible characters, with single spaces and none around it."""
    if not text.isascii():
        if _UNCOMMON.search(text):
            # Invisible characters go first: one of them may stand between a letter and its accent.
            text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def inert(text: str, keep: str = "\n\t") -> str:
    """Make text harmless wherever it is shown: control characters and direction marks become visible escapes.

    Without this a document could move the cursor of a terminal, forge a line of a log or turn a line of text around.
    """
    if text.isprintable():
        return text
    return "".join(char if char in keep or is_harmless(char) else escaped(char) for char in text)


def is_harmless(char: str) -> bool:
    """Tell whether a character is a letter, mark, sign or blank: nothing that steers what shows it."""
    return char.isprintable() or unicodedata.category(char) == "Zs"


def escaped(char: str) -> str:
    """Write a character by its number, as people read it."""
    number = ord(char)
    return f"\\u{number:04x}" if number <= _LAST_OF_FOUR else f"\\U{number:08x}"


_LAST_OF_FOUR = 0xFFFF

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with the four letters of foreign words where Latin has them."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries, after the level tone, which has no mark."""

_RANKS = {letter: rank for rank, letter in enumerate(ALPHABET)}
_LETTERS, _OTHER_LETTERS = 0x200000, 0x400000

Collated = tuple[tuple[tuple[tuple[int, ...], tuple[int, ...]], ...], str, str]


def collated(text: str) -> Collated:
    """Give a key that sorts texts as Vietnamese dictionaries do, the same on every machine and in every locale.

    Syllable by syllable: its letters in the order of the alphabet first, then its tone, wherever it is written
    (*hoà* is *hòa*). Signs and digits come before letters, small letters before capitals, and two texts that are not
    the same never have the same key.
    """
    return tuple(_syllable(one) for one in text.split()), text.swapcase(), text


def _syllable(written: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    plain = unicodedata.normalize("NFD", written.lower())
    tones = tuple(TONES.index(char) for char in plain if char in TONES)
    letters = unicodedata.normalize("NFC", "".join(char for char in plain if char not in TONES))
    return tuple(_rank(char) for char in letters), tones


def _rank(char: str) -> int:
    if char in _RANKS:
        return _LETTERS + _RANKS[char]
    return ord(char) + (_OTHER_LETTERS if char.isalpha() else 0)
