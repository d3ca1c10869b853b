"""Every cell of a pack's sheets with figures, made anew from an export, by somebody who has read `docs/log-format.md`.

Imports the standard library and its own parts alone (`naive_figures`, `naive_account`). Run as a program:

    python tests/naive_pack.py EXPORT FIRST LAST UNTIL [POSITION]

prints, as JSON, sheet → rows in the order of the columns of the CSV file, with codes where the file has words (a
bucket, a column, the name of an agency for all together is ""). Rows are in no particular order.
"""

from __future__ import annotations

import json
import sys
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import naive_figures as naive
from naive_account import Documents

COLUMNS = (
    *naive.COUNTS[: naive.COUNTS.index("rate_of") + 1], "rate", "extended", "extended_times", "extended_days",
    "waiting_report", "waiting_result", "late_average", "late_worst", "overdue_average", "overdue_worst",
    "coordinated",
)  # fmt: skip
MAIN = (*COLUMNS[: COLUMNS.index("due_soon") + 1], "rate")
BANDS = (1, 6, 11, 31, 91)
GONE = "(erased)"


class Pack(Documents):
    """The sheets of a pack."""

    # Figures

    def counted(self, first: str, until: str) -> list[tuple[str, str, list[str], dict]]:
        return list(naive.counted(self.folded, first, until, self.days, **self.ways))

    def lines(self, first: str, until: str) -> dict[str, dict[str, object]]:
        return naive.figures(self.folded, first, until, self.days, **self.ways)

    def told(self, line: dict[str, object] | None, columns: tuple[str, ...] = COLUMNS) -> list[str]:
        """Print a line; whoever has none counts nothing."""
        return [self.cell(line, column) for column in columns]

    def cell(self, line: dict[str, object] | None, column: str) -> str:
        uncounted = column == "rate" or column.endswith(("_average", "_worst"))
        if column == "coordinated":
            uncounted = self.ways["coordinating"] == "none"
        value = (line or {}).get(column, None if uncounted else 0)
        return "–" if value is None else str(value)

    def agencies_sheet(self) -> list[list[str]]:
        lines = self.lines(self.first, self.until)
        rows = [[self.name(agency), *self.told(line)] for agency, line in lines.items() if agency]
        return [*rows, ["", *self.told(lines.get(""))]]

    def groups_sheet(self) -> list[list[str]]:
        directory = self.blob(self.folded.directory)
        if directory is None:
            return []
        lines = naive.grouped(self.folded, directory, self.first, self.until, self.days, **self.ways)
        return [[self.name(group), *self.told(line)] for group, line in lines.items()]

    def months(self) -> list[list[str]]:
        counted = [
            row["on"] for row in self.folded.documents.values() if row["scope"] == "in" and row["state"] != "raised"
        ]
        begun, rows, month = min(counted, default="9999-12-31")[:7], [], self.until[:7]
        while len(rows) < 12 and (not rows or month >= begun):
            until = min(month_end(month), self.until)
            line = self.lines(f"{month}-01", until).get("")
            rows.append([f"{month[5:]}/{month[:4]}", until, *self.told(line)])
            month = month_before(month)
        return rows

    def lateness(self) -> list[list[str]]:
        rows = [[str(band), 0, 0] for band in BANDS]
        for _, _, _, measured in self.counted(self.first, self.until):
            for at, name in ((1, "late"), (2, "overdue")):
                if name in measured:
                    rows[sum(band <= max(1, measured[name]) for band in BANDS) - 1][at] += 1
        rows.append(["", sum(row[1] for row in rows), sum(row[2] for row in rows)])
        return [[name, str(done), str(still), str(done + still)] for name, done, still in rows]

    def compared(self) -> list[list[str]]:
        before = period_before(self.first, self.last)
        now, former = self.lines(self.first, self.until), self.lines(*before)
        rows = []
        for agency in {*now, *former, ""}:
            one, other = (self.told(lines.get(agency), MAIN) for lines in (now, former))
            name = self.name(agency)
            more = [difference(*both) for both in zip(one, other, strict=True)]
            rows.append([name, *one, *other, *more])
        return rows

    def assignments(self) -> list[list[str]]:
        found = self.counted(self.first, self.until)
        return [self.assignment(*one) for one in found if "total" in one[2]]

    def assignment(self, agency: str, handle: str, cells: list[str], measured: dict) -> list[str]:
        row = self.folded.assignments[handle]
        document, texts = self.texts_of(handle)
        bucket = next(cell for cell in cells if cell in naive.BUCKETS)
        _, due, done = naive.judged(self.folded, handle, self.until)
        said = naive.evidence_by(self.folded, handle, self.until)
        lacking = [one for one in ("report", "result") if one not in naive.here(said)]
        qualities = [one["quality"] for one in said if one["kind"] == "judged"]
        if bucket == "transferred-out":
            due, done, lacking, qualities = None, None, [], []
        gone = GONE if document is None or texts is None else ""
        number = "/".join(one for key in ("number", "notation") if (one := (document or {}).get(key, "")))
        late = measured.get("late", measured.get("overdue", ""))
        left = naive.days_between(self.until, due) if bucket == "open-in-time" else ""
        return [
            self.name(agency), number or gone, self.folded.documents[row["document"]]["on"],
            (document or {}).get("subject", "") or gone, (texts or {}).get("content", "") or gone, due or "",
            bucket, done or "", ", ".join(lacking), str(left), str(late), qualities[-1] if qualities else "",
            ", ".join(sorted(cells)), agency, handle,
        ]  # fmt: skip

    def texts_of(self, handle: str) -> tuple[dict[str, str] | None, dict[str, str] | None]:
        document = self.folded.assignments[handle]["document"]
        return self.payload(self.documents[document]["texts"]), self.payload(self.texts[handle])

    def erased(self) -> int:
        found = [one[1] for one in self.counted(self.first, self.until) if "total" in one[2]]
        return sum(None in self.texts_of(handle) for handle in found)

    # What stands beside (§14)

    def exceptions(self) -> list[list[str]]:
        rows = self.waiting()
        for source in self.names_of_sources():
            rows += [*self.of_account(source), *self.of_numbers(source)]
        return [*rows, *self.beside()]

    def beside(self) -> list[list[str]]:
        counted = self.counted(self.first, self.until)
        leads = {
            handle: agency
            for agency, handle, cells, _ in counted
            if "total" in cells and "transferred-out" not in cells
        }
        rows = []
        for one in self.edits:
            if one["assignment"] in leads:
                former, now = (", ".join(map(self.name, one.get(key, []))) for key in ("former", "now"))
                if one["what"] == "due_on":
                    former = " ".join([*filter(None, [one.get("former_due_on")]), *one.get("former", [])])
                    now = " ".join([*filter(None, [one.get("due_on")]), *one.get("now", [])])
                name = f"{self.short(one, leads)}: {former or '–'} → {now or '–'}"
                rows.append(["edited", "", name, "1", one["at"], f"edit.{one['what']}"])
        said = [one | {"on": naive.vietnam(one["happened_at"])} for one in self.folded.evidence.values()
                if one["kind"] == "objected"]  # fmt: skip
        for one in [*said, *self.objections]:
            if one["assignment"] in leads and one["on"] <= self.until:
                agency = self.name(one.get("agency") or leads[one["assignment"]])
                rows.append(["objected", "", f"{self.short(one, leads)} ← {agency}", "1", one["on"], ""])
        return rows

    def short(self, one: dict, leads: dict[str, str]) -> str:
        return f"{one['assignment'][:8]} · {self.name(leads[one['assignment']])}"

    # All of it

    def summary(self) -> list[list[str]]:
        lines = self.lines(self.first, self.until)
        period = " – ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in (self.first, self.last))
        agencies = len(set(lines) - {""})
        figures = zip(COLUMNS, self.told(lines.get("")), strict=True)
        return [["period", period], ["until", self.until], ["agencies", str(agencies)], *map(list, figures),
                *self.counts_beside()]  # fmt: skip

    def counts_beside(self) -> list[list[str]]:
        waiting = sum(not one["rejected"] for one in self.held.values())
        return [["quarantine", str(waiting)], ["unexplained", self.unexplained()], ["erased", str(self.erased())]]

    def sheets(self) -> dict[str, list[list[str]]]:
        """Give every sheet with figures."""
        return {
            "summary": self.summary(),
            "agencies": self.agencies_sheet(),
            "groups": self.groups_sheet(),
            "months": self.months(),
            "lateness": self.lateness(),
            "compared": self.compared(),
            "assignments": self.assignments(),
            "latency": self.latency(),
            "account": self.account(),
            "exceptions": self.exceptions(),
            "evidence": self.counts_beside(),
        }


