"""The same service by plain HTTP with XML, under `/rest/`: lists by token, one document, the register, standings."""

from __future__ import annotations

import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import unquote

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response

from adapter.simulator import moments, operations, standing_operations
from adapter.simulator import rest_render as written
from adapter.simulator.incoming import BadRequestError
from adapter.simulator.modes import Manners
from adapter.simulator.responses import Cut, Late

Value = TypeVar("Value")

PATH = "/rest/"
XML = "application/xml; charset=utf-8"
STANDINGS = {
    "TD": "withdrawn",
    "TDG": "suspended",
    "KH": "no-deadline",
    "DH": "done-on-time",
    "TH": "done-late",
    "QH": "open-overdue",
    "DTH": "open-in-time",
}
LACKING = {"BC": "report", "KQ": "result"}
STATUSES = {"404": (404, "KHONG-CO"), "409": (409, "KHOA-TRUNG"), "422": (422, "KHONG-NHAN"), "500": (200, "BAN")}
"""Result of an update → HTTP status and code; one that is busy says so inside HTTP 200, as some services do."""


def answer(state: sqlite3.Connection, request: Request, body: bytes, now: int, manners: Manners) -> Response:
    """Answer a request below `PATH`."""
    # The path as it came: an identifier may hold a slash of its own.
    steps = [unquote(step) for step in request.scope["raw_path"].decode("ascii").removeprefix(PATH).split("/")]
    query = dict(request.query_params)
    try:
        match (request.method, *steps):
            case ("PUT", "van-ban", document, "nhiem-vu", task, "tinh-trang"):
                place = (document, task, query.get("donVi", ""))
                return _told(standing_operations.update(state, *_wanted(place, body), now, manners))
            case ("GET", *_):
                return _shown(state, steps, query, now)
    except BadRequestError as error:
        return _error(400, "SAI-YEU-CAU", str(error))
    except sqlite3.Error:
        return _error(500, "LOI", "Lỗi lưu trữ của hệ thống")
    return _error(405, "KHONG-NHAN", "Không nhận phương thức này")


def _shown(state: sqlite3.Connection, steps: list[str], query: dict[str, str], now: int) -> Response:
    match steps:
        case [name] if name in LISTS:
            return _xml(LISTS[name](state, query, now))
        case ["van-ban", document]:
            return _document(state, document, now)
        case ["van-ban", document, "nhiem-vu", task, "tinh-trang"]:
            return _standing(state, (document, task, query.get("donVi", "")), now)
    return _error(404, "KHONG-CO", "Không có tài nguyên này")


def _xml(body: bytes) -> Response:
    return Response(body, media_type=XML)


def _error(status: int, code: str, message: str) -> Response:
    return Response(written.error(code, message), status_code=status, media_type=XML)


def _documents(state: sqlite3.Connection, query: dict[str, str], now: int) -> bytes:
    rows, token = _page(
        state,
        "SELECT v.modified_at AS at, v.document AS id, v.document AS seq, v.version, v.levels, d.entered_at"  # noqa: S608 - constant text
        " FROM version v JOIN document d ON d.id = v.document"
        " WHERE (v.until IS NULL OR v.until > :now) AND v.document NOT IN (" + operations.HIDDEN + ")",
        query,
        now,
    )
    items = [
        written.tag(
            "VanBan",
            str(levels).replace("SecrecyLevel", "DoMat"),
            ma=str(id_),
            phienBan=str(version),
            vaoSo=written.moment(int(entered_at)).partition(" ")[0],
            sua=written.moment(int(at)),
        )
        for at, id_, _, version, levels, entered_at in rows
    ]
    return written.whole("DanhSach", "".join(items) + token)


def _events(state: sqlite3.Connection, query: dict[str, str], now: int) -> bytes:
    rows, token = _page(state, operations.TOLD, query, now)
    items = [
        written.event(str(body) if body else operations.echo(at, id_, *place)) for at, id_, _, body, *place in rows
    ]
    return written.whole("DienBien", "".join(items) + token)


Row = tuple[Any, ...]


def _page(state: sqlite3.Connection, what: str, query: dict[str, str], now: int) -> tuple[list[Row], str]:
    """List what is not told yet: since a moment, or behind the row that a token names."""
    size = min(max(_whole(query.get("so", "100")), 1), operations.PAGE_MOST)
    token = query.get("trang", "")
    at, id_, seq = _read_token(token) if token else (_moment(query.get("tu", "")), "", "")
    rows = state.execute(
        f"SELECT * FROM ({what}) WHERE at <= :now AND (at, id, CAST(seq AS TEXT)) > (:at, :id, :seq)"  # noqa: S608 - constant text
        " ORDER BY at, id, CAST(seq AS TEXT) LIMIT :size",
        {"now": now, "at": at, "id": id_, "seq": seq, "size": size + 1},
    ).fetchall()
    following = "" if len(rows) <= size else written.tag("TrangSau", _token(rows[size - 1]))
    return rows[:size], following


