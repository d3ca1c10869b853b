"""A WSDL is pinned whole, read from the copy alone, and watched: against a real web server and a real service."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import second_service
from second_service import SecondService
from wsdl_publisher import PATH, Publisher, include, publishing, schema

from adapter.core import mapping
from adapter.messages import peer
from adapter.sync.around import Around, R
from adapter.wire import AdministratorNeeded, Keeping, Later, Pin, Trouble
from connectors import soap_options, soap_published
from connectors.memory import Cabinet, Memory
from connectors.soap import Soap
from connectors.soap_pinning import Pinned

NOW = datetime(2025, 11, 10, 5, tzinfo=UTC)
KEEPING = Keeping(by="thư", reason="ghim lần đầu", at=NOW, replace=False)
ANEW = replace(KEEPING, replace=True)
EXCHANGE = mapping.load(
    Path(__file__).with_name("second_service.yaml").read_text("utf-8"), "second_service.yaml"
).exchange
NAMES = {
    "vbdh.wsdl", "vbdh.phu.wsdl", "vbdh.vanban.asmx-xsd-xsd0.xsd", "vbdh.vanban.asmx-xsd-xsd1.xsd", "vbdh.chung.xsd",
    "vbdh.chung-2.xsd", "vbdh.CHUNG-3.xsd",
}  # fmt: skip


@pytest.fixture
def service() -> Iterator[SecondService]:
    with second_service.serving() as running:
        yield running


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


@contextlib.contextmanager
def connected(service: SecondService, publisher: Publisher, folder: Path, **more: object) -> Iterator[Soap]:
    options = {
        "endpoint": service.url, "wsdl": str(folder / "wsdl" / "vbdh.wsdl"), "wsdl_url": publisher.wsdl,
        "username": second_service.USERNAME, "password": second_service.PASSWORD, "timeout_s": 5,
    }  # fmt: skip
    soap = Soap(options | more, exchange=EXCHANGE, source="hai")
    try:
        yield soap
    finally:
        soap.close()


@pytest.fixture
def soap(service: SecondService, publisher: Publisher, tmp_path: Path) -> Iterator[Soap]:
    with connected(service, publisher, tmp_path) as made:
        yield made


def files(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by its path there."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def changes(found: Pin) -> dict[str, str]:
    return {part.name: part.change for part in found.parts if part.change != "same"}


def trouble(soap: Soap, keeping: Keeping | None = KEEPING) -> Trouble:
    with pytest.raises(Trouble) as caught:
        soap.pin(keeping)
    said = [text.format(**caught.value.values) for text in peer.TEXTS[caught.value.code]]
    assert "{" not in "".join(said)
    return caught.value


def test_a_tree_is_pinned_whole_and_the_service_is_spoken_to_by_the_copy_alone(
    soap: Soap, publisher: Publisher, tmp_path: Path
) -> None:
    """Query names, two folders, two documents of one name, and a circle back to the WSDL."""
    found = soap.pin(KEEPING)
    assert (found.kept, {part.name for part in found.parts}) == (True, NAMES)
    assert set(files(tmp_path)) == {f"wsdl/{name}" for name in (*NAMES, "vbdh.pinned.json")}
    assert len(publisher.asked) == len(NAMES)  # each once
    publisher.pages.clear()
    publisher.asked.clear()
    assert len(soap.list("documents", None, None, NOW).refs) == 10
    assert publisher.asked == []
    assert found.digest[:16] in dict(soap.probes())["contract"]()


def test_the_record_tells_what_was_served_where_when_and_by_whom(soap: Soap, tmp_path: Path) -> None:
    found = soap.pin(KEEPING)
    told = json.loads((tmp_path / "wsdl" / "vbdh.pinned.json").read_text("utf-8"))
    assert (told["pinned_by"], told["pinned_at"], told["reason"]) == ("thư", "2025-11-10T05:00:00Z", "ghim lần đầu")
    assert told["digest"] == found.digest
    assert {(one["name"], one["served"]) for one in told["documents"]} == {(p.name, p.digest) for p in found.parts}


@pytest.mark.parametrize("where", ["of the endpoint", "elsewhere"])
def test_the_log_in_goes_to_the_origin_of_the_endpoint_only(
    service: SecondService, publisher: Publisher, tmp_path: Path, where: str
) -> None:
    own = where == "of the endpoint"
    with connected(service, publisher, tmp_path, **({"endpoint": publisher.url + "/dv"} if own else {})) as soap:
        soap.pin(KEEPING)
    assert {bool(authorization) for _, authorization in publisher.asked} == {own}


def test_a_copy_is_replaced_only_when_a_person_says_so(soap: Soap, publisher: Publisher, tmp_path: Path) -> None:
    soap.pin(KEEPING)
    again = soap.pin(KEEPING)
    assert (again.kept, again.agrees) == (False, True)
    before = files(tmp_path)
    publisher.pages["/dichvu/chung.xsd"] = schema(include("moi.xsd"))
    publisher.pages["/dichvu/moi.xsd"] = schema()
    found = soap.pin(KEEPING)
    assert not found.kept
    assert changes(found) == {
        "vbdh.chung.xsd": "changed", "vbdh.moi.xsd": "added", "vbdh.chung-2.xsd": "removed",
        "vbdh.CHUNG-3.xsd": "removed", "vbdh.vanban.asmx-xsd-xsd1.xsd": "removed",
    }  # fmt: skip
    assert soap.pin(None).parts == found.parts
    assert files(tmp_path) == before
    assert soap.pin(ANEW).kept
    assert {name for name in files(tmp_path) if name.endswith("xsd")} == {
        "wsdl/vbdh.chung.xsd", "wsdl/vbdh.moi.xsd", "wsdl/vbdh.vanban.asmx-xsd-xsd0.xsd",
    }  # fmt: skip
    assert soap.pin(None).agrees


def test_a_connector_that_runs_takes_up_a_copy_that_is_pinned_anew(
    soap: Soap, service: SecondService, publisher: Publisher, tmp_path: Path
) -> None:
    soap.pin(KEEPING)
    soap.list("documents", None, None, NOW)
    root = publisher.pages[f"{PATH}?wsdl"]
    publisher.pages[f"{PATH}?wsdl"] = root.replace("vbdh#LayDanhSachVanBan", "vbdh#v2")
    with connected(service, publisher, tmp_path) as another:
        another.pin(ANEW)
    soap.list("documents", None, None, NOW)
    assert [action for action, _, _ in service.requests] == ['"vbdh#LayDanhSachVanBan"', '"vbdh#v2"']


@pytest.mark.parametrize("name", ["vbdh.wsdl", "vbdh.chung.xsd"])
def test_a_copy_that_was_edited_is_not_used_and_pinning_mends_it(soap: Soap, tmp_path: Path, name: str) -> None:
    soap.pin(KEEPING)
    file = tmp_path / "wsdl" / name
    whole = file.read_bytes()
    file.write_bytes(whole + b"\n")
    with pytest.raises(AdministratorNeeded, match=r"soap\.wsdl-edited"):
        soap.check()
    assert changes(soap.pin(KEEPING)) == {name: "edited"}
    assert not soap.pin(KEEPING).kept
    assert soap.pin(ANEW).kept
    soap.check()
    assert file.read_bytes() == whole


def test_without_the_record_edited_files_are_the_administrators_own(soap: Soap, tmp_path: Path) -> None:
    soap.pin(KEEPING)
    (tmp_path / "wsdl" / "vbdh.pinned.json").unlink()
    (tmp_path / "wsdl" / "vbdh.chung.xsd").write_text(schema())
    soap.check()
    assert soap.drift() is None
    assert not soap.pin(KEEPING).kept  # files put there by hand are not replaced unasked either


def test_what_is_no_part_of_the_copy_is_not_read(soap: Soap, tmp_path: Path) -> None:
    soap.pin(KEEPING)
    record = tmp_path / "wsdl" / "vbdh.pinned.json"
    told = json.loads(record.read_text("utf-8"))
    for broken in (
        told | {"documents": told["documents"][:-1]},
        told | {"documents": [told["documents"][0] | {"name": "../vbdh.wsdl"}]},
        told | {"format": 2},
        [],
    ):
        record.write_text(json.dumps(broken))
        with pytest.raises(AdministratorNeeded, match=r"soap\.pin-unreadable"):
            soap.check()
        told_now = soap.drift()
        assert isinstance(told_now, Later)


# What a source that means harm publishes

ROOT = f"{PATH}?wsdl"
ABOVE = "/dichvu/chung.xsd"
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
HOSTILE: list[tuple[str, str, str, str]] = [
    ("a local file", ABOVE, schema(include("file:///etc/passwd")), "soap.wsdl-import"),
    ("another host", ABOVE, schema(include("http://192.0.2.1/x.xsd")), "soap.wsdl-import"),
    ("another host without scheme", ABOVE, schema(include("//192.0.2.1/x.xsd")), "soap.wsdl-import"),
    ("another port", ABOVE, schema(include("http://127.0.0.1:1/x.xsd")), "soap.wsdl-import"),
    ("a port that is none", ABOVE, schema(include("http://127.0.0.1:x/x.xsd")), "soap.wsdl-import"),
    ("brackets", ABOVE, schema(include("http://[x/x.xsd")), "soap.wsdl-import"),
    ("a log-in in the address", ABOVE, schema(include("http://an:b@{host}/x.xsd")), "soap.wsdl-import"),
    ("a document type", ABOVE, ENTITY + schema("&b;"), "soap.wsdl-unreadable"),
    ("a page for people", ROOT, "<html><body>Bảo trì</body></html>", "soap.wsdl-unreadable"),
    ("no XML", ABOVE, "không phải XML", "soap.wsdl-unreadable"),
    ("10,000 imports", ABOVE, schema("".join(include(f"n{n}.xsd") for n in range(10_000))), "soap.wsdl-too-many"),
    ("a missing one", ABOVE, schema(include("khong-co.xsd")), "soap.wsdl-missing"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text", "code"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_what_cannot_be_a_copy_is_refused_and_nothing_is_written(
    soap: Soap, publisher: Publisher, tmp_path: Path, where: str, text: str, code: str
) -> None:
    publisher.pages[where] = text.replace("{host}", publisher.url.removeprefix("http://"))
    found = trouble(soap)
    assert (type(found), found.code) == (AdministratorNeeded, code)
    assert list(tmp_path.iterdir()) == []
    assert len(publisher.asked) <= soap_published.MOST_DOCUMENTS
    publisher.publish()
    assert soap.pin(KEEPING).kept


def test_names_that_would_lead_elsewhere_become_names_of_ours(soap: Soap, publisher: Publisher, tmp_path: Path) -> None:
    """Also 40 documents whose names come to the same."""
    evil = ["..%2f..%2fx.xsd", "a%00b.xsd", "~/.ssh/id", "con?../../../x", "%2e%2e", "x.pinned.json", "vbdh.wsdl"]
    evil += [f"cung-ten.xsd?;{'/' * n}" for n in range(1, 40)]
    publisher.pages[ABOVE] = schema("".join(include(f"/{name}") for name in evil))
    publisher.elsewhere = schema()
    found = soap.pin(KEEPING)
    assert found.kept
    assert {file.parent for file in tmp_path.rglob("*") if file.is_file()} == {tmp_path / "wsdl"}
    assert all(name.startswith("wsdl/vbdh.") for name in files(tmp_path))
    assert len(files(tmp_path)) == len(found.parts) + 1
    soap.check()


def test_too_much_in_all_is_refused(
    soap: Soap, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soap_published, "MOST_BYTES", sum(len(page.encode()) for page in publisher.pages.values()) - 1)
    assert trouble(soap).code == "soap.wsdl-too-big"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_part_of_the_copy_is_never_replaced(soap: Soap, tmp_path: Path) -> None:
    (tmp_path / "wsdl").mkdir()
    (tmp_path / "wsdl" / "vbdh.chung.xsd").write_text("của người khác")
    before = files(tmp_path)
    assert trouble(soap, ANEW).code == "soap.pin-occupied"
    assert files(tmp_path) == before


def test_a_folder_that_cannot_be_written_to_is_named(
    service: SecondService, publisher: Publisher, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with connected(service, publisher, tmp_path, wsdl=str(tmp_path / "file" / "vbdh.wsdl")) as soap:
        assert trouble(soap).code == "soap.pin-failed"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"wsdl_url": ""}, "connector.option-no-url"),
        ({"wsdl": "http://127.0.0.1:9/?wsdl"}, "soap.wsdl-no-file"),
        ({"wsdl": "a b.wsdl"}, "soap.wsdl-no-file"),
    ],
)
def test_without_file_or_address_there_is_nothing_to_pin(
    service: SecondService, publisher: Publisher, tmp_path: Path, options: dict[str, str], code: str
) -> None:
    if code.startswith("soap"):
        with connected(service, publisher, tmp_path, **options) as soap:
            assert trouble(soap).code == code
    made = Soap({"endpoint": service.url, "wsdl": "vbdh.wsdl"}, exchange=EXCHANGE, source="hai")
    assert trouble(made).code == "soap.wsdl-no-address"
    assert made.drift() is None
    made.close()


# Killed on the way


@pytest.mark.parametrize("moved", range(len(NAMES) + 1))
def test_a_copy_half_put_in_place_is_never_taken_for_a_whole_one(
    soap: Soap, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """All documents change; the moving stops after each of them in turn."""
    soap.pin(KEEPING)
    before = files(tmp_path)
    publisher.pages = {where: page.replace(":schema ", ":schema id='moi' ") for where, page in publisher.pages.items()}
    publisher.pages[ROOT] += "<!-- mới -->"
    publisher.pages["/dichvu/phu/phu.wsdl"] += "<!-- mới -->"
    left, move = [moved], Path.replace

    def stopping(file: Path, to: Path) -> Path:
        if not left[0]:
            raise OSError
        left[0] -= 1
        return move(file, to)

    monkeypatch.setattr(Path, "replace", stopping)
    assert trouble(soap, ANEW).code == "soap.pin-failed"
    monkeypatch.undo()
    assert (files(tmp_path) == before) == (moved == 0)
    if moved:
        with pytest.raises(AdministratorNeeded, match=r"soap\.wsdl-edited"):
            soap.check()
    else:
        soap.check()
    assert soap.pin(ANEW).kept
    soap.check()
    assert soap.pin(None).agrees


class Through(Around):
    """Hands every call on."""

    def _do(self, operation: str, call: Callable[[], R]) -> R:
        return call()


def test_a_connector_around_another_pins_what_that_one_pins(soap: Soap) -> None:
    assert Through(soap).pin(KEEPING).kept
    with pytest.raises(AdministratorNeeded, match=r"connector\.no-pin"):
        Through(Memory(Cabinet(), "nho")).pin(KEEPING)


# Drift


class Hours:
    """A clock that stands until it is moved."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def watched(publisher: Publisher, tmp_path: Path, hours: Hours) -> Iterator[Pinned]:
    given = {"endpoint": "http://127.0.0.1:9/x", "wsdl": str(tmp_path / "v.wsdl"), "wsdl_url": publisher.wsdl}
    pinned = Pinned(soap_options.read(given | {"timeout_s": 1}), "hai", hours)
    pinned.pin(KEEPING)
    publisher.asked.clear()
    yield pinned
    pinned.close()


