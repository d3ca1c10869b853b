"""Stamp words of secrecy in running text: MẬT, TỐI MẬT, TUYỆT MẬT as whole words, however they are written.

A word that may be a stamp is one, unless it is part of a known compound that is not («bảo mật», «mật độ»), or stands
in small letters within a sentence. Lưu hành nội bộ and Xem xong trả lại are circulation marks, not secrecy (FACTS §3).
"""

from __future__ import annotations

import re
import unicodedata

from adapter.core.text import tidy

_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI", strict=True)),  # Cyrillic
        **dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "ABEHIKMNOPTYXZ", strict=True)),  # Greek
        **dict(zip("авекмнорстухі", "abekmhopctyxi", strict=True)),
    }
)

_BEFORE = frozenset({"bảo", "bí", "trái", "cẩn", "túi", "gan", "ống", "sỏi", "đường"})
_AFTER = frozenset({"độ", "thiết", "khẩu", "mã", "ong", "hoa", "mía", "danh", "ngữ"})
"""Neighbours with which «mật» is an everyday word: bảo mật, bí mật (kinh doanh), trái mật; mật độ, mật thiết …"""

_BARE_BEFORE = frozenset({"bao", "bi", "trai", "can", "tui", "gan", "ong", "soi", "duong", "be", "giam", "mat"})
_BARE_AFTER = frozenset(
    {"do", "thiet", "khau", "ma", "ong", "hoa", "mia", "danh", "ngu", "bang", "tran", "hang", "duong", "dat", "nuoc"}
)
"""The same without diacritics, where MAT may also be mặt or mất: mặt bằng, mặt trận, mặt hàng, mất đất …"""

_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?<!\w)\w(?:[ .·_-]\w)+(?!\w)")
"""Letters set apart, as in a stamp: M Ậ T, M.Ậ.T."""


def carries(text: str) -> bool:
    """Tell whether a subject, a notation or a level carries a stamp word."""
    plain = _plain(text)
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(plain)]
    return any(_stamped(plain, words, at) for at in range(len(words)))


def _plain(text: str) -> str:
    plain = tidy(text.translate(_LOOK_ALIKES))
    return _SPACED.sub(lambda spaced: re.sub(r"[ .·_-]", "", spaced[0]), plain)


def _stamped(plain: str, words: list[tuple[str, int, int]], at: int) -> bool:
    word, start, end = words[at]
    folded = word.casefold()
    if folded[0] not in "mt":  # most words are out at once
        return False
    if folded not in {"mật", "mat"}:
        return _bare(folded) in {"toimat", "tuyetmat"}
    before = words[at - 1] if at and plain[words[at - 1][2] : start] == " " else None
    after = words[at + 1] if at + 1 < len(words) and plain[end : words[at + 1][1]] == " " else None
    if before is not None and before[0].casefold() in {"tối", "toi", "tuyệt", "tuyet"}:
        return True
    accented = folded == "mật"
    if _compound(before, word, _BEFORE if accented else _BARE_BEFORE) or _compound(
        after, word, _AFTER if accented else _BARE_AFTER
    ):
        return False
    # A stamp is set off from the sentence: by capitals, or by standing alone. In running small letters the word
    # is honey, gall, or a topic («nuôi ong lấy mật», «quản lý văn bản mật»); so is Mat without its accent.
    return word.isupper() or (accented and word.istitle()) or (before is None and after is None)


def _compound(neighbour: tuple[str, int, int] | None, word: str, known: frozenset[str]) -> bool:
    """Tell whether a neighbour makes the word harmless: a compound is written in one case, Mật Độ is none."""
    if neighbour is None or neighbour[0].casefold() not in known:
        return False
    return neighbour[0].isupper() == word.isupper()


def _bare(word: str) -> str:
    """Give a word without its diacritics."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
