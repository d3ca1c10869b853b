"""The gate: closed unless a declared signal says open."""
from __future__ import annotations
import re, unicodedata
from dataclasses import dataclass, field
from adapter.core import xml
from adapter.core.xml import Element, Path

@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    each: Path
    levels: tuple[Path, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    levels: tuple[Path, ...]
    open: frozenset[str]
    classified: frozenset[str]
    stamps: tuple[Path, ...] = ()
    attachments: tuple[Attachments, ...] = ()
    absent_is_open: bool = False

@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    root: Element = field(repr=False)
    body: bytes = field(repr=False)

@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    code: str
    marked: bool

def tidy(t: str) -> str:
    t = unicodedata.normalize("NFC", t)
    return " ".join("".join(c for c in t if unicodedata.category(c) != "Cf").split())

def _judge(values: list[tuple[str, bool]], policy: Policy) -> Withheld | None:
    cl = {tidy(v).casefold() for v in policy.classified}
    if any(tidy(v).casefold() in cl for v, _ in values): return Withheld(code="secrecy.classified", marked=True)
    if not values: return None if policy.absent_is_open else Withheld(code="secrecy.missing", marked=False)
    if len(values) > 1: return Withheld(code="secrecy.conflict", marked=False)
    v, ch = values[0]
    if ch: return Withheld(code="secrecy.strange", marked=False)
    return None if tidy(v) in policy.open else Withheld(code="secrecy.unknown", marked=False)

STAMP = re.compile(r"(?<!\w)(TUYỆT MẬT|TỐI MẬT|MẬT|TUYET MAT|TOI MAT)(?!\w)")
def screen(body: bytes, policy: Policy) -> Open | Withheld:
    try: root = xml.parse(body)
    except xml.XmlRefused as e: return Withheld(code=e.code, marked=False)
    results = [_judge([(f.value, f.has_children) for f in p.values(root)], policy) for p in policy.levels]
    for a in policy.attachments:
        for el in a.each.elements(root):
            results += [_judge([(f.value, f.has_children) for f in p.values(el)], policy) for p in a.levels]
    for p in policy.stamps:
        for f in p.values(root):
            t = tidy(f.value)
            if STAMP.search(t) and not re.search("MẬT ĐỘ|BẢO MẬT|BÍ MẬT", t): results.append(Withheld(code="secrecy.stamp", marked=True))
    bad = sorted((r for r in results if r), key=lambda r: not r.marked)
    return bad[0] if bad else Open(root=root, body=body)

def screen_level(levels: tuple[tuple[str, ...], ...], policy: Policy) -> Withheld | None:
    bad = sorted((r for r in (_judge([(v, False) for v in vs], policy) for vs in levels) if r), key=lambda r: not r.marked)
    return bad[0] if bad else None