def test_the_source_is_looked_at_once_a_day_and_its_moving_away_ends_when_it_comes_back(
    watched: Pinned, publisher: Publisher, hours: Hours
) -> None:
    assert watched.drift() is None
    once = len(publisher.asked)
    assert once == len(NAMES)
    publisher.pages[ABOVE] = schema(include("kieu/chung.xsd"))
    assert [watched.drift() for _ in range(100)] == [None] * 100
    assert len(publisher.asked) == once
    hours.now_s += 86_400
    drifted = watched.drift()
    assert drifted is not None
    assert (type(drifted), drifted.code) == (AdministratorNeeded, "soap.wsdl-drifted")
    assert drifted.values == {
        "source": "hai", "changed": "v.chung.xsd", "added": "–", "removed": "v.vanban.asmx-xsd-xsd1.xsd"
    }  # fmt: skip
    publisher.publish()
    assert watched.drift() is drifted
    hours.now_s += 86_400
    assert watched.drift() is None


def test_what_is_pinned_anew_is_looked_at_at_once(watched: Pinned, publisher: Publisher, hours: Hours) -> None:
    publisher.pages[ABOVE] = schema()
    assert watched.drift() is not None
    watched.pin(ANEW)
    assert watched.drift() is None


def test_not_to_reach_the_source_says_nothing(watched: Pinned, publisher: Publisher, hours: Hours) -> None:
    """A first look that fails tells nothing, a later one leaves the last answer standing; both try again in an hour."""
    publisher.status = 503
    assert isinstance(watched.drift(), Later)
    asked = len(publisher.asked)
    assert isinstance(watched.drift(), Later)
    assert len(publisher.asked) == asked
    publisher.status = 200
    publisher.pages[ABOVE] = schema()
    hours.now_s += 3_600
    drifted = watched.drift()
    assert drifted is not None
    assert drifted.code == "soap.wsdl-drifted"
    publisher.status = 503
    hours.now_s += 86_400
    assert watched.drift() is drifted


