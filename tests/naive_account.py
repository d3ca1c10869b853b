"""What became of documents and how soon they came, made anew from an export by who has read `docs/log-format.md` (§14).

Imports the standard library and `naive_figures` alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import naive_figures as naive

LATE_S = 10 * 86_400

DEADLINE = re.compile(
    r"\btrước (ngày )?[0-9]|\bchậm nhất\b|\btrong thời hạn (là )?[0-9]+ (ngày|tháng)\b|"
    r"\bhạn (hoàn thành|báo cáo|thực hiện|nộp|gửi|trả lời|chót|cuối)\b[^.;]{0,20}[0-9]|"
    r"\b(hoàn thành|báo cáo|gửi|nộp) (xong )?trước\b"
)
"""Words by which a text names a deadline (§14)."""


class Documents:
    """An export up to a position, for one period."""

    def __init__(self, export: Path, first: str, last: str, until: str, position: int | None = None) -> None:
        self.export, self.first, self.last, self.until = export, first, last, until
        self.entries = naive.entries_of(export)[:position]
        self.folded = naive.Folded(self.entries)
        settings = self.blob(self.folded.settings)
        self.days, self.ways = naive.due_soon_days(self.folded, settings), naive.ways(self.folded, settings)
        directory = self.blob(self.folded.directory)
        self.agencies = {} if directory is None else naive.organisations(directory)
        self.documents: dict[str, dict] = {}  # handle → newest `issued`
        self.stated: dict[str, dict] = {}  # handle → first `issued`
        self.texts: dict[str, str] = {}  # assignment → commitment
        self.sources: dict[str, str] = {}  # message about documents → source
        self.held: dict[str, dict] = {}
        self.cycles: dict[str, list[dict]] = {}  # source → cycles over documents
        self.edits: list[dict] = []
        self.objections: list[dict] = []
        for entry in self.entries:
            self.take(entry)

    def take(self, entry: dict) -> None:  # noqa: C901 - one branch for each kind
        kind = entry["kind"]
        if kind == "received" and entry["order"] == "newest":
            self.sources.pop(entry["message"], None)
            if entry["stream"] == "documents":
                self.sources[entry["message"]] = entry["source"]
        elif kind == "issued":
            self.documents[entry["document"]] = entry
            self.stated.setdefault(entry["document"], entry)
        elif kind == "assigned":
            self.texts[entry["assignment"]] = entry["texts"]
        elif kind == "held":
            since = self.held.get(entry["item"], {}).get("since", entry["at"])
            self.held[entry["item"]] = entry | {"since": since, "rejected": False}
        elif kind == "released":
            del self.held[entry["item"]]
        elif kind == "item_ruled":
            self.held[entry["item"]]["rejected"] = entry["what"] == "reject"
        elif kind == "cycle" and entry["stream"] == "documents":
            self.cycles.setdefault(entry["source"], []).append(entry)
        elif kind == "edited":
            self.edits.append(entry)
        elif kind == "objection_recorded":
            self.objections.append(entry)

    # What lies beside the log

    def blob(self, digest: str) -> bytes | None:
        return (self.export / "blobs" / digest).read_bytes() if digest else None

    def payload(self, commitment: str) -> dict[str, str] | None:
        """Give the texts of a payload (§5: after 16 bytes of salt); None where it was erased."""
        file = self.export / "payloads" / commitment[:2] / commitment
        return json.loads(file.read_bytes()[16:]) if file.is_file() else None

    def name(self, agency: str) -> str:
        return self.agencies.get(agency, {}).get("name", agency)

    # The account

    def source_of(self, document: str) -> str:
        return self.sources[self.documents[document]["message"]]

    def names_of_sources(self) -> list[str]:
        held = {one["source"] for one in self.held.values() if one["stream"] == "documents"}
        return sorted({*self.cycles, *held, *self.sources.values()})

    def in_period(self, day: str) -> bool:
        """Tell whether the month of a day begins in the period."""
        return self.first <= f"{day[:7]}-01" <= self.last

    def verdict(self, handle: str) -> str:
        row, state = self.documents[handle], self.folded.documents[handle]["state"]
        if state in ("raised", "purged"):
            return state
        return "out_of_scope" if row["scope"] == "out" else "tasks" if row["tasks"] else "no_task"

    def account(self) -> list[list[str]]:
        rows = []
        for source in self.names_of_sources():
            register = self.register_by_month(source)
            counts: dict[str, Counter] = {month: Counter() for month in register or ()}
            for handle, row in self.documents.items():
                if self.source_of(handle) == source:
                    verdict, month = self.verdict(handle), f"{row['issued_on'][:7]}-01"
                    counts.setdefault(month, Counter()).update([verdict])
                    counts[month]["assignments"] += row["tasks"] if verdict == "tasks" else 0
            for month, count in counts.items():
                if self.in_period(month):
                    rows.append([source, f"{month[5:7]}/{month[:4]}", *self.counts(count, month, register)])
        return rows

    def counts(self, count: Counter, month: str, register: dict[str, int] | None) -> list[str]:
        names = ("tasks", "assignments", "no_task", "out_of_scope", "raised", "purged")
        known = sum(count[name] for name in names if name != "assignments")
        told = [str(count[name]) for name in names] + [str(known)]
        numbers = None if register is None else register.get(month, 0)
        return [*told, *(["–", "–"] if numbers is None else [str(numbers), str(numbers - known)])]

    def register_by_month(self, source: str) -> dict[str, int] | None:
        """Give the numbers of a source's register by month; None where they are not told whole."""
        cycles = self.cycles.get(source, [])
        told = next((one["register_by_month"] for one in reversed(cycles) if "register_by_month" in one), None)
        if told is None or self.withheld(source) is None or self.register(source) is None:
            return None
        found = {row["on"]: row["n"] for row in told}
        return found if sum(found.values()) == cycles[-1]["register"]["numbers"] else None

    def register(self, source: str) -> dict[str, int] | None:
        """Give the count of a source's register by its newest cycle; None where it is not told whole."""
        cycles = self.cycles.get(source, [])
        register = cycles[-1].get("register", {}) if cycles else {}
        return register if "apart" in register else None

    def withheld(self, source: str) -> int | None:
        """Add up what was withheld, by day; None where that is not counted."""
        days: Counter = Counter()
        cycles = self.cycles.get(source, [])
        begins = max((number for number, one in enumerate(cycles) if "from" not in one), default=0)
        for one in cycles[begins:]:
            if "withheld_by_day" not in one:
                return None
            days = Counter({day: n for day, n in days.items() if day < one.get("from", "")})
            days.update({row["on"]: row["n"] for row in one["withheld_by_day"]})
        return sum(days.values())

    def difference(self, source: str) -> int | None:
        """Give what the register of a source has more than is accounted for."""
        register, withheld = self.register(source), self.withheld(source)
        if withheld is None or register is None:
            return None
        known = [handle for handle in self.documents if self.source_of(handle) == source]
        standing = [one for one in self.held.values() if one["source"] == source and one["stream"] == "documents"]
        waiting = [one for one in standing if not self.changes_known(one)]
        return register["numbers"] + register["apart"] - len(known) - withheld - len(waiting)

    def changes_known(self, item: dict) -> bool:
        """Tell whether what is held is about a document that is known, as far as payloads say it."""
        if item["reason"].startswith("document."):
            return True
        told = self.payload(item["reference"])
        known = [
            texts.get("reference")
            for handle, row in self.documents.items()
            if self.source_of(handle) == item["source"] and (texts := self.payload(row["texts"])) is not None
        ]
        return told is not None and told["reference"] in known

    def unexplained(self) -> str:
        told = [self.difference(source) for source in self.names_of_sources()]
        return "not known" if not told or None in told else str(sum(max(0, one) for one in told))

    # How soon they came

    def measured(self) -> dict[str, tuple[str, str, int]]:
        """Give of each document source, day of issue as first stated, and seconds; older ones are left out."""
        found = {}
        for handle, entry in self.stated.items():
            source = self.sources.get(entry["message"])
            cycles = self.cycles.get(source, [])
            if source is not None and cycles and entry["issued_on"] >= cycles[0]["to"]:
                eve = date.fromisoformat(entry["issued_on"]) - timedelta(days=1)
                since = entry.get("told_at", f"{eve}T17:00:00Z")
                found[handle] = source, entry["issued_on"], max(0, seconds(since, entry["at"]))
        return found

    def latency(self) -> list[list[str]]:
        by_month: dict[tuple[str, str], list[int]] = {}
        for source, on, took in self.measured().values():
            if self.in_period(on):
                by_month.setdefault((source, on[:7]), []).append(took)
        rows = []
        for (source, month), found in by_month.items():
            found.sort()
            told = [found[-(-len(found) * percent // 100) - 1] for percent in (50, 90, 99, 100)]
            shown = [f"{one // 3600}:{one % 3600 // 60:02}:{one % 60:02}" for one in told]
            rows.append([source, f"{month[5:]}/{month[:4]}", str(len(found)), *shown, *map(str, told)])
        return rows

    # What stands out

    def waiting(self) -> list[list[str]]:
        groups: dict[tuple[str, str, str], list[str]] = {}
        for one in self.held.values():
            if not one["rejected"]:
                groups.setdefault((one["source"], one["stream"], one["reason"]), []).append(one["since"])
        return [
            ["held", source, stream, str(len(since)), min(since), reason]
            for (source, stream, reason), since in groups.items()
        ]

    def of_account(self, source: str) -> list[list[str]]:
        more = self.difference(source)
        if self.withheld(source) is None:
            return [["withheld-not-counted", source, "", "", "", ""]]
        if more is None:
            return [["no-register", source, "", "", "", ""]]
        if more <= 0:
            return []
        missing = [[*one[:3]] for one in self.findings(source, "numbers")]
        rows = [["missing", source, number_of(*one), "1", "", ""] for one in missing]
        return [["unexplained", source, "", str(more), "", ""], *rows]

    def findings(self, source: str, name: str) -> list[list[str]]:
        cycles = self.cycles.get(source, [])
        texts = self.payload(cycles[-1]["unmatched"]) if cycles and "unmatched" in cycles[-1] else None
        return json.loads((texts or {}).get(name, "[]"))

    def of_numbers(self, source: str) -> list[list[str]]:
        found = [("twice-in-register", number_of(*one), one[2]) for one in self.findings(source, "twice")]
        borne: dict[str, tuple[str, tuple]] = {}
        for handle, row in self.documents.items():
            texts = self.payload(row["texts"]) or {}
            number, notation, on = texts.get("number", ""), texts.get("notation", ""), row["issued_on"]
            if self.source_of(handle) == source:
                shown = number_of(number, notation, on) if number else ""
                borne[handle] = shown, (row["issuer"], plain(number), notation, on[:4]) if number else (handle,)
        found += [
            ("unentered", shown, self.documents[handle]["issued_on"])
            for handle, (shown, _) in borne.items()
            if self.verdict(handle) == "no_task"
            and DEADLINE.search(tidy((self.payload(self.documents[handle]["texts"]) or {}).get("subject", "")))
        ]
        often = Counter(key for _, key in borne.values())
        found += [
            ("twice-borne", shown, self.documents[handle]["issued_on"])
            for handle, (shown, key) in borne.items()
            if often[key] > 1
        ]
        found += [
            ("late", borne[handle][0], self.documents[handle]["issued_on"])
            for handle, (of, _, took) in self.measured().items()
            if of == source and took > LATE_S and handle in borne
        ]
        return [[what, source, name, "1", on, f"step.{what}"] for what, name, on in found if self.in_period(on)]


def seconds(since: str, at: str) -> int:
    one, other = (datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ") for moment in (since, at))  # noqa: DTZ007 - UTC both
    return int((other - one).total_seconds())


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def plain(number: str) -> str:
    return number.lstrip("0") or "0" if number.isdecimal() else number


def number_of(number: str, notation: str, on: str) -> str:
    return f"{number}/{notation} ({date.fromisoformat(on):%d/%m/%Y})"
