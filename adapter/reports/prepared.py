"""The figures of a period where there are very many assignments: counted by what is prepared of their standings.

Preparing asks the one rule (`core.standing`) for the stretches of days on which each assignment stands as it does, and
keeps them beside the log (`store.prepared`). A period is then counted in the database. What happened to few is counted
one by one as ever (`members`): whatever is passed on in the period, or was over and is open again. Every time, what the
log has told since is taken in first, and some assignments of chance are held against the ledger: where one differs,
nothing prepared is used.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import structlog

from adapter.core.decide import RULES
from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import MOVES, day_of, over
from adapter.core.stretches import Stretch as Days
from adapter.core.stretches import stretches
from adapter.reports import beside, figures
from adapter.reports.figures import Period, Report, Tally
from adapter.reports.members import AS_EVER, alike, late_by, members
from adapter.store import Reader, prepared
from adapter.store.prepared import FOREVER, About, Apart, Counted, Kind, NotPreparedError, Prepared, Stretch

WORTH_IT = 50_000
"""With fewer assignments counting them one by one takes a second or two, and nothing is prepared."""

CHECKED = 100
"""So many assignments are held against the ledger each time."""

AT_ONCE = 2_000
"""Assignments in memory at once while they are prepared."""

FEW = 10
"""Where more than one of so many has changed, everything is prepared anew."""

Step = Callable[[int], None]
"""Is told how many parts are prepared: a handle is a digest, so that its first digit says how far it has come."""

PARTS = 16

One = tuple[str, list[Stretch], list[Apart]]


def report(reader: Reader, period: Period, directory: Path, step: Step = lambda _: None) -> Report:
    """Count a period as `figures.report` does; what is prepared lies in `directory`."""
    if figures.ways(reader) == AS_EVER and reader.has_many(Assignment, WORTH_IT):
        try:
            with prepared.opened(directory, RULES["judge"]) as kept:
                ready = _bring_up(reader, kept, step)
                if ready and _holds(reader, kept):
                    return _tally(reader, kept, period).report(reader, period)
        except NotPreparedError:
            ready = False
        if ready:
            # It was made by other means than ours, or by a mistake of ours: nothing is counted by it.
            structlog.get_logger("reports").error("prepared_differs")
            prepared.forget(directory)
    return figures.report(reader, period)


def place(directory: Path) -> Path:
    """Give the file in which it is prepared."""
    return directory / prepared.FILE


def is_false(reader: Reader, directory: Path) -> bool:
    """Tell whether anything that is prepared is not what the ledger says; what would be prepared again is passed over.

    False also where nothing is prepared, or another process has it.
    """
    if not place(directory).exists():
        return False
    try:
        with prepared.opened(directory, RULES["judge"]) as kept:
            about = kept.about()
            if about is None or about.position > reader.position or not _is_of(reader, about):
                return False
            changed = reader.touched(about.position, kept.size())
            if changed is None:
                return False
            numbers = range(1, kept.size() + 1)
            parts = (numbers[first : first + AT_ONCE] for first in range(0, len(numbers), AT_ONCE))
            return not all(_are(reader, kept, part, changed) for part in parts)
    except NotPreparedError:
        return False


def _tally(reader: Reader, kept: Prepared, period: Period) -> Tally:
    """Count a period by what is prepared, and one by one what is apart."""
    days = figures.due_soon_days(reader)
    first, until = period.first.toordinal(), period.until.toordinal()
    tally = Tally()
    for one in kept.counted(first, until, until + days):
        _add(tally, one)
    tally.take(members(reader, period, days, only=kept.apart(first, until)))
    return tally


def _add(tally: Tally, one: Counted) -> None:
    kind = one.kind
    common = (figures.TOTAL, *alike(kind.code, kind.lacking.split(), kind.quality))
    cells = Counter(dict.fromkeys(common, one.number)) + Counter(carried_over=one.old, new=one.number - one.old)
    cells["due_soon"] = one.soon if kind.code == "open-in-time" else 0
    cells["extended"] = one.extended
    late = {"done-late": (one.late, one.worst_late), "open-overdue": (one.overdue, one.worst_overdue)}
    tally.add(kind.lead, +cells, one.times, one.granted, late.get(kind.code, (0, 0)))


def _bring_up(reader: Reader, kept: Prepared, step: Step) -> bool:
    """Take in what the log has told since; False where that was made of more than this reader sees."""
    about, now = kept.about(), About(reader.position, reader.root().hex())
    if about == now:
        return True
    if about is not None and about.position > now.position:
        return False
    known = about is not None and _is_of(reader, about)
    changed = reader.touched(about.position, int(kept.size() / FEW)) if about is not None and known else None
    if changed is None:
        kept.begin_anew()
    wanted = beside.counting(reader, changed)
    while some := list(islice(wanted, AT_ONCE)):
        kept.put(_one(*each) for each in some)
        step(int(some[-1][0].assignment[0], PARTS))
    kept.keep(now)
    return True


def _holds(reader: Reader, kept: Prepared) -> bool:
    """Tell whether some assignments of chance stand as the ledger says."""
    size = kept.size()
    return _are(reader, kept, random.sample(range(1, size + 1), min(CHECKED, size)))


def _are(reader: Reader, kept: Prepared, numbers: Sequence[int], changed: Collection[str] = ()) -> bool:
    """Tell whether assignments of some numbers stand as the ledger says; those that have changed are passed over."""
    found = kept.some(numbers)
    chosen = {handle: said for handle, said in found.items() if handle not in changed}
    wanted = {one[0]: one[1:] for one in (_one(*each) for each in beside.counting(reader, chosen))}
    return len(found) == len(numbers) and chosen == wanted


def _is_of(reader: Reader, about: About) -> bool:
    """Tell whether something was made of this log: it may be another one's, or one that was set back since."""
    return reader.as_of(about.position).root().hex() == about.root


def _one(row: Assignment, evidence: Sequence[Evidence], issued_on: date | None) -> One:
    """Prepare one assignment; nothing of one that counts nowhere (`issued_on` is None)."""
    found = [] if issued_on is None else list(stretches(row, evidence, issued_on))
    ended = _ended(found)
    if issued_on is None or any(over(one.standing) for one in found if ended is None or one.since < ended):
        # It was over and is open again, or was: whether a period counts it hangs on where it stood on the eve of that.
        spans = [] if issued_on is None else [Apart(issued_on.toordinal(), _day(ended) or FOREVER)]
        return row.assignment, [], spans
    moves = sorted({day_of(one).toordinal() for one in evidence if one.what in MOVES and one.new_lead})
    ends = [*(one.since.toordinal() for one in found[1:]), FOREVER]
    made = [
        _stretch(one, issued_on, end, min(_day(ended) or FOREVER, end - 1), moved=bool(moves))
        for one, end in zip(found, ends, strict=True)
    ]
    return row.assignment, made, [Apart(day, day) for day in moves]


def _ended(found: Sequence[Days]) -> date | None:
    """Give the day from which on it is over for good; None where it is open at last."""
    ended: date | None = None
    for one in reversed(found):
        if not over(one.standing):
            break
        ended = one.since
    return ended


def _stretch(one: Days, issued_on: date, ends: int, last_first: int, *, moved: bool) -> Stretch:
    standing = one.standing
    return Stretch(
        last_first=last_first,
        since=one.since.toordinal(),
        ends=ends,
        issued=issued_on.toordinal(),
        kind=Kind(one.lead, standing.code, " ".join(standing.lacking), standing.quality),
        due=_day(standing.due_on),
        late=late_by(standing, one.since),
        times=one.granted.times,
        granted=one.granted.days,
        moved=moved,
    )


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
