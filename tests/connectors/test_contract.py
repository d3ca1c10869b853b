"""Every connector of ours keeps the contract that those of third parties have to keep."""

# ruff: noqa: ANN001, ANN002, ANN003, ANN201 - the careless connector takes what it is given

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
import rest_office
import second_service
from rest_office import Office
from second_service import SecondService, VanBan
from shipped import load_shipped

from adapter.testing import ConnectorContract
from adapter.wire import Connector, Later, Page, Push, Refused
from connectors.folder import Folder
from connectors.memory import Cabinet, Memory
from connectors.rest import Rest
from connectors.soap import Soap


class InMemory:
    def __init__(self) -> None:
        self.cabinet = Cabinet()
        self._names = itertools.count(1)

    def connect(self) -> Connector:
        return Memory(self.cabinet, "thu")

    def put(self, text: str, reference: str = "") -> str:
        name = reference or f"VB-{next(self._names)}"
        self.cabinet.put(name, f"<Document><Subject>{escape(text)}</Subject></Document>".encode())
        return name

    def remove(self, reference: str) -> None:
        del self.cabinet.documents[reference]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.cabinet.open = False
        yield
        self.cabinet.open = True

    @contextmanager
    def locked(self) -> Iterator[None]:
        self.cabinet.locked = True
        yield
        self.cabinet.locked = False

    def told(self, push: Push) -> list[str]:
        return [key for key, one in self.cabinet.told.items() if one.task == push.task]


class TestMemory(ConnectorContract):
    @pytest.fixture
    def system(self) -> InMemory:
        return InMemory()


SHIPPED = files("mappings")
NAMESPACE = "urn:vn:qlvb:dich-vu:1"


class Files:
    """A folder; the file's own two times order versions, so a test waits until they differ."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("documents", "events", "standings"):
            (folder / name).mkdir()
        self._names = itertools.count(1)

    def connect(self) -> Connector:
        text = (SHIPPED / "simulator-folder.yaml").read_text("utf-8")
        options = {"drop_directory": str(self.folder), "settle_s": 0}
        return Folder(options, exchange=load_shipped(text, "simulator-folder.yaml").exchange, source="thu")

    def put(self, text: str, reference: str = "") -> str:
        name = reference or f"VB-{next(self._names)}"
        body = f'<Document xmlns="{NAMESPACE}"><Subject>{escape(text)}</Subject></Document>'
        part = self.folder / "documents" / f".{name}"
        part.write_text(body, "utf-8")
        part.replace(self.folder / "documents" / f"{name}.xml")
        return name

    def remove(self, reference: str) -> None:
        (self.folder / "documents" / f"{reference}.xml").unlink()

    @contextmanager
    def away(self) -> Iterator[None]:
        moved = self.folder.with_name("away")
        self.folder.rename(moved)
        yield
        moved.rename(self.folder)

    def locked(self) -> None:
        """Root may read everything, so rights cannot be taken from every account that runs the tests."""

    def told(self, push: Push) -> list[str]:
        found = {}
        for file in (self.folder / "standings").glob("*.xml"):
            root = ET.parse(file).getroot()
            if root.findtext(f"{{{NAMESPACE}}}TaskId") == push.task:
                found[file.stem] = root
        return sorted(found)


class TestFolder(ConnectorContract):
    @pytest.fixture
    def system(self, tmp_path: Path) -> Files:
        (tmp_path / "drop").mkdir()
        return Files(tmp_path / "drop")


class Service:
    """The second service of the tests, over real HTTP."""

    def __init__(self, service: SecondService) -> None:
        self.service = service
        service.documents.clear()
        self._names = itertools.count(1)

    def connect(self) -> Connector:
        file = Path(second_service.__file__).with_name("second_service.yaml")
        options = {
            "endpoint": self.service.url, "wsdl": self.service.wsdl, "username": second_service.USERNAME,
            "password": second_service.PASSWORD,
        }  # fmt: skip
        return Soap(options, exchange=load_shipped(file.read_text("utf-8"), file.name).exchange, source="thu")

    def put(self, text: str, reference: str = "") -> str:
        name = reference or f"vb-{next(self._names):04}"
        self.remove(name)
        self.service.documents.append(VanBan(name, date(2026, 3, 2), "0001", text))
        return name

    def remove(self, reference: str) -> None:
        self.service.documents[:] = [one for one in self.service.documents if one.ma != reference]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.service.busy = True
        yield
        self.service.busy = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        self.service.password = "khác"
        yield
        self.service.password = second_service.PASSWORD

    def told(self, push: Push) -> list[str]:
        return list(dict.fromkeys(key for key, task, *_ in self.service.told if task == push.task))


class TestSoap(ConnectorContract):
    @pytest.fixture
    def system(self) -> Iterator[Service]:
        with second_service.serving() as service:
            yield Service(service)


class PlainService:
    """A service of plain HTTP, over a real socket."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._names = itertools.count(1)

    def connect(self) -> Connector:
        text = (SHIPPED / "simulator-rest.yaml").read_text("utf-8")
        options = {"url": self.office.url, "token": rest_office.TOKEN}
        return Rest(options, exchange=load_shipped(text, "simulator-rest.yaml").exchange, source="thu")

    def put(self, text: str, reference: str = "") -> str:
        name = reference or f"VB/{next(self._names):04} ?&%41"
        self.office.put(text, name)
        return name

    def remove(self, reference: str) -> None:
        del self.office.documents[reference]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.office.busy = True
        yield
        self.office.busy = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        self.office.token = "khác"
        yield
        self.office.token = rest_office.TOKEN

    def told(self, push: Push) -> list[str]:
        step = f"/nhiem-vu/{quote(push.task, safe='')}/"
        return [key for key, target, _ in self.office.told if step in target]


