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
    body: bytes = b""  #: empty for a fault


def update_standing(state: sqlite3.Connection, request: Request, now: int, manners: Manners) -> Answer:
    """Apply a standing; the same key again changes nothing, with another content it is refused.

    Every call leaves a row in the journal, whatever becomes of it.
    """
    key, wanted = request.text("Key"), _wanted(request)
    if not key:
        raise BadRequestError("UpdateStanding: Key rỗng")
    place = (request.text("DocumentId"), request.text("TaskId"), request.text("Lead", "Name"))
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
    if not _known(state, wanted[:3], now):
        return Answer(answered="404", body=_answer("404", "Không có nhiệm vụ này"))
    match manner:
        case "refuses":
            return Answer(answered="refused", body=_answer("422", "Nhiệm vụ này không nhận tình trạng từ ngoài"))
        case "code":
            return Answer(answered="code", body=_answer("500", "Hệ thống đang bận"))
        case "fault":
            return Answer(answered="fault")
        case "forgets":
            return Answer(answered="forgot", body=_answer("0", "Thành công", applied=True))
    done = _apply(state, key, wanted, now)
    told = {"loses": "lost", "late": "late"}.get(manner)
    return done if told is None or done.answered == "409" else Answer(answered=told, body=done.body)


def get_standing(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """Give the standing applied last."""
    place = (request.text("DocumentId"), request.text("TaskId"), request.text("Lead", "Name"))
    if not _known(state, place, now):
        return render.envelope("GetStanding", render.result("404", "Không có nhiệm vụ này"))
    row = state.execute(
        "SELECT key, applied_at, code, due_on, completed_on, lacking, quality FROM standing"
        " WHERE document = ? AND task = ? AND lead = ? ORDER BY seq DESC LIMIT 1",
        place,
    ).fetchone()
    if row is None:
        return render.envelope("GetStanding", render.SUCCESS)
    key, applied_at, code, due_on, completed_on, lacking, quality = row
    told = (
        ("Code", code),
        ("DueOn", due_on),
        ("CompletedOn", completed_on),
        ("Lacking", lacking),
        ("Quality", quality),
    )
    inner = "".join(render.leaf(name, value) for name, value in told if value is not None)
    head = f"{render.leaf('Key', key)}{render.leaf('AppliedAt', moments.text(applied_at))}"
    return render.envelope("GetStanding", f"{render.SUCCESS}{head}<Standing>{inner}</Standing>")


def _apply(state: sqlite3.Connection, key: str, wanted: tuple[str | None, ...], now: int) -> Answer:
    known = state.execute(f"SELECT {', '.join(COLUMNS)} FROM standing WHERE key = ?", (key,)).fetchone()  # noqa: S608 - constant text
    if known is None:
        state.execute(
            f"INSERT INTO standing (key, {', '.join(COLUMNS)}, applied_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant text
            (key, *wanted, now),
        )
        return Answer(answered="applied", body=_answer("0", "Thành công", applied=True))
    if known != wanted:
        return Answer(answered="409", body=_answer("409", "Khóa đã dùng cho nội dung khác"))
    state.execute("UPDATE standing SET repeats = repeats + 1 WHERE key = ?", (key,))
    return Answer(answered="repeated", body=_answer("0", "Đã áp dụng trước đó", applied=False))


def _answer(code: str, message: str, *, applied: bool | None = None) -> bytes:
    told = "" if applied is None else render.leaf("Applied", "true" if applied else "false")
    return render.envelope("UpdateStanding", render.result(code, message) + told)


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


def _known(state: sqlite3.Connection, place: tuple[str | None, ...], now: int) -> bool:
    """Tell whether a document that has been entered ever gave this task to this lead."""
    row = state.execute(
        "SELECT 1 FROM assignment a JOIN document d ON d.id = a.document"
        " WHERE a.document = ? AND a.task = ? AND a.lead = ? AND d.entered_at <= ?",
        (*place, now),
    ).fetchone()
    return row is not None
