"""The sheet of one agency: what of a pack is its own, with what it has to know to go on.

Its own is what counts for it in its line of figures; apart stands what others lead and it coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Evidence, Push
from adapter.core.standing import day_of, extensions, grounds
from adapter.packs.model import Assigned, Detail, Own, Pack
from adapter.reports import directory as directories
from adapter.reports import figures
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

APART = "coordinated"
"""The cell of what counts for an agency only because it coordinates."""

PASSED_ON = "transferred-out"
"""The cell of what an agency led and leads no longer."""


class Narrowing:
    """Makes sheets of a pack: as many as there are agencies, out of one look at the ledger."""

    def __init__(self, reader: Reader, pack: Pack) -> None:
        self._reader = reader
        self._pack = pack
        self._rows = {row.assignment: row for row in reader.rows(Assignment)}
        self._evidence = of_assignments(reader)
        self._pushes = {row.assignment: row for row in reader.rows(Push)}
        self._reports = _reports(reader)
        self._directory = directories.in_force(reader)
        self._own: defaultdict[str, list[Assigned]] = defaultdict(list)
        self._others: defaultdict[str, list[Assigned]] = defaultdict(list)
        for one in pack.assignments:
            if APART in one.cells:
                continue
            self._own[one.agency].append(one)
            # Of a transferred assignment whoever leads it on the cut-off day says how it stands.
            for agency in {*self._rows[one.assignment].coordinating} - {one.agency}:
                if PASSED_ON not in one.cells:
                    self._others[agency].append(one)

    def agencies(self) -> list[str]:
        """Name everybody with assignments of the period, in the order of the report; then who only coordinates."""
        return list(dict.fromkeys([*(line.agency for line in self._pack.report.lines), *sorted(self._others)]))

    def to(self, agency: str) -> Pack:
        """Give the sheet of one agency; one without assignments has an empty one."""
        pack = self._pack
        own = tuple(self._own.get(agency, ()))
        name = pack.names.get(agency, directories.name_of(self._directory, agency))
        lines = tuple(line for line in pack.report.lines if line.agency == agency)
        line = lines[0] if lines else replace(figures.lines_of([], None, pack.report.ways)[1], agency=agency, name=name)
        return replace(
            pack,
            statement=replace(pack.statement, agency=agency),
            report=replace(pack.report, lines=(line,), total=line, groups=()),
            names={agency: name},
            months=(),
            bands=(),
            assignments=own,
            exceptions=(),
            former=None,
            timings=(),
            latencies=(),
            evidence=replace(pack.evidence, unexplained=None, erased=sum(one.is_erased for one in own)),
            own=Own(
                agency=agency,
                name=name,
                details=tuple(self._detail(one, pack.report.period.until) for one in own),
                coordinating=tuple(self._others.get(agency, ())),
            ),
        )

    def _detail(self, one: Assigned, until: date) -> Detail:
        if PASSED_ON in one.cells:
            # What became of it since is another agency's business.
            return Detail(
                assigned=one,
                formers=(),
                extended=0,
                report="",
                report_on=None,
                entered_on=None,
                pushed="",
                pushed_at="",
            )
        evidence = self._evidence[one.assignment]
        found = grounds(evidence, until)
        granted = extensions(self._rows[one.assignment], evidence, until)
        push = self._pushes.get(one.assignment)
        return Detail(
            assigned=one,
            formers=granted.formers,
            extended=granted.times,
            report=self._report(found.report),
            report_on=day_of(found.report) if found.report else None,
            entered_on=day_of(found.entered) if found.entered else None,
            pushed=push.state if push else "none",
            pushed_at=push.at if push else "",
        )

    def _report(self, found: Evidence | None) -> str:
        texts = self._reader.text(self._reports[found.message, found.part]) if found else None
        return "/".join(one for one in ((texts or {}).get(key, "") for key in ("number", "notation")) if one)


def _reports(reader: Reader) -> dict[tuple[str, str], str]:
    """Give the payloads that say which report document a message speaks of, by message and part.

    No table keeps them: nothing is judged by them.
    """
    found = {}
    for _, data in reader.entries():
        if b'"kind":"reported"' in data:
            entry = decode(data)
            found[entry["message"], str(entry.get("part", ""))] = str(entry["texts"])
    return found
