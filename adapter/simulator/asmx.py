"""The second dialect: the same documents and standings as a .NET vendor's service tells them.

Nothing of the words of the first one is left: another WSDL, other names, days as dd/MM/yyyy, number and notation in one
field, offsets in place of pages, codes of its own. A request is put into the words of the first dialect and dealt with
there; its answer is put into ours. So both tell one state, and a difference between them is a difference of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from xml.sax.saxutils import escape

from lxml import etree

from adapter.simulator import asmx_codes as codes
from adapter.simulator import render
from adapter.simulator.incoming import BadRequestError, Request, read
from adapter.simulator.render import leaf

NAMESPACE = "http://qlvb.phanmem.example/TichHop/"
PATH = "/TichHop/VanBan.asmx"
CONTRACT = "asmx.wsdl"
NO_REQUEST = b"<none/>"
"""What the first dialect understands as little as we understood the request."""


def asked(body: bytes) -> bytes:
    """Put a request into the words of the first dialect; what makes no sense stays senseless."""
    with suppress(BadRequestError, KeyError):
        request = read(body)
        operation, inner = _QUESTIONS[request.operation]
        told = f'<{operation} xmlns="{render.NAMESPACE}">{inner(request)}</{operation}>'
        return f"{render.HEAD}{told}{render.TAIL}".encode()
    return NO_REQUEST


def _listing(request: Request) -> str:
    size, skip = request.number("soLuong", 1, 500), request.number("batDau", 0, 1_000_000)
    if skip % size:
        raise BadRequestError(request.operation)
    since = f"{_day(request, 'tuNgay')}T00:00:00"
    return leaf("Since", since) + leaf("Page", str(skip // size + 1)) + leaf("PageSize", str(size))


def _span(request: Request) -> str:
    return leaf("From", _day(request, "tuNgay")) + leaf("To", _day(request, "denNgay"))


def _one(request: Request) -> str:
    return leaf("Id", request.text("vanBanId"))


def _place(request: Request) -> str:
    lead = leaf("Code", request.optional("maDonVi") or "") + leaf("Name", request.text("tenDonVi"))
    ids = leaf("DocumentId", request.text("vanBanId")) + leaf("TaskId", request.text("nhiemVuId"))
    return f"{ids}<Lead>{lead}</Lead>"


def _update(request: Request) -> str:
    word = request.text("maTrangThai")
    lacking = [_plain_word(codes.LACKING, one) for one in (request.optional("conThieu") or "").split(", ") if one]
    quality = request.optional("chatLuong")
    told = [leaf("Code", _plain_word(codes.STANDINGS, word))]
    told += [
        leaf(name, _day(request, ours))
        for name, ours in (("DueOn", "hanXuLy"), ("CompletedOn", "ngayHoanThanh"))
        if request.optional(ours)
    ]
    told += [leaf("Lacking", ", ".join(lacking))] if lacking else []
    told += [leaf("Quality", _plain_word(codes.QUALITIES, quality))] if quality else []
    return f"{leaf('Key', request.text('khoaYeuCau'))}{_place(request)}<Standing>{''.join(told)}</Standing>"


_QUESTIONS: dict[str, tuple[str, Callable[[Request], str]]] = {
    "LayDanhSachVanBan": ("ListDocuments", _listing),
    "LayVanBan": ("GetDocument", _one),
    "LayDienBienXuLy": ("ListEvents", _listing),
    "LaySoVanBanDaCap": ("ListNumbers", _span),
    "LayTrangThaiNhiemVu": ("GetStanding", _place),
    "CapNhatTrangThaiNhiemVu": ("UpdateStanding", _update),
}
"""Our operation → that of the first dialect, and how its arguments are put."""


def _plain_word(table: dict[str, str], ours: str) -> str:
    """Give the word of the first dialect for one of ours. Raises `BadRequestError`."""
    for word, other in table.items():
        if other == ours:
            return word
    raise BadRequestError(ours)


def _day(request: Request, name: str) -> str:
    """Read a day as dd/MM/yyyy. Raises `BadRequestError`."""
    try:
        return datetime.strptime(request.text(name), "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a day only
    except ValueError as error:
        raise BadRequestError(name) from error


def told(body: bytes) -> bytes:
    """Put an answer of the first dialect into our words; one that is no XML comes out as one that is none."""
    try:
        answer = read(body)
    except BadRequestError:
        return _broken(body)
    if answer.operation == "Fault":
        return render.fault(answer.text("faultcode").partition(":")[2], "Máy chủ không xử lý được yêu cầu.")
    operation, inner = _ANSWERS[answer.operation]
    code = codes.RESULTS[answer.text("Result", "Code")]
    head = leaf("MaKetQua", code) + leaf("ThongBao", answer.text("Result", "Message"))
    result = f"<{operation}Result>{head}{''.join(inner(answer))}</{operation}Result>"
    name = f"{operation}Response"
    return f'{render.HEAD}<{name} xmlns="{NAMESPACE}">{result}</{name}>{render.TAIL}'.encode()


def _broken(body: bytes) -> bytes:
    """Tell what stands in an answer that is no XML, in one that is none either."""
    mended = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False))
    text = escape(" ".join(str(one) for one in mended.itertext()))
    inner = f'<LayVanBanResult xmlns="{NAMESPACE}">{leaf("MaKetQua", codes.RESULTS["0"])}<VanBan><TrichYeu>{text}'
    return f"{render.HEAD}<LayVanBanResponse>{inner}".encode()


def _documents(answer: Request) -> Iterator[str]:
    yield leaf("TongSo", answer.optional("Total") or "0")
    yield f"<DanhSach>{''.join(map(_row, answer.inside('Documents')))}</DanhSach>"


def _row(row: Request) -> str:
    times = _moment("ThoiDiemNhap", row.text("EnteredAt")) + _moment("NgayCapNhat", row.text("ModifiedAt"))
    head = leaf("VanBanId", row.text("Id")) + leaf("LanSua", row.text("Version"))
    return f"<VanBanRutGon>{head}{_levels(row)}{times}</VanBanRutGon>"


def _document(answer: Request) -> Iterator[str]:
    for one in answer.all("Document"):
        number = one.optional("Number")
        yield "".join(
            (
                f"<VanBan>{leaf('VanBanId', one.text('Id'))}{leaf('LanSua', one.text('Version'))}",
                _moment("ThoiDiemNhap", one.text("EnteredAt")) + _moment("NgayCapNhat", one.text("ModifiedAt")),
                leaf("LoaiNghiepVu", codes.BUSINESS[one.text("BusinessType")]),
                *(_reference("VanBanLienQuan", other) for other in one.all("RelatesTo")),
                leaf("SoKyHieu", f"{number or ''}/{one.text('Notation')}"),
                leaf("NgayBanHanh", _backwards(one.text("IssuedOn"))),
                leaf("MaLoaiVanBan", codes.kind(one.text("Kind", "Code"))),
                leaf("TenLoaiVanBan", one.text("Kind", "Name")),
                *(_agency("CoQuanBanHanh", who) for who in one.all("Issuer")),
                f"<NguoiKy>{leaf('HoTen', one.text('Signer', 'Name'))}{leaf('ChucVu', one.text('Signer', 'Position'))}",
                f"{leaf('ThamQuyenKy', one.text('Signer', 'Authority'))}</NguoiKy>",
                _levels(one) + leaf("DoKhan", codes.PRIORITIES[one.text("Priority")]),
                leaf("TrichYeu", one.optional("Subject") or "") + leaf("ToanVan", one.optional("Content") or ""),
                f"<NoiNhan>{''.join(leaf('string', place.text()) for place in one.inside('ToPlaces'))}</NoiNhan>",
                f"<DanhSachNhiemVu>{''.join(map(_task, one.inside('Tasks')))}</DanhSachNhiemVu>",
                f"<DanhSachTep>{''.join(map(_attachment, one.inside('Attachments')))}</DanhSachTep></VanBan>",
            )
        )


def _task(task: Request) -> str:
    due_on = task.optional("DueOn")
    leads, helping = (
        "".join(_agency("CoQuan", one) for one in task.inside(name)) for name in ("Leads", "Coordinators")
    )
    return (
        f"<NhiemVu>{leaf('NhiemVuId', task.text('TaskId'))}{leaf('ThuTu', task.text('Ordinal'))}"
        f"{leaf('NoiDungNhiemVu', task.text('Content'))}{leaf('HanXuLy', _backwards(due_on)) if due_on else ''}"
        f"<DonViChuTri>{leads}</DonViChuTri><DonViPhoiHop>{helping}</DonViPhoiHop></NhiemVu>"
    )


def _attachment(one: Request) -> str:
    head = leaf("TenTep", one.text("FileName")) + leaf("KieuTep", one.text("ContentType"))
    return f"<TepDinhKem>{head}{_levels(one)}{leaf('DuLieu', one.text('Content'))}</TepDinhKem>"


def _events(answer: Request) -> Iterator[str]:
    yield leaf("TongSo", answer.optional("Total") or "0")
    yield f"<DanhSach>{''.join(map(_event, answer.inside('Events')))}</DanhSach>"


def _event(one: Request) -> str:
    due_on, quality, note = (one.optional(name) for name in ("DueOn", "Quality", "Note"))
    return "".join(
        (
            f"<DienBien>{leaf('DienBienId', one.text('EventId'))}",
            leaf("LoaiDienBien", codes.EVENTS[one.text("Kind")]),
            _moment("ThoiDiemGhiNhan", one.text("RecordedAt")) + _moment("ThoiDiemXayRa", one.text("OccurredAt")),
            leaf("VanBanId", one.text("DocumentId")) + leaf("NhiemVuId", one.text("TaskId")),
            *(_agency("DonViThucHien", who) for who in one.all("Lead")),
            *(_reference("VanBanBaoCao", other) for other in one.all("Report")),
            leaf("HanMoi", _backwards(due_on)) if due_on else "",
            leaf("ChatLuong", codes.QUALITIES[quality]) if quality else "",
            leaf("GhiChu", note) if note else "",
            "</DienBien>",
        )
    )


def _numbers(answer: Request) -> Iterator[str]:
    for numbers in answer.all("Numbers"):
        rows = "".join(
            f"<SoDaCap>{leaf('So', row.text('Number'))}{leaf('KyHieu', row.text('Notation'))}"
            f"{leaf('NgayBanHanh', _backwards(row.text('IssuedOn')))}</SoDaCap>"
            for row in numbers.inside()
        )
        yield f"<DanhSachSo>{rows}</DanhSachSo>"
    yield leaf("TongSoMat", answer.optional("ApartCount") or "0")


def _updated(answer: Request) -> Iterator[str]:
    yield leaf("DaGhiNhan", answer.optional("Applied") or "false")


def _shown(answer: Request) -> Iterator[str]:
    for standing in answer.all("Standing"):
        yield leaf("KhoaYeuCau", answer.text("Key")) + _moment("ThoiDiemGhiNhan", answer.text("AppliedAt"))
        due_on, completed_on, lacking, quality = (
            standing.optional(name) or "" for name in ("DueOn", "CompletedOn", "Lacking", "Quality")
        )
        shown = [leaf("MaTrangThai", codes.STANDINGS[standing.text("Code")])]
        shown += [leaf("HanXuLy", _backwards(due_on))] if due_on else []
        shown += [leaf("NgayHoanThanh", _backwards(completed_on))] if completed_on else []
        shown += [leaf("ConThieu", ", ".join(codes.LACKING[one] for one in lacking.split(", ")))] if lacking else []
        shown += [leaf("ChatLuong", codes.QUALITIES[quality])] if quality else []
        yield f"<TrangThai>{''.join(shown)}</TrangThai>"


_ANSWERS = {
    "ListDocumentsResponse": ("LayDanhSachVanBan", _documents),
    "GetDocumentResponse": ("LayVanBan", _document),
    "ListEventsResponse": ("LayDienBienXuLy", _events),
    "ListNumbersResponse": ("LaySoVanBanDaCap", _numbers),
    "UpdateStandingResponse": ("CapNhatTrangThaiNhiemVu", _updated),
    "GetStandingResponse": ("LayTrangThaiNhiemVu", _shown),
}
"""Answer of the first dialect → our operation, and what stands in its result."""


def _levels(around: Request) -> str:
    return "".join(leaf("DoMat", codes.level(one.text())) for one in around.all("SecrecyLevel"))


def _agency(name: str, who: Request) -> str:
    return f"<{name}>{leaf('MaDinhDanh', who.optional('Code') or '')}{leaf('TenCoQuan', who.text('Name'))}</{name}>"


def _reference(name: str, other: Request) -> str:
    inner: Iterable[str] = (
        leaf("VanBanId", other.text("Id")),
        leaf("SoKyHieu", f"{other.optional('Number') or ''}/{other.text('Notation')}"),
        leaf("NgayBanHanh", _backwards(other.text("IssuedOn"))),
        *(_agency("CoQuanBanHanh", who) for who in other.all("Issuer")),
    )
    return f"<{name}>{''.join(inner)}</{name}>"


def _backwards(day: str) -> str:
    """Write an ISO day as dd/MM/yyyy; an impossible one stays impossible."""
    return "/".join(reversed(day.split("-")))


def _moment(name: str, written: str) -> str:
    """Write a moment in local time, as dd/MM/yyyy HH:mm:ss."""
    day, _, clock = written.partition("T")
    return leaf(name, f"{_backwards(day)} {clock[:8]}")
