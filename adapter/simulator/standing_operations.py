"""Standings told back to the document system: applied once per key, every change kept in order."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from adapter.simulator import moments, render
from adapter.simulator.incoming import BadRequestError, Request
from adapter.simulator.modes import Manners

COLUMNS = ("document", "task", "lead", "code", "due_on", "completed_on", "lacking", "quality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an update came to."""

    answered: str  #: as the journal calls it
    result: str = ""  #: `applied`, `repeated`, or a result code; empty for a fault


def update_standing(state: sqlite3.Connection, request: Request, now: int, manners: Manners) -> Answer:
    """Apply a standing that is asked for by SOAP. Raises `BadRequestError`."""
    key, wanted = request.text("Key"), _wanted(request)
    if not key:
        raise BadRequestError("UpdateStanding: Key rỗng")
    return update(state, key, wanted, now, manners)


def update(state: sqlite3.Connection, key: str, wanted: tuple[str | None, ...], now: int, manners: Manners) -> Answer:
    """Apply a standing (`COLUMNS`); the same key again changes nothing, with another content it is refused.

    Every call leaves a row in the journal, whatever becomes of it.
    """
    place = (str(wanted[0]), str(wanted[1]), str(wanted[2]))
    state.execute("BEGIN IMMEDIATE")
    try:
        answer = _dealt_with(state, key, wanted, now, manners.of_call(state, place))
        state.execute(
            "INSERT INTO call (key, document, task, lead, at, answered) VALUES (?, ?, ?, ?, ?, ?)",
            (key, *place, now, answer.answered),
        )
    except BaseException:
        state.execute("ROLLBACK")
        raise
    state.execute("COMMIT")
    return answer


def _dealt_with(state: sqlite3.Connection, key: str, wanted: tuple[str | None, ...], now: int, manner: str) -> Answer:
    if not known(state, wanted[:3], now):
        return Answer(answered="404", result="404")
    match manner:
        case "refuses":
            return Answer(answered="refused", result="422")
        case "code":
            return Answer(answered="code", result="500")
        case "fault":
            return Answer(answered="fault")
        case "forgets":
            return Answer(answered="forgot", result="applied")
    done = _apply(state, key, wanted, now)
    told = {"loses": "lost", "late": "late"}.get(manner)
    return done if told is None or done.answered == "409" else Answer(answered=told, result=done.result)


MESSAGES = {
    "404": "Không có nhiệm vụ này",
    "409": "Khóa đã dùng cho nội dung khác",
    "422": "Nhiệm vụ này không nhận tình trạng từ ngoài",
    "500": "Hệ thống đang bận",
}


def told(answer: Answer) -> bytes:
    """Write what an update came to."""
    match answer.result:
        case "applied":
            inner = render.result("0", "Thành công") + render.leaf("Applied", "true")
        case "repeated":
            inner = render.result("0", "Đã áp dụng trước đó") + render.leaf("Applied", "false")
        case code:
            inner = render.result(code, MESSAGES[code])
    return render.envelope("UpdateStanding", inner)


def newest(state: sqlite3.Connection, place: tuple[str, ...]) -> tuple[str | int | None, ...] | None:
    """Give key, moment, code, deadline, completion, what lacks and quality of the standing applied last."""
    found: tuple[str | int | None, ...] | None = state.execute(
        "SELECT key, applied_at, code, due_on, completed_on, lacking, quality FROM standing"
        " WHERE document = ? AND task = ? AND lead = ? ORDER BY seq DESC LIMIT 1",
        place,
    ).fetchone()
    return found


def get_standing(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """Give the standing applied last."""
    place = (request.text("DocumentId"), request.text("TaskId"), request.text("Lead", "Name"))
    if not known(state, place, now):
        return render.envelope("GetStanding", render.result("404", "Không có nhiệm vụ này"))
    row = newest(state, place)
    if row is None:
        return render.envelope("GetStanding", render.SUCCESS)
    key, applied_at, code, due_on, completed_on, lacking, quality = row
    shown = (
        ("Code", code),
        ("DueOn", due_on),
        ("CompletedOn", completed_on),
        ("Lacking", lacking),
        ("Quality", quality),
    )
    inner = "".join(render.leaf(name, str(value)) for name, value in shown if value is not None)
    head = f"{render.leaf('Key', str(key))}{render.leaf('AppliedAt', moments.text(int(applied_at or 0)))}"
    return render.envelope("GetStanding", f"{render.SUCCESS}{head}<Standing>{inner}</Standing>")


def _apply(state: sqlite3.Connection, key: str, wanted: tuple[str | None, ...], now: int) -> Answer:
    before = state.execute(f"SELECT {', '.join(COLUMNS)} FROM standing WHERE key = ?", (key,)).fetchone()  # noqa: S608 - constant text
    if before is None:
        state.execute(
            f"INSERT INTO standing (key, {', '.join(COLUMNS)}, applied_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant text
            (key, *wanted, now),
        )
        return Answer(answered="applied", result="applied")
    if before != wanted:
        return Answer(answered="409", result="409")
    state.execute("UPDATE standing SET repeats = repeats + 1 WHERE key = ?", (key,))
    return Answer(answered="repeated", result="repeated")


def _wanted(request: Request) -> tuple[str | None, ...]:
    return (
        request.text("DocumentId"),
        request.text("TaskId"),
        request.text("Lead", "Name"),
        request.text("Standing", "Code"),
        _day(request, "DueOn"),
        _day(request, "CompletedOn"),
        request.optional("Standing", "Lacking") or "",
        request.optional("Standing", "Quality") or None,
    )


def _day(request: Request, name: str) -> str | None:
    written = request.optional("Standing", name)
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError as error:
        raise BadRequestError(f"UpdateStanding: {name} không phải xsd:date") from error


def known(state: sqlite3.Connection, place: tuple[str | None, ...], now: int) -> bool:
    """Tell whether a document that has been entered ever gave this task to this lead."""
    row = state.execute(
        "SELECT 1 FROM assignment a JOIN document d ON d.id = a.document"
        " WHERE a.document = ? AND a.task = ? AND a.lead = ? AND d.entered_at <= ?",
        (*place, now),
    ).fetchone()
    return row is not None