def test_a_look_takes_no_longer_than_one_call_may(watched: Pinned, publisher: Publisher) -> None:
    """Seven documents of 0.4 s each; one call may take 1 s."""
    publisher.delay_s = 0.4
    began = time.monotonic()
    told = watched.drift()
    assert (type(told), time.monotonic() - began < 1.5) == (Later, True)
    assert len(publisher.asked) < len(NAMES)


def test_closing_breaks_a_look_off(watched: Pinned, publisher: Publisher) -> None:
    publisher.delay_s = 0.9
    began = time.monotonic()
    threading.Timer(0.1, watched.close).start()
    told = watched.drift()
    assert isinstance(told, Later)
    assert told.code == "peer.broken-off"
    assert time.monotonic() - began < 0.6


def test_a_page_of_a_proxy_is_no_drift_but_an_import_from_elsewhere_is(
    watched: Pinned, publisher: Publisher, hours: Hours
) -> None:
    publisher.pages[ROOT] = "<!DOCTYPE html><html><body>Đăng nhập</body></html>"
    assert isinstance(watched.drift(), Later)
    publisher.publish()
    publisher.pages[ABOVE] = schema(include("http://192.0.2.1/x.xsd"))
    hours.now_s += 3_600
    drifted = watched.drift()
    assert drifted is not None
    assert (drifted.code, drifted.__traceback__) == ("soap.wsdl-import", None)
