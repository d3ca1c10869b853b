"""The simulator by plain HTTP says what it says by SOAP, in its own dress."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests
from conftest import Peer, fill, served

from adapter.simulator.modes import Manners, read

R, Q = "{urn:vn:qlvb:rest:1}", "{urn:vn:qlvb:dich-vu:1}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("small") / "small.db", months=2, scale=0.5)


@pytest.fixture(scope="module")
def asked(small: Path) -> Iterator[Peer]:
    with served(small) as peer:
        yield peer


def get(peer: Peer, path: str, **query: str) -> requests.Response:
    return peer.session.get(peer.url.replace("/dich-vu/van-ban", "/rest/") + path, params=query, timeout=10)


def listed(peer: Peer, what: str, name: str, size: str) -> list[ET.Element]:
    found: list[ET.Element] = []
    token = ""
    while True:
        answer = get(peer, what, tu="01/01/2000 00:00:00", so=size, trang=token)
        assert answer.status_code == 200, answer.text
        root = ET.fromstring(answer.content)
        found += root.findall(f"{R}{name}")
        token = root.findtext(f"{R}TrangSau", "")
        if not token:
            return found


def by_soap(peer: Peer, operation: str, item: str) -> list[ET.Element]:
    found: list[ET.Element] = []
    page = 1
    while True:
        inner = f"<Since>2000-01-01T00:00:00</Since><Page>{page}</Page><PageSize>500</PageSize>"
        root = ET.fromstring(peer.post(operation, inner).content)
        found += list(root.iter(f"{Q}{item}"))
        if next(root.iter(f"{Q}More")).text == "false":
            return found
        page += 1


@pytest.mark.parametrize("size", ["7", "500"])
def test_every_document_and_event_is_listed_once_whatever_the_size_of_a_page(asked: Peer, size: str) -> None:
    documents, events = listed(asked, "van-ban", "VanBan", size), listed(asked, "dien-bien", "SuKien", size)
    wanted = by_soap(asked, "ListDocuments", "DocumentInfo")
    levels = [(one.get("ma"), [level.text for level in one.findall(f"{R}DoMat")]) for one in documents]
    assert levels == [
        (one.findtext(f"{Q}Id"), [level.text for level in one.findall(f"{Q}SecrecyLevel")]) for one in wanted
    ]
    told = Counter(one.findtext(f"{Q}EventId") for one in by_soap(asked, "ListEvents", "Event"))
    assert Counter(one.get("ma") for one in events) == told


def test_a_document_has_every_text_of_its_twin(asked: Peer) -> None:
    broken = 0
    for one in listed(asked, "van-ban", "VanBan", "500"):
        name = one.get("ma") or ""
        ours = get(asked, f"van-ban/{name}").content
        theirs = asked.post("GetDocument", f"<Id>{name}</Id>").content
        try:
            document = next(ET.fromstring(theirs).iter(f"{Q}Document"))
        except ET.ParseError:
            broken += 1
            with pytest.raises(ET.ParseError):
                ET.fromstring(ours)
            continue
        shown = ET.fromstring(ours)
        for there, here in (("Subject", "TrichYeu"), ("Content", "NoiDung")):
            assert document.findtext(f"{Q}{there}") == shown.findtext(f"{R}{here}")
        assert len(document.findall(f".//{Q}Leads/{Q}Agency")) == len(shown.findall(f"{R}NhiemVu/{R}ChuTri"))
        assert len(document.findall(f".//{Q}Attachment")) == len(shown.findall(f"{R}Tep"))
    assert broken > 0


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("van-ban/VB-khong-co", {}, 404, "KHONG-CO"),
        ("khac", {}, 404, "KHONG-CO"),
        ("van-ban", {"tu": "2025-01-01"}, 400, "SAI-YEU-CAU"),
        ("van-ban", {"tu": "01/01/2025 00:00:00", "so": "nhiều"}, 400, "SAI-YEU-CAU"),
        ("van-ban", {"trang": "%%%"}, 400, "SAI-YEU-CAU"),
        ("so-van-ban", {"tu": "01/01/2025", "den": "31/02/2025"}, 400, "SAI-YEU-CAU"),
        ("van-ban/x/nhiem-vu/y/tinh-trang", {"donVi": "z"}, 404, "KHONG-CO"),
    ],
)
def test_what_makes_no_sense_is_told_so(asked: Peer, path: str, query: dict[str, str], status: int, code: str) -> None:
    answer = get(asked, path, **query)
    assert (answer.status_code, ET.fromstring(answer.content).get("ma")) == (status, code)
    assert answer.headers["Date"].endswith("GMT")


def test_a_wrong_log_in_is_refused(serve: Callable[..., Any]) -> None:
    with serve(user="u", password="đúng") as peer:
        assert get(peer, "van-ban").status_code == 401
        peer.session.auth = ("u", "đúng".encode())
        assert get(peer, "van-ban", tu="01/01/2000 00:00:00").status_code == 200


def put(peer: Peer, place: tuple[str, str, str], key: str, **told: str) -> requests.Response:
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in ({"Khoa": key} | told).items())
    url = peer.url.replace("/dich-vu/van-ban", f"/rest/van-ban/{place[0]}/nhiem-vu/{place[1]}/tinh-trang")
    body = f'<TinhTrang xmlns="urn:vn:qlvb:rest:1">{inner}</TinhTrang>'.encode()
    return peer.session.put(url, params={"donVi": place[2]}, data=body, timeout=10)


def test_a_standing_is_applied_once_per_key_and_shown(tmp_path: Path) -> None:
    file = fill(tmp_path / "own.db", months=2, scale=0.2)
    with closing(sqlite3.connect(file)) as state:
        place = state.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    path, unit = f"van-ban/{place[0]}/nhiem-vu/{place[1]}/tinh-trang", place[2]
    with served(file) as peer:
        assert dict(ET.fromstring(get(peer, path, donVi=unit).content).attrib) == {}
        told = {"Ma": "TH", "Han": "01/03/2026", "Xong": "02/03/2026", "Thieu": "BC, KQ", "ChatLuong": "TOT"}
        for _ in range(2):
            answer = put(peer, place, "k-1", **told)
            assert (answer.status_code, answer.content) == (204, b"")
        assert put(peer, place, "k-1", Ma="DH").status_code == 409
        assert put(peer, place, "k-2", Ma="lạ").status_code == 400
        shown = dict(ET.fromstring(get(peer, path, donVi=unit).content).attrib)
        assert {key: shown[key] for key in ("khoa", "ma", "han", "xong", "thieu", "chatLuong")} == {
            "khoa": "k-1", "ma": "TH", "han": "01/03/2026", "xong": "02/03/2026", "thieu": "BC, KQ", "chatLuong": "TOT",
        }  # fmt: skip
    with closing(sqlite3.connect(file)) as state:
        rows = state.execute("SELECT code, due_on, lacking, quality, repeats FROM standing").fetchall()
    assert rows == [("done-late", "2026-03-01", "report, result", "tot", 1)]


@pytest.mark.parametrize(
    ("mode", "status", "applied"),
    [("forgets", 204, 0), ("code", 200, 0), ("fault", 500, 0), ("refuses", 422, 0), ("late", 204, 1)],
)
def test_it_misbehaves_as_it_does_by_soap(tmp_path: Path, mode: str, status: int, applied: int) -> None:
    file = fill(tmp_path / "own.db", months=2, scale=0.2)
    with closing(sqlite3.connect(file)) as state:
        place = state.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    with served(file, manners=Manners(modes=(read(f"{mode}:1"),), late_s=0.1)) as peer:
        answer = put(peer, place, "k-1", Ma="DH")
    assert answer.status_code == status
    assert not answer.content or b"<Loi" in answer.content
    with closing(sqlite3.connect(file)) as state:
        assert state.execute("SELECT count(*) FROM standing").fetchone() == (applied,)


def test_a_lost_answer_was_applied(tmp_path: Path) -> None:
    file = fill(tmp_path / "own.db", months=2, scale=0.2)
    with closing(sqlite3.connect(file)) as state:
        place = state.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    with served(file, manners=Manners(modes=(read("loses:1"),))) as peer, pytest.raises(requests.RequestException):
        put(peer, place, "k-1", Ma="DH")
    with closing(sqlite3.connect(file)) as state:
        assert state.execute("SELECT count(*) FROM standing").fetchone() == (1,)