def _token(row: Row) -> str:
    return urlsafe_b64encode("\n".join(map(str, row[:3])).encode()).decode()


def _read_token(token: str) -> tuple[int, str, str]:
    try:
        at, id_, seq = urlsafe_b64decode(token.encode()).decode().split("\n")
    except (NoBase64, ValueError) as error:
        raise BadRequestError("trang không phải dấu trang của hệ thống") from error
    return _whole(at), id_, seq


def _document(state: sqlite3.Connection, document: str, now: int) -> Response:
    reply = operations.newest_reply(state, document, now)
    return _error(404, "KHONG-CO", "Không có văn bản này") if reply is None else _xml(written.document(reply))


def _numbers(state: sqlite3.Connection, query: dict[str, str], now: int) -> bytes:
    entries, apart = operations.numbers(state, _day(query.get("tu", "")), _day(query.get("den", "")), now)
    items = [
        written.tag("Muc", "", so=number, kyHieu=notation, ngay=written.day(issued_on))
        for number, notation, issued_on in entries
    ]
    return written.whole("SoVanBan", "".join(items), rieng=str(apart))


LISTS = {"van-ban": _documents, "dien-bien": _events, "so-van-ban": _numbers}


def _standing(state: sqlite3.Connection, place: tuple[str, str, str], now: int) -> Response:
    if not standing_operations.known(state, place, now):
        return _error(*STATUSES["404"], standing_operations.MESSAGES["404"])
    row = standing_operations.newest(state, place)
    if row is None:
        return _xml(written.whole("TinhTrang", ""))
    key, applied_at, code, due_on, completed_on, lacking, quality = (str(one or "") for one in row)
    named = {ours: theirs for theirs, ours in (STANDINGS | LACKING).items()}
    told = {
        "ma": named.get(code, code),
        "han": written.day(due_on),
        "xong": written.day(completed_on),
        "thieu": ", ".join(named.get(one, one) for one in lacking.split(", ")),
        "chatLuong": written.QUALITY.get(quality, quality),
    }
    return _xml(written.whole("TinhTrang", "", khoa=key, luc=written.moment(int(applied_at)), **told))


def _told(answer: standing_operations.Answer) -> Response:
    """Give the answer to an update as the service's manners have it; one that worked is empty."""
    match answer.answered:
        case "fault":
            return _error(500, "LOI", "Lỗi nội bộ")
        case "lost":
            return Cut(written.whole("KetQua", "Thành công"), media_type=XML)
        case "late":
            return Late(status_code=204)
    if answer.result in ("applied", "repeated"):
        return Response(status_code=204)
    return _error(*STATUSES[answer.result], standing_operations.MESSAGES[answer.result])


def _wanted(place: tuple[str, str, str], body: bytes) -> tuple[str, tuple[str | None, ...]]:
    """Read the key and what stands in `standing_operations.COLUMNS`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BadRequestError("Không phải XML đúng cú pháp") from error

    def said(name: str) -> str:
        return (root.findtext(f"{{{written.NAMESPACE}}}{name}") or "").strip()

    if root.tag != f"{{{written.NAMESPACE}}}TinhTrang" or not said("Khoa") or said("Ma") not in STANDINGS:
        raise BadRequestError("Thiếu Khoa hoặc Ma, hoặc không phải TinhTrang")
    quality = {theirs: ours for ours, theirs in written.QUALITY.items()}
    lacking = [LACKING.get(one, one) for one in said("Thieu").split(", ") if one]
    days = [_day(said(name)) if said(name) else None for name in ("Han", "Xong")]
    judged = quality.get(said("ChatLuong"), said("ChatLuong")) or None
    return said("Khoa"), (*place, STANDINGS[said("Ma")], *days, ", ".join(lacking), judged)


def _moment(text: str) -> int:
    return _read(text, lambda: int(_local(text, "%d/%m/%Y %H:%M:%S").timestamp()))


def _day(text: str) -> str:
    return _read(text, lambda: _local(text, "%d/%m/%Y").date().isoformat())


def _local(text: str, form: str) -> datetime:
    return datetime.strptime(text, form).replace(tzinfo=moments.VIETNAM)


def _whole(text: str) -> int:
    return _read(text, lambda: int(text))


def _read(text: str, reading: Callable[[], Value]) -> Value:
    try:
        return reading()
    except (ValueError, OverflowError) as error:
        raise BadRequestError(f"Không đọc được «{text[:20]}»") from error
