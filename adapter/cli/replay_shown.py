"""What a replay came to, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from adapter.cli.session import Session
from adapter.replay.compare import FigureChange
from adapter.replay.differences import Change, Difference
from adapter.replay.fold import Folded, RowDifference, Told
from adapter.replay.outcome import Outcome
from adapter.replay.versions import RuleChange

Data = dict[str, Any]


def to_data(folded: Folded | None, found: Outcome | None) -> Data:
    """Give both as JSON values; what was not asked for is not there."""
    data: Data = {}
    if folded is not None:
        data["fold"] = asdict(folded) | {"agrees": folded.agrees}
    if found is not None:
        data["reinterpret"] = _outcome(found)
    return data


def _outcome(found: Outcome) -> Data:
    told = asdict(found.told) | {"by_rules": [[*rule, number] for rule, number in sorted(found.told.by_rules.items())]}
    return {
        **told,
        "different": found.different,
        "differences": [_difference(one) for one in found.differences],
        "fields": {f"{kind}.{name}": number for (kind, name), number in sorted(found.fields.items())},
        "figures": [asdict(one) for one in found.figures],
        "ledger": [asdict(one) | {"changes": list(map(_change, one.changes))} for one in found.rows],
        "ledger_differs": found.rows_differ,
        "rules": [list(rule) for rule in found.rules],
        "size": found.size,
        "why": {why or "unexplained": number for why, number in sorted(found.why.items())},
    }


def _difference(one: Difference) -> Data:
    return asdict(one) | {"changes": list(map(_change, one.changes))}


def _change(change: Change) -> Data:
    return {**asdict(change), "place": str(change.place)}


def show(session: Session, folded: Folded | None, found: Outcome | None) -> None:
    """Tell people."""
    if folded is not None:
        _show_fold(session, folded)
    if found is not None:
        _show_outcome(session, found)


def _show_fold(session: Session, folded: Folded) -> None:
    if folded.agrees:
        session.say("replay.fold-agrees", size=folded.size, digest=folded.stored)
        return
    if folded.refused is not None:
        seq, code = folded.refused
        session.complain(session.text("replay.fold-broke-off", seq=seq, why=session.text(code), code=code))
        return
    columns = [f"column.{name}" for name in ("seq", "table", "key", "field", "stored", "folded")]
    session.table("heading.fold", columns, [row for one in folded.differences for row in _fold_rows(one)])
    total = len(folded.differences) + folded.more
    session.complain(session.text("replay.fold-differs", count=total, shown=len(folded.differences)))
    session.say("replay.digests", stored=folded.stored, tables=folded.tables, memory=folded.memory)


def _fold_rows(one: RowDifference) -> Iterator[list[str]]:
    known = one.stored or one.folded
    seq = "-" if known is None else str(known.from_seq)
    place = [seq, one.table, " ".join(part[:12] for part in one.key) or "-"]
    mine, theirs = _fields(one.stored), _fields(one.folded)
    for name in dict.fromkeys([*mine, *theirs]):
        if mine.get(name) != theirs.get(name):
            yield [*place, name, mine.get(name, "-"), theirs.get(name, "-")]


def _fields(told: Told | None) -> dict[str, str]:
    """Give the fields of a version, with the entries that opened and ended it."""
    if told is None:
        return {}
    row = {name: str(value) for name, value in (told.row or {}).items()}
    return row | {"to_seq": "-" if told.to_seq is None else str(told.to_seq)}


def _show_outcome(session: Session, found: Outcome) -> None:
    told = found.told
    for one in told.unsound:
        values = {"seq": one.seq, "what": one.what, "source": one.source or "-"}
        session.complain(session.text(one.code, **values))
    if found.differences:
        columns = [f"column.{name}" for name in ("seq", "kind", "document", "assignment", "field")]
        columns += [f"column.{name}" for name in ("logged", "read_anew", "from_where", "why")]
        rows = [row for one in found.differences for row in _rows(session, one)]
        session.table("heading.reinterpreted", columns, rows)
    if len(found.differences) < found.different:
        session.say("replay.more", shown=len(found.differences), count=found.different)
    _show_ledger(session, found)
    _show_not_read(session, found)
    _show_rules(session, found)
    code = "replay.differs" if found.different else "replay.same"
    session.say(code, messages=told.messages, count=found.different, rows=found.rows_differ)


def _rows(session: Session, one: Difference) -> Iterator[list[str]]:
    place = [str(one.seq), one.kind, one.document[:8] or "-", one.assignment[:8] or "-"]
    why = session.text(f"replay.why-{one.why}") if one.why else "-"
    if one.rules:
        why = f"{why} {_rules(one.rules)}"
    for change in one.changes:
        yield [*place, change.what, change.before or "-", change.after or "-", _where(session, change), why]


def _where(session: Session, change: Change) -> str:
    if not change.rule and not change.line:
        return "-"
    return session.text("replay.where", rule=change.rule or "-", place=str(change.place) or "-", line=change.line)


def _rules(rules: tuple[RuleChange, ...]) -> str:
    return ", ".join(f"{name} {then} → {now}" for name, then, now in rules)


def _show_ledger(session: Session, found: Outcome) -> None:
    if found.rows:
        columns = [f"column.{name}" for name in ("table", "key", "field", "stored", "read_anew")]
        rows = [
            [one.table, " ".join(part[:12] for part in one.key), change.what, change.before or "-", change.after or "-"]
            for one in found.rows
            for change in one.changes
        ]
        session.table("heading.ledger-anew", columns, rows)
    if found.rows_differ and not found.different:
        session.complain(session.text("replay.ledger-astray", count=found.rows_differ))
    if found.figures:
        columns = [f"column.{name}" for name in ("lead", "figure", "stored", "read_anew")]
        session.table("heading.figures-anew", columns, [_figure(session, one) for one in found.figures])


def _figure(session: Session, one: FigureChange) -> list[object]:
    return [one.name or session.text("report.total"), session.text(f"short.{one.figure}"), one.before, one.after]


def _show_not_read(session: Session, found: Outcome) -> None:
    told = found.told
    for why in ("erased", "versions"):
        count = sum(one.why == why for one in told.not_read)
        if count:
            seqs = ", ".join(str(one.seq) for one in told.not_read if one.why == why)
            session.say(f"replay.not-read-{why}", count=count, seqs=_shortened(seqs))
    if told.held or told.withheld or told.raised:
        session.say("replay.nothing-kept", held=told.held, withheld=told.withheld, raised=told.raised)


def _shortened(seqs: str, most: int = 200) -> str:
    return seqs if len(seqs) <= most else seqs[:most].rsplit(", ", 1)[0] + ", …"


def _show_rules(session: Session, found: Outcome) -> None:
    for (name, then, now), messages in sorted(found.told.by_rules.items()):
        session.say("replay.other-rules", rule=name, then=then, now=now, messages=messages)
    if any(name == "judge" for name, _, _ in found.rules):
        session.say("replay.other-judge", rules=_rules(found.rules))
