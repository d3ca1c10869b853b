"""Stamp words of secrecy in running text: MẬT, TỐI MẬT, TUYỆT MẬT as whole words, however they are written.

A word that is set off like a stamp is one; a known compound («bảo mật», «mật độ») and small letters within a sentence
(«nuôi ong lấy mật») are none; what lies between is a doubt, which withholds too but is held where a person sees it.
Lưu hành nội bộ and Xem xong trả lại are circulation marks, not secrecy (FACTS §3).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from adapter.core.text import tidy

Finding = Literal["", "doubt", "stamp"]

_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI", strict=True)),  # Cyrillic
        **dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "ABEHIKMNOPTYXZ", strict=True)),  # Greek
        **dict(zip("авекмнорстухі", "abekmhopctyxi", strict=True)),
    }
)

_BEFORE = frozenset(
    {"bảo", "bí", "trái", "cẩn", "túi", "gan", "ống", "sỏi", "đường", "thân", "lấy", "rỉ", "giải", "độ", "gấu", "mía"}
)
_AFTER = frozenset({"độ", "thiết", "khẩu", "mã", "ong", "hoa", "mía", "ngữ", "đường", "tông", "gấu"})
"""Neighbours with which «mật» is an everyday word: bảo mật, bí mật (kinh doanh), trái mật; mật độ, mật thiết …"""

_OTHER_WORDS = {
    "độ": frozenset({"khẩn"}),
    "đường": frozenset({"bộ", "dây", "hồ", "lối", "ống", "sắt", "thủy", "thuỷ"}),
    "hoa": frozenset({"kỳ", "kì"}),
    "khẩu": frozenset({"hiệu", "phần", "trang"}),
    "mã": frozenset({"định", "hiệu", "số", "vạch"}),
    "thiết": frozenset({"bị", "chế", "kế", "lập", "thực", "yếu"}),
    "do": frozenset({"khan"}),
    "thiet": frozenset({"bi", "che", "ke", "lap", "thuc", "yeu"}),
}
"""What begins another word after all: a stamp before «THIẾT KẾ», «HOA KỲ», «ĐỘ KHẨN» is no «mật thiết»."""

_BARE_BEFORE = frozenset(
    {
        "bao", "be", "benh", "bi", "can", "do", "duong", "gan", "gap", "giam", "kham", "lay", "mat", "nuoc", "ong",
        "ra", "ri", "soi", "than", "thay", "tien", "trai", "tui", "vang", "vien",
    }
)  # fmt: skip
_BARE_AFTER = frozenset(
    {
        "an", "bang", "dat", "dien", "do", "duong", "hang", "hoa", "khau", "ma", "mia", "ngu", "nuoc", "ong", "thiet",
        "tich", "tong", "tran",
    }
)  # fmt: skip
"""The same without diacritics, where MAT may also be mặt, mắt or mất: mặt bằng, mặt trận, tiền mặt, mất điện …"""

_WORD = re.compile(r"[^\W_]+")
_SET_APART = re.compile(r"(?<!\w)M[\W_]{1,3}[ẬA][\W_]{1,3}T(?!\w)")
"""Letters set apart, as in a stamp: M Ậ T, M.Ậ.T."""

_OPENS, _CLOSES = frozenset("([{:«“\"'"), frozenset(")]}.,;:»”\"'")
_JOINTS = frozenset("/-–—_|*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    before: tuple[str, str]  #: the neighbour and what stands between
    after: tuple[str, str]
    second_before: str
    second_after: str
    left: str  #: nearest sign on the left that is no space; empty at the beginning
    right: str

    @property
    def alone(self) -> bool:
        """Tell whether the word is set off by signs: small letters by brackets or a colon, capitals by any."""
        left, right = _OPENS, _CLOSES
        if self.text.isupper():
            left, right = left | _JOINTS | _CLOSES, right | _JOINTS | _OPENS
        return (not self.left or self.left in left) and (not self.right or self.right in right)


def judge(text: str) -> Finding:
    """Judge a subject, a notation or a level."""
    plain = tidy(unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES))
    if _SET_APART.search(plain):
        return "stamp"
    findings = {_judge(word) for word in _suspects(plain)}
    return "stamp" if "stamp" in findings else "doubt" if "doubt" in findings else ""


def _suspects(plain: str) -> list[_Word]:
    words = list(_WORD.finditer(plain))
    found = []
    for at, word in enumerate(words):
        if word[0][0] not in "mMtT" or _bare(word[0].casefold()) not in {"mat", "toimat", "tuyetmat"}:
            continue
        before, after = words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
        found.append(
            _Word(
                text=word[0],
                before=(before[0], plain[before.end() : word.start()]) if before else ("", ""),
                after=(after[0], plain[word.end() : after.start()]) if after else ("", ""),
                second_before=words[at - 2][0] if at > 1 else "",
                second_after=words[at + 2][0] if at + 2 < len(words) else "",
                left=plain[: word.start()].rstrip()[-1:],
                right=plain[word.end() :].lstrip()[:1],
            )
        )
    return found


def _judge(word: _Word) -> Finding:
    folded = word.text.casefold()
    if folded not in {"mật", "mat"}:  # mặt, mất, mắt — or two words written as one
        return "stamp" if _bare(folded) in {"toimat", "tuyetmat"} else ""
    if word.before[0].casefold() in {"tối", "toi", "tuyệt", "tuyet"} and word.before[1] in {" ", "-", "_"}:
        return "stamp"
    if _compound(word, accented=folded == "mật"):
        return ""
    if word.alone:
        return "stamp"
    if folded == "mật" and word.text.isupper():
        return "stamp"
    # Capitals without accent may be MẶT or MẤT, a capital first letter a name: a person decides.
    return "doubt" if word.text.isupper() or (folded == "mật" and word.text.istitle()) else ""


def _compound(word: _Word, *, accented: bool) -> bool:
    """Tell whether a neighbour makes the word harmless: a compound is written in one case, Mật Độ is none."""
    neighbour, between = word.before
    known = neighbour.casefold() in (_BEFORE if accented else _BARE_BEFORE)
    notice = neighbour.casefold() == "bao" and word.second_before.casefold() == "thong"  # thông báo, not bảo
    if known and not notice and between.strip() in {"", "-"} and neighbour.isupper() == word.text.isupper():
        return True
    neighbour, between = word.after
    known = neighbour.casefold() in (_AFTER if accented else _BARE_AFTER)
    other = word.second_after.casefold() in _OTHER_WORDS.get(neighbour.casefold(), frozenset())
    return known and not other and between in {" ", "-"} and neighbour.isupper() == word.text.isupper()


def _bare(word: str) -> str:
    """Give a word without its diacritics."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
