"""Names as systems give them: English and Vietnamese without diacritics, however they are put together."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def squeezed(name: str) -> str:
    """Give a name in small plain letters with nothing between: `So_KyHieu`, `soKýHiệu` and `sokyhieu` are one.

    Only to propose: names of agencies are never compared like this (FACTS §4).
    """
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return _PLAIN.sub("", "".join(one for one in letters if not unicodedata.combining(one)).lower())


_SHORT = {"vb": "vanban", "cq": "coquan", "dv": "donvi", "nv": "nhiemvu", "ds": "danhsach", "nd": "noidung"}
"""Abbreviations that vendors use, where they stand as a word of their own: `CQBanHanh`, `dsNV`."""

_MOMENTS = ("thoidiem", "thoigian", "ngaygio")


@lru_cache(maxsize=50_000)
def readings(name: str) -> tuple[str, ...]:
    """Give other ways to write a name: abbreviations in full, `NhiemVuId` as `manhiemvu`, moments as days."""
    parts = [squeezed(word) for word in _WORD.findall(name)]
    plain = squeezed(name)
    found = ["".join(_SHORT.get(part, part) for part in parts) or plain]
    for one in (plain, found[0]):
        if one.endswith("id") and len(one) > _LONG_ENOUGH:
            found.append("ma" + one.removesuffix("id"))
        if one.startswith("id") and len(one) > _LONG_ENOUGH:
            found.append("ma" + one.removeprefix("id"))
        found += ["ngay" + one.removeprefix(begin) for begin in _MOMENTS if one.startswith(begin) and one != begin]
    return tuple(one for one in dict.fromkeys(found) if one != plain)


def likeness(name: str, wanted: tuple[str, ...]) -> int:
    """Tell how much a name is one of those that are wanted, 0 to 100; the first of them are the surest.

    Whole names count most, then beginnings and ends: `NgayBanHanhVB` is near to `ngaybanhanh`. Other ways to write
    the same name count a little less than the name itself.
    """
    return max(_likeness(squeezed(name), wanted), *(_likeness(one, wanted) - 3 for one in readings(name)), 0)


def _likeness(plain: str, wanted: tuple[str, ...]) -> int:
    best = 0
    for rank, one in enumerate(wanted):
        if plain == one:
            return 100 - min(rank, 30)
        if len(one) >= _LONG_ENOUGH and (plain.startswith(one) or plain.endswith(one)):
            best = max(best, 70 - min(rank, 30) - min(len(plain) - len(one), 20))
    return best


def has(name: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a name holds one of some words.

    Short ones only as its first word, and `list` and its like at the end as well: `set` is not in `DataSet`.
    """
    plain = squeezed(name)
    own = {squeezed(word) for word in _WORD.findall(name)[:1]}
    return any(
        part in plain
        if len(part) > _LONG_ENOUGH
        else part in own or (len(part) == _LONG_ENOUGH and plain.endswith(part))
        for part in parts
    )


