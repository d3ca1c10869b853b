"""Figures counted anew from an export, by somebody who has read `docs/log-format.md` and nothing of our code.

Imports the standard library alone, and shares no line with the program. It keeps things plain instead of fast: it folds
the entries into a few dictionaries and looks at every assignment for every question. Run as a program:

    python tests/naive_figures.py EXPORT FIRST LAST UNTIL

prints, as JSON, agency → figures, "" for all together. Days are ISO texts, which order as days do.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

BUCKETS = (
    "withdrawn", "transferred-out", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue",
    "open-in-time",
)  # fmt: skip
EVIDENCE = (
    "reported", "entered", "extended", "judged", "retracted", "transferred", "reassigned", "suspended", "resumed",
    "objected",
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
        self.settings = self.directory = ""  # digests of the blobs in force
        self.seq = 0
        for self.seq, entry in enumerate(entries):
            self.take(entry)

    def take(self, entry: dict) -> None:  # noqa: C901 - one branch for each kind
        kind = entry["kind"]
        if kind == "activated" and entry["what"] in ("settings", "directory"):
            setattr(self, entry["what"], entry["blob"])
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
            "coordinating": entry["coordinating"],
            "due_on": entry.get("due_on"),
            "due_at": entry.get("due_at"),
            "state": state,
            "ended_on": ended_on,
        }

    def end(self, entry: dict, document: str, assignment: str, on: str, *, keep_day: bool = False) -> None:
        for one in self.assignments.values():
            if one["document"] != entry["document"] or one["lead"] not in entry.get("leads", [one["lead"]]):
                continue
            if one["state"] == "open":
                one |= {"state": assignment, "ended_on": on}
            elif not keep_day:
                # It ends on the earliest day, in whatever order that came, and is replaced for an agency for good.
                one |= {"ended_on": min(one["ended_on"], on), **({"state": "replaced"} if "leads" in entry else {})}
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
    due, report, result, until, stopped = row["due_on"], None, None, row["due_at"], ""
    moments: dict[str, str] = {}
    for one in evidence_by(folded, handle, day):
        on = vietnam(one["happened_at"])
        if one["kind"] == "reported" and report is None:
            report, moments["report"] = on, one["happened_at"]
        elif one["kind"] == "entered" and result is None:
            result, moments["result"] = on, one["happened_at"]
        elif one["kind"] == "retracted":
            result = None
        elif one["kind"] == "extended":
            due, until = one["due_on"], None
        elif one["kind"] == "suspended":
            stopped = stopped or one["happened_at"]
        elif one["kind"] == "resumed":
            stopped = ""
    done = max(report, result) if report and result else None
    if row["ended_on"] and row["ended_on"] <= day:
        return "withdrawn", due, done
    if stopped and (done is None or stopped <= max(moments.values())):
        return "suspended", due, done
    if due is None:
        return "no-deadline", due, done
    if done:
        late = done > due or (until is not None and max(moments.values()) > until)
        return ("done-late" if late else "done-on-time"), due, done
    return ("open-overdue" if day > due else "open-in-time"), due, done


COUNTS = (
    "carried_over", "new", "transferred_in", "total", *BUCKETS, "due_soon", "rate_met", "rate_of", "extended",
    "extended_times", "extended_days", "waiting_report", "waiting_result",
)  # fmt: skip
"""Columns that add up; `coordinated` is there only where the settings want it."""


def leads(folded: Folded, handle: str, first: str, until: str) -> list[str]:
    """Give who led an assignment from the beginning of one day to the end of another, in turn."""
    begins = f"{date.fromisoformat(first) - timedelta(days=1)}T17:00:00Z"
    found = [folded.assignments[handle]["lead"]]
    for one in evidence_by(folded, handle, until):
        if one["kind"] in ("transferred", "reassigned"):
            found = [one["new_lead"]] if one["happened_at"] <= begins else [*found, one["new_lead"]]
    return found


def days_between(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def more_of(folded: Folded, handle: str, day: str, days: int, rate: str) -> tuple[list[str], dict]:
    """Give the cells of an assignment for the agency that leads it, beside how it came, and what is measured of it."""
    bucket, due, done = judged(folded, handle, day)
    said = evidence_by(folded, handle, day)
    dues = [folded.assignments[handle]["due_on"], *(one["due_on"] for one in said if one["kind"] == "extended")]
    times = sum(before != after for before, after in pairwise(dues))
    known = [one for one in dues if one is not None]
    cells, measured = [bucket], {}
    if bucket == "open-in-time" and days_between(day, due) <= days:
        cells.append("due_soon")
    against = known[0] if known else None
    if rate == "in-force":
        cells += ["rate_met"] if bucket == "done-on-time" else []
        cells += ["rate_of"] if bucket in ("done-on-time", "done-late", "open-overdue") else []
    elif bucket.startswith(("done", "open")):
        if done and done <= against:
            cells.append("rate_met")
        if done or day > against:
            cells.append("rate_of")
    if times:
        cells.append("extended")
        measured |= {"extended_times": times}
    measured["extended_days"] = days_between(known[0], known[-1]) if known else 0
    if bucket.startswith("open"):
        there = here(said)
        cells += [f"waiting_{name}" for name in ("report", "result") if name not in there]
    if bucket in ("done-late", "open-overdue"):
        measured["late" if bucket == "done-late" else "overdue"] = days_between(due, done or day)
    judgements = [one["quality"] for one in said if one["kind"] == "judged"]
    cells += [f"quality-{judgements[-1]}"] if judgements else []
    return cells, measured


def here(said: list[dict]) -> set[str]:
    """Give which of report and result are there."""
    found: set[str] = set()
    for one in said:
        if one["kind"] == "reported":
            found.add("report")
        elif one["kind"] == "entered":
            found.add("result")
        elif one["kind"] == "retracted":
            found.discard("result")
    return found


def counted(
    folded: Folded, first: str, until: str, days: int, rate: str = "in-force", coordinating: str = "none"
) -> Iterator[tuple[str, str, list[str], dict]]:
    """Give the population of a period: agency, assignment, the cells in which it counts for it, what is measured."""
    eve = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    for handle, row in folded.assignments.items():
        document = folded.documents[row["document"]]
        if document["scope"] != "in" or document["state"] == "raised" or document["on"] > until:
            continue
        old = document["on"] < first
        bucket, _, done = judged(folded, handle, eve)
        if old and (bucket == "withdrawn" or (done and bucket != "suspended")):
            continue
        turn = leads(folded, handle, first, until)
        for agency in sorted(set(turn)):
            came = "transferred_in" if agency != turn[0] else "carried_over" if old else "new"
            if agency == turn[-1]:
                cells, measured = more_of(folded, handle, until, days, rate)
                yield agency, handle, ["total", came, *cells], measured
            else:
                yield agency, handle, ["total", came, "transferred-out"], {}
        for agency in sorted(set(row["coordinating"])) if coordinating == "apart" else ():
            yield agency, handle, ["coordinated"], {}


def summed(found: Iterable[tuple[str, str, list[str], dict]]) -> dict[str, dict]:
    """Add a population up: agency → line, "" for all together, with the days late one by one."""
    lines: dict[str, dict] = {}
    for agency, _, cells, measured in found:
        for one in ("", agency):
            line = lines.setdefault(one, {**dict.fromkeys(COUNTS, 0), "late": [], "overdue": [], "coordinated": 0})
            for cell in cells:
                line[cell] = line.get(cell, 0) + 1
            for name, value in measured.items():
                line[name] = line[name] + ([value] if isinstance(line[name], list) else value)
    return lines


def figures(
    folded: Folded, first: str, until: str, days: int, rate: str = "in-force", coordinating: str = "none"
) -> dict[str, dict[str, object]]:
    """Count a period: agency → figures, "" for all together."""
    lines = summed(counted(folded, first, until, days, rate, coordinating))
    return {agency: finished(line, coordinating) for agency, line in lines.items()}


def grouped(
    folded: Folded, directory: bytes, first: str, until: str, days: int, rate: str = "in-force",
    coordinating: str = "none",
) -> dict[str, dict[str, object]]:  # fmt: skip
    """Count the groups of a directory as they are on the cut-off day: id → figures; none of nobody with a line."""
    found = list(counted(folded, first, until, days, rate, coordinating))
    told = {}
    for group, members in groups(directory, until).items():
        lines = summed(one for one in found if one[0] in members)
        if lines:
            told[group] = finished(lines[""], coordinating)
    return told


def organisations(directory: bytes) -> dict[str, dict]:
    """Read a directory (§6): id → what its rows say together."""
    found: dict[str, dict] = {}
    for row in csv.DictReader(io.StringIO(directory.decode())):
        one = {name: (cell or "").strip() for name, cell in row.items() if name is not None}
        former = found.get(one["id"], {})
        for name, by in (("members", ";"), ("aliases", "|")):
            parts = [part.strip() for part in one.get(name, "").split(by) if part.strip()]
            one[name] = list(dict.fromkeys([*former.get(name, []), *parts]))
        one["codes"] = [*former.get("codes", []), *([one["code"]] if one["code"] else [])]
        found[one["id"]] = one
    return found


def groups(directory: bytes, day: str) -> dict[str, list[str]]:
    """Give whom each group means on a day; one whose name another one bears then means nobody."""
    there = {
        id_: one
        for id_, one in organisations(directory).items()
        if (one["valid_from"] or "0") <= day <= (one["valid_to"] or "9999-12-31")
    }
    bodies = {id_: one for id_, one in there.items() if one["kind"] != "group"}
    told = {}
    for id_, one in there.items():
        bear = [
            other
            for other in there.values()
            if other["kind"] == "group" and one["name"] in (other["name"], *other["aliases"], *other["codes"])
        ]
        if one["kind"] == "group" and len(bear) == 1:
            meant = [
                body
                for body, row in bodies.items()
                if body in one["members"] or f"kind:{row['kind']}" in one["members"]
            ]
            told[id_] = [body for body in meant if f"-{body}" not in one["members"]]
    return told


def finished(line: dict, coordinating: str) -> dict[str, object]:
    """Divide what is divided, and give every column as it is printed."""
    told = {name: value for name, value in line.items() if name not in ("late", "overdue", "coordinated")}
    told["rate"] = divided(100 * line["rate_met"], line["rate_of"])
    for name in ("late", "overdue"):
        told[f"{name}_average"] = divided(sum(line[name]), len(line[name]))
        told[f"{name}_worst"] = max(line[name], default=None)
    return told | {"coordinated": line["coordinated"] if coordinating == "apart" else None}


def divided(one: int, by: int) -> str:
    return str((Decimal(one) / Decimal(by)).quantize(Decimal("0.1"), ROUND_HALF_UP)) if by else "–"


def due_soon_days(folded: Folded, blob: bytes | None) -> int:
    """Give how many days are soon, by the settings in force (§13)."""
    return 3 if blob is None else json.loads(blob).get("report", {}).get("due_soon_days", 3)


def ways(folded: Folded, blob: bytes | None) -> dict[str, str]:
    """Give how is counted what the directive leaves open, by the settings in force (§13)."""
    told = {} if blob is None else json.loads(blob).get("report", {})
    return {"rate": told.get("rate_deadline", "in-force"), "coordinating": told.get("coordinating", "none")}


def of_export(export: Path) -> tuple[Folded, int, dict[str, str]]:
    """Fold an export; give how many days are soon, and how is counted what is open, too."""
    folded = Folded(entries_of(export))
    blob = (export / "blobs" / folded.settings).read_bytes() if folded.settings else None
    return folded, due_soon_days(folded, blob), ways(folded, blob)


def printed(report: dict) -> dict[str, dict[str, object]]:
    """Give what `nhiemvu report --json` printed, in the same form."""
    return {line["agency"]: as_printed(line) for line in [*report["agencies"], report["total"]]}


def as_printed(line: dict) -> dict[str, object]:
    beside = ("agency", "name", "buckets", "quality", "distinct")
    told = {name: value for name, value in line.items() if name not in beside} | line["buckets"]
    told |= {f"quality-{name}": count for name, count in line["quality"].items()}
    return {name: value["printed"] if isinstance(value, dict) else value for name, value in told.items()}


NOTHING = (0, None, "–")
"""What stands in a line where there is nothing."""


def differences(wanted: dict[str, dict[str, object]], report: dict) -> list[str]:
    """Name every figure of a printed report that is another one; what has no line counts 0 everywhere."""
    told, found = printed(report), []
    for agency in sorted({*wanted, *told}):
        one, other = wanted.get(agency, {}), told.get(agency, {})
        found += [
            f"{agency or 'total'}, {cell}: counted {one.get(cell, 0)}, printed {other.get(cell, 0)}"
            for cell in sorted({*one, *other})
            if one.get(cell, 0) not in NOTHING or other.get(cell, 0) not in NOTHING
            if one.get(cell, 0) != other.get(cell, 0)
        ]
    return found


if __name__ == "__main__":
    folded_, days_, ways_ = of_export(Path(sys.argv[1]))
    print(json.dumps(figures(folded_, sys.argv[2], sys.argv[4], days_, **ways_), indent=1, sort_keys=True))