class TestRest(ConnectorContract):
    @pytest.fixture
    def system(self) -> Iterator[PlainService]:
        with rest_office.serving() as office:
            yield PlainService(office)


class Careless(Memory):
    """A connector with one mistake; the contract has to find each."""

    mistake = ""

    def list(self, *args, **kwargs):
        page = super().list(*args, **kwargs) if self.mistake != "away is empty" or self._cabinet.open else None
        if page is None:
            return Page(refs=(), next=None, cursor="0")
        if self.mistake == "one page":
            return replace(page, next=None)
        if self.mistake == "versions stand still":
            return replace(page, refs=tuple(replace(ref, version=1) for ref in page.refs))
        return page

    def fetch(self, *args, **kwargs):
        if self.mistake == "gone is later":
            try:
                return super().fetch(*args, **kwargs)
            except Refused:
                raise Later("peer.unreachable") from None
        message = super().fetch(*args, **kwargs)
        if self.mistake == "bytes are changed":
            return replace(message, body=message.body.replace("ộ".encode(), "ọ".encode()))
        return replace(message, body=message.body + b"\n") if self.mistake == "not canonical" else message

    def push(self, push):
        if self.mistake == "keys are forgotten":
            self._cabinet.told[f"{push.key}/{len(self._cabinet.told)}"] = push
        else:
            super().push(push)

    def abilities(self) -> frozenset[str]:
        return super().abilities() | ({"register"} if self.mistake == "boasting" else set())


@pytest.mark.parametrize(
    ("mistake", "test"),
    [
        ("away is empty", "test_a_system_that_is_away_is_asked_later"),
        ("one page", "test_more_than_a_page_is_listed_to_its_end"),
        ("versions stand still", "test_a_newer_version_is_listed_and_is_greater"),
        ("gone is later", "test_one_that_is_gone_is_refused_and_the_others_go_on"),
        ("bytes are changed", "test_everything_is_listed_and_fetched"),
        ("not canonical", "test_bytes_are_kept"),
        ("keys are forgotten", "test_a_push_that_is_repeated_under_its_key_is_applied_once"),
        ("boasting", "test_it_tells_what_it_can_do"),
    ],
)
def test_a_mistake_is_found_by_the_contract(mistake: str, test: str) -> None:
    class System(InMemory):
        def connect(self) -> Connector:
            connector = Careless(self.cabinet, "thu")
            connector.mistake = mistake
            return connector

    with pytest.raises(AssertionError):
        getattr(ConnectorContract(), test)(System())
    getattr(ConnectorContract(), test)(InMemory())