def month_end(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{month}-{monthrange(year, number)[1]:02}"


def month_before(month: str) -> str:
    return (date.fromisoformat(f"{month}-01") - timedelta(days=1)).isoformat()[:7]


def period_before(first: str, last: str) -> tuple[str, str]:
    """Give the first and the last day of the period before: the month, quarter or year before, else as many days."""
    ends = date.fromisoformat(first) - timedelta(days=1)
    months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7]) + 1
    whole = first.endswith("-01") and last == month_end(last[:7])
    if whole and months in (1, 3, 12) and (int(first[5:7]) - 1) % months == 0:
        begins = first[:7]
        for _ in range(months):
            begins = month_before(begins)
        return f"{begins}-01", ends.isoformat()
    return (ends - timedelta(days=naive.days_between(first, last))).isoformat(), ends.isoformat()


def difference(one: str, other: str) -> str:
    """Give by how much a printed figure is more; of rates in points, with a sign that is no hyphen."""
    if one == "–" or other == "–":
        return "–"
    if "." not in one:
        return str(int(one) - int(other))
    tenths = round(10 * float(one)) - round(10 * float(other))
    return f"{'−' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


if __name__ == "__main__":
    at_ = int(sys.argv[5]) if len(sys.argv) > 5 else None
    print(json.dumps(Pack(Path(sys.argv[1]), *sys.argv[2:5], at_).sheets(), ensure_ascii=False, indent=1))
