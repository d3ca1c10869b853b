"""Kinds of documents and the notations (ký hiệu) that go with them, after Decree 30/2020."""

from __future__ import annotations

from random import Random

from adapter.simulator import wording
from adapter.simulator.shapes import Kind, Signer

KINDS: dict[str, Kind] = {
    code: Kind(code=code, name=name)
    for code, name in {
        "CV": "Công văn",
        "QĐ": "Quyết định",
        "CT": "Chỉ thị",
        "TB": "Thông báo",
        "KH": "Kế hoạch",
        "BC": "Báo cáo",
        "TTr": "Tờ trình",
        "GM": "Giấy mời",
        "CĐ": "Công điện",
        "CTr": "Chương trình",
        "HD": "Hướng dẫn",
    }.items()
}

DIRECTING = {"CV": 0.60, "QĐ": 0.10, "CT": 0.04, "TB": 0.14, "KH": 0.09, "CĐ": 0.03}
"""Kinds of documents that assign tasks → share."""

OTHERS = {
    "CV": 0.47,
    "QĐ": 0.27,
    "TB": 0.07,
    "KH": 0.05,
    "BC": 0.05,
    "TTr": 0.04,
    "GM": 0.04,
    "CTr": 0.005,
    "HD": 0.005,
}
"""Kinds of documents that do not → share."""

DEPARTMENT = {"CV": 0.70, "BC": 0.10, "TB": 0.08, "KH": 0.07, "HD": 0.05}
"""Kinds of documents of departments → share."""

BEFORE = {"CV": 1500, "QĐ": 700, "TB": 240, "KH": 170, "BC": 130, "TTr": 100, "GM": 100, "CT": 20, "CĐ": 20}
"""About how many of a kind the province issues a year: where a series stands when the simulation begins."""


def pick(rng: Random, shares: dict[str, float]) -> Kind:
    """Choose a kind by the shares of a table."""
    return KINDS[rng.choices(list(shares), list(shares.values()))[0]]


def notation(kind: Kind, body: str, unit: str) -> str:
    """Give the notation: `UBND-KGVX` for official letters, `QĐ-UBND` for the rest."""
    return f"{body}-{unit}" if kind.code == "CV" else f"{kind.code}-{body}"


def number(value: int) -> str:
    """Write a number; those under ten with a zero before them."""
    return f"{value:02d}"


def signer(rng: Random, *, department: bool, chairman: bool) -> Signer:
    """Make up who signed: the Chairman, a vice-chairman for him, or a director."""
    name = wording.person(rng)
    if department:
        return Signer(name=name, position="GIÁM ĐỐC", authority="")
    if chairman:
        return Signer(name=name, position="CHỦ TỊCH", authority="TM. ỦY BAN NHÂN DÂN")
    return Signer(name=name, position="PHÓ CHỦ TỊCH", authority="KT. CHỦ TỊCH")
