"""Figures counted anew from an export, by somebody who has read `docs/log-format.md` and nothing of our code.

Imports the standard library alone, and shares no line with the program. It keeps things plain instead of fast: it folds
the entries into a few dictionaries and looks at every assignment for every question. Run as a program:

    python tests/naive_figures.py EXPORT FIRST LAST UNTIL

prints, as JSON, agency → figures, "" for all together. Days are ISO texts, which order as days do.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

BUCKETS = ("withdrawn", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue", "open-in-time")
EVIDENCE = (
    "reported", "entered", "extended", "judged", "retracted", "transferred", "reassigned", "suspended", "resumed",
)  # fmt: skip
"""Kinds of entries that are evidence, in the order in which they count within one second (§13)."""


def entries_of(export: Path) -> list[dict]:
    """Read the lines of all entry bundles (§12): each with its length before it, in two bytes."""
    found = {}
    for file in (export / "tile" / "entries").rglob("*"):
        if not file.is_file():
            continue
        number = "".join(part.removeprefix("x").removesuffix(".p") for part in _number_of(export, file))
        content, at, seq = file.read_bytes(), 0, int(number) * 256
        while at < len(content):
            length = content[at] * 256 + content[at + 1]
            found[seq] = json.loads(content[at + 2 : at + 2 + length])
            at, seq = at + 2 + length, seq + 1
    assert sorted(found) == list(range(len(found))), "an entry is missing"
    return [found[seq] for seq in range(len(found))]


def _number_of(export: Path, file: Path) -> tuple[str, ...]:
    parts = file.relative_to(export / "tile" / "entries").parts
    return parts[:-1] if any(part.endswith(".p") for part in parts) else parts


def vietnam(moment: str) -> str:
    """Give the day in Vietnam (UTC+7) of a moment."""
    at = datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - UTC, as the form says
    return (at + timedelta(hours=7)).date().isoformat()


class Folded:
    """What stands after the entries."""

    def __init__(self, entries: list[dict]) -> None:
        self.documents: dict[str, dict] = {}
        self.assignments: dict[str, dict] = {}
        self.evidence: dict[tuple[str, int], dict] = {}
        self.settings = ""  # digest of the blob in force
        self.seq = 0
        for self.seq, entry in enumerate(entries):
            self.take(entry)

    def take(self, entry: dict) -> None:  # noqa: C901 - one branch for each kind
        kind = entry["kind"]
        if kind == "activated" and entry["what"] == "settings":
            self.settings = entry["blob"]
        elif kind == "issued":
            former = self.documents.get(entry["document"], {"state": "in-force", "ended_on": None})
            self.documents[entry["document"]] = {**former, "on": entry["issued_on"], "scope": entry["scope"]}
        elif kind == "assigned":
            self.assign(entry)
        elif kind == "withdrawn":
            self.assignments[entry["assignment"]] |= {"state": "withdrawn", "ended_on": vietnam(entry["at"])}
        elif kind == "recalled":
            self.end(entry, "recalled", "withdrawn", entry["recalled_on"])
        elif kind == "replaced":
            self.end(entry, "replaced", "replaced", entry["replaced_on"])
        elif kind == "raised":
            # Of what is classified nothing counts; when it ended plays no part.
            self.end(entry, "raised", "withdrawn", vietnam(entry["at"]), keep_day=True)
        elif kind == "purged":
            self.purge(entry)
        elif kind == "reassigned":
            # The day begins in Vietnam seven hours before it does in UTC.
            eve = date.fromisoformat(entry["on"]) - timedelta(days=1)
            moved = entry | {"happened_at": f"{eve}T17:00:00Z", "seq": self.seq}
            self.evidence[entry["assignment"], self.seq] = moved
        elif kind in EVIDENCE:
            self.evidence[entry["message"], entry.get("part", 0)] = entry
        elif kind == "unsaid":
            del self.evidence[entry["message"], entry.get("part", 0)]

    def purge(self, entry: dict) -> None:
        if entry["because"] == "retention":
            self.documents[entry["document"]]["state"] = "purged"
        elif "document" in entry:
            state = "raised" if entry["because"] == "raised" else "purged"
            self.end(entry, state, "withdrawn", vietnam(entry["at"]), keep_day=True)

    def assign(self, entry: dict) -> None:
        document = self.documents[entry["document"]]
        former = self.assignments.get(entry["assignment"], {})
        state, ended_on = "open", None
        if former.get("state") == "replaced":
            state, ended_on = "replaced", former["ended_on"]
        elif document["state"] != "in-force":
            state, ended_on = "withdrawn", document["ended_on"] or vietnam(entry["at"])
        self.assignments[entry["assignment"]] = {
            "document": entry["document"],
            "lead": entry["lead"],
            "due_on": entry.get("due_on"),
            "state": state,
            "ended_on": ended_on,
        }

    def end(self, entry: dict, document: str, assignment: str, on: str, *, keep_day: bool = False) -> None:
        for one in self.assignments.values():
            mine = one["document"] == entry["document"] and one["state"] == "open"
            if mine and one["lead"] in entry.get("leads", [one["lead"]]):
                one |= {"state": assignment, "ended_on": on}
        if "leads" not in entry:
            row = self.documents[entry["document"]]
            row["state"] = document
            row["ended_on"] = row["ended_on"] if keep_day else on


def evidence_by(folded: Folded, handle: str, day: str) -> list[dict]:
    """Give what is said of an assignment up to a day, in the order of §13."""
    said = [one for one in folded.evidence.values() if one["assignment"] == handle]
    said = [one for one in said if vietnam(one["happened_at"]) <= day]
    return sorted(said, key=order)


def order(one: dict) -> tuple:
    # Of two rulings for one day the later entry holds.
    more = f"{one['seq']:016}" if one["kind"] == "reassigned" else one.get("quality") or one.get("new_lead") or ""
    return (one["happened_at"], EVIDENCE.index(one["kind"]), one.get("due_on", ""), more)


def judged(  # noqa: C901 - one branch for each kind
    folded: Folded, handle: str, day: str
) -> tuple[str, str | None, str | None]:
    """Give bucket, deadline, and day of completion of an assignment on a day."""
    row = folded.assignments[handle]
    due, report, result, stopped = row["due_on"], None, None, False
    for one in evidence_by(folded, handle, day):
        on = vietnam(one["happened_at"])
        if one["kind"] == "reported" and report is None:
            report = on
        elif one["kind"] == "entered" and result is None:
            result = on
        elif one["kind"] == "retracted":
            result = None
        elif one["kind"] == "extended":
            due = one["due_on"]
        elif one["kind"] in ("suspended", "resumed"):
            stopped = one["kind"] == "suspended"
    done = max(report, result) if report and result else None
    if row["ended_on"] and row["ended_on"] <= day:
        return "withdrawn", due, done
    if stopped:
        return "suspended", due, done
    if due is None:
        return "no-deadline", due, done
    if done:
        return ("done-on-time" if done <= due else "done-late"), due, done
    return ("open-overdue" if day > due else "open-in-time"), due, done


def leads(folded: Folded, handle: str, day: str) -> str:
    """Give who leads an assignment on a day."""
    moved = [one for one in evidence_by(folded, handle, day) if one["kind"] in ("transferred", "reassigned")]
    return moved[-1]["new_lead"] if moved else folded.assignments[handle]["lead"]


def figures(folded: Folded, first: str, until: str, days: int) -> dict[str, dict[str, int]]:
    """Count a period: agency → figures, "" for all together."""
    found: dict[str, dict[str, int]] = {}
    eve = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    for handle, row in folded.assignments.items():
        document = folded.documents[row["document"]]
        if document["scope"] != "in" or document["state"] == "raised" or document["on"] > until:
            continue
        old = document["on"] < first
        if old:
            bucket, _, done = judged(folded, handle, eve)
            if bucket == "withdrawn" or (done and bucket != "suspended"):
                continue
        bucket, due, _ = judged(folded, handle, until)
        cells = ["carried_over" if old else "new", "total", bucket]
        if bucket == "open-in-time" and (date.fromisoformat(due) - date.fromisoformat(until)).days <= days:
            cells.append("due_soon")
        for agency in ("", leads(folded, handle, until)):
            line = found.setdefault(agency, dict.fromkeys(("carried_over", "new", "total", *BUCKETS, "due_soon"), 0))
            for cell in cells:
                line[cell] += 1
    return found


def due_soon_days(folded: Folded, blob: bytes | None) -> int:
    """Give how many days are soon, by the settings in force (§13)."""
    return 3 if blob is None else json.loads(blob).get("report", {}).get("due_soon_days", 3)


def of_export(export: Path) -> tuple[Folded, int]:
    """Fold an export; give how many days are soon, too."""
    folded = Folded(entries_of(export))
    blob = (export / "blobs" / folded.settings).read_bytes() if folded.settings else None
    return folded, due_soon_days(folded, blob)


def printed(report: dict) -> dict[str, dict[str, int]]:
    """Give what `nhiemvu report --json` printed, in the same form."""
    names = ("carried_over", "new", "total", "due_soon")
    lines = {line["agency"]: line for line in [*report["agencies"], report["total"]]}
    return {agency: {**{one: line[one] for one in names}, **line["buckets"]} for agency, line in lines.items()}


def differences(wanted: dict[str, dict[str, int]], report: dict) -> list[str]:
    """Name every figure of a printed report that is another one; what has no line counts 0 everywhere."""
    told, found = printed(report), []
    for agency in sorted({*wanted, *told}):
        one, other = wanted.get(agency, {}), told.get(agency, {})
        found += [
            f"{agency or 'total'}, {cell}: counted {one.get(cell, 0)}, printed {other.get(cell, 0)}"
            for cell in sorted({*one, *other})
            if one.get(cell, 0) != other.get(cell, 0)
        ]
    return found


if __name__ == "__main__":
    folded_, days_ = of_export(Path(sys.argv[1]))
    print(json.dumps(figures(folded_, sys.argv[2], sys.argv[4], days_), indent=1, sort_keys=True))
