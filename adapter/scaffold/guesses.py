"""What words of a source may mean, by their names: written beside what a person fills in, and never in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from adapter.scaffold.words import squeezed

Rules = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""Our word → parts: a name fits that holds one of each. The first that fits counts."""

EVENTS: Rules = (
    ("retracted", (("rut", "thuhoi", "retract", "huy", "cancel"),)),
    ("suspended", (("tamdung", "tamhoan", "tamngung", "suspend", "paused"),)),
    ("resumed", (("tieptuc", "resum"),)),
    ("extended", (("giahan", "exten", "doihan", "luihan"),)),
    ("judged", (("danhgia", "judg", "chatluong", "quality", "rating"),)),
    ("echo", (("dongbo", "standing", "sync", "trangthai", "tinhtrang"),)),
    ("reported", (("baocao", "report"),)),
    ("entered", (("ketqua", "result", "entered", "hoanthanh"),)),
)
BUSINESS: Rules = (
    ("recall", (("thuhoi", "recall", "revoke"),)),
    ("update", (("capnhat", "update", "suadoi", "amend"),)),
    ("replace", (("thaythe", "replace"),)),
    ("new", (("moi", "new", "banhanh", "issue"),)),
)
_DONE, _LATE = ("hoanthanh", "done", "completed", "finished", "xong"), ("quahan", "trehan", "late", "cham", "overdue")
STANDINGS: Rules = (
    ("withdrawn", (("thuhoi", "withdraw", "huy", "cancel"),)),
    ("suspended", (("tamdung", "tamhoan", "tamngung", "suspend", "paused"),)),
    ("no-deadline", (("khongthoihan", "khonghan", "khongcohan", "nodeadline", "khongcothoihan", "nodue"),)),
    ("open-overdue", (("chua", "dang", "open"), _LATE)),
    ("done-late", (_DONE, _LATE)),
    ("done-on-time", (_DONE,)),
    ("open-overdue", (_LATE,)),
    ("open-in-time", (("dang", "open", "tronghan", "inprogress", "chua", "pending"),)),
)


def meaning(value: str, rules: Rules) -> str:
    """Say what a word of the source may mean; empty where its name tells nothing."""
    plain = squeezed(value)
    return next((ours for ours, parts in rules if all(any(one in plain for one in group) for group in parts)), "")


def words_for(values: Iterable[str], rules: Rules) -> Mapping[str, str]:
    """Say which word of the source may be ours: each of ours at most once, the first that fits."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(meaning(value, rules), value)
    return found