def has_word(name: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether one of the words of a name is one that is wanted."""
    return any(squeezed(word) in wanted for word in _WORD.findall(name))


_WORD = re.compile(r"[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])")
_LONG_ENOUGH = 4
"""Shorter names are met by chance: `so`, `ma`, `id`."""

LISTING = ("danhsach", "list", "danhmuc", "timkiem", "search", "tim", "find", "query", "getall", "laytatca", "tracuu",
    "pending",            "getds", "layds", "getlist", "dsvanban", "documents")  # fmt: skip
DETAIL = (
    "chitiet",
    "detail",
    "byid",
    "theoma",
    "getdocument",
    "getvanban",
    "layvanban",
    "readdocument",
    "noidungvanban",
)
ABOUT_DOCUMENTS = ("vanban", "document", "congvan", "vbden", "vbdi", "hoso", "dispatch", "letter")
ABOUT_EVENTS = ("dienbien", "event", "sukien", "history", "lichsu", "trace", "tiendo", "progress", "nhatky", "activity")
ABOUT_NUMBERS = ("sovanban", "capso", "sodangky", "register", "listnumbers", "sophathanh", "numbers", "sokyhieu")
ABOUT_STANDING = ("tinhtrang", "trangthai", "standing", "status", "state", "tinhhinh")
CHANGING = (
    "capnhat", "update", "set", "push", "gui", "send", "them", "add", "create", "insert", "luu", "save", "xoa",
    "delete", "remove", "xacnhan", "confirm", "upload", "post", "ghinhan", "modify", "thuhoi", "baocao", "submit",
)  # fmt: skip
SETTING = ("capnhat", "update", "set", "push", "gui", "send", "ghinhan", "baocao", "submit", "report")
CONSUMING = (
    "pending",
    "confirm",
    "xacnhan",
    "acknowledge",
    "dequeue",
    "markread",
    "danhdau",
    "chuanhan",
    "queue",
    "pop",
)
LOGGING_IN = ("login", "dangnhap", "logon", "authenticate", "xacthuc", "logout", "gettoken")

SINCE = (
    "since", "tungay", "fromdate", "from", "startdate", "modifiedsince", "tuthoidiem", "ngaybatdau", "begindate",
    "lastsync", "lastupdate", "updatedafter", "fromtime", "ngaycapnhat", "timestamp", "after", "tu",
)  # fmt: skip
UNTIL = ("denngay", "todate", "to", "enddate", "until", "ngayketthuc", "denthoidiem", "totime", "before", "den")
OFFSET = (
    "offset", "skip", "startindex", "batdau", "tuvitri", "vitribatdau", "boqua", "tudong", "startrow", "firstresult",
    "vitri", "start",
)  # fmt: skip
PAGE = ("page", "trang", "pageindex", "pagenumber", "sotrang", "pageno", "trangso", "pagenum")
SIZE = (
    "pagesize",
    "size",
    "soluong",
    "limit",
    "kichthuoctrang",
    "rowsperpage",
    "pagelength",
    "sobanghi",
    "sodong",
    "top",
)
MORE = ("more", "hasmore", "contrang", "connua", "hasnext", "con")
DOCUMENT_ID = (
    "id", "mavanban", "documentid", "docid", "idvanban", "vanbanid", "ma", "guid", "uuid", "key", "vbid", "mavb",
    "identifier", "macongvan", "code",
)  # fmt: skip
TASK_ID = ("taskid", "manhiemvu", "idnhiemvu", "nhiemvuid", "taskcode", "macongviec", "taskkey")
VERSION = (
    "version", "phienban", "rowversion", "revision", "ver", "lansua", "lancapnhat", "solansua", "lanthaydoi",
)  # fmt: skip
MODIFIED = (
    "modifiedat", "ngaycapnhat", "lastmodified", "updatedat", "modified", "updated", "thoidiemcapnhat", "ngaysua",
    "recordedat", "modifieddate", "updateddate", "lastupdate", "thoigiancapnhat", "ngayghinhan", "ngaythaydoi",
    "timestamp",
)  # fmt: skip
HAPPENED = (
    "occurredat", "ngayxayra", "ngayphatsinh", "ngaythuchien", "thoidiem", "thoigian", "ngay", "happenedat", "time",
    "date", "eventtime", "luc", "timestamp",
)  # fmt: skip
ENTERED = (
    "enteredat",
    "ngayvao",
    "ngaytao",
    "createdat",
    "createddate",
    "receivedat",
    "ngaynhan",
    "ngayden",
    "created",
    "ngaynhap",
)
USERNAME = ("username", "tendangnhap", "taikhoan", "userid", "account")
PASSWORD = ("password", "matkhau", "pass", "pwd", "passwd")
STANDING = ("standing", "tinhtrang", "trangthai", "status", "state", "statuscode", "matrangthai", "matinhtrang")
REQUEST_KEY = (
    "key", "requestid", "makhoa", "khoa", "messageid", "maphien", "mayeucau", "magiaodich", "transactionid",
    "idempotencykey", "maduynhat", "ma", "id",
)  # fmt: skip
"""Names of what tells one push from another."""
RESULT_CODE = (
    "maloi", "errorcode", "resultcode", "returncode", "code", "makq", "maketqua", "statuscode", "errcode",
    "error", "status", "success", "ma",
)  # fmt: skip
