"""A pinned contract, through the shipped program: pinned, run by, drifted from, pinned anew."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import second_service
from houses import House
from second_service import SecondService
from wsdl_publisher import PATH, Publisher, include, publishing, schema

pytestmark = pytest.mark.process


@pytest.fixture
def service() -> Iterator[SecondService]:
    with second_service.serving() as running:
        yield running


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


@pytest.fixture
def pinned(house: House, service: SecondService, publisher: Publisher) -> House:
    """Give a house whose only source has its WSDL pinned."""
    configure(house, service, wsdl="wsdl/hai.wsdl", wsdl_url=publisher.wsdl)
    done = house.run("source", "pin", "hai", "--reason", "kết nối lần đầu")
    assert done.returncode == 0, done.stderr
    return house


def configure(house: House, service: SecondService, **options: str) -> None:
    shutil.copy(Path(second_service.__file__).with_name("second_service.yaml"), house.folder / "own.yaml")
    (house.folder / "secret").write_text(second_service.PASSWORD)
    more = "\n".join(f'{name} = "{value}"' for name, value in options.items())
    house.config.write_text(
        f"""language = "en"
[sources.hai]
connector = "soap"
mapping = "own.yaml"
[sources.hai.options]
endpoint = "{service.url}"
username = "{second_service.USERNAME}"
password_file = "secret"
timeout_s = 2
{more}
""",
        "utf-8",
    )


def drifts(house: House) -> list[dict[str, Any]]:
    """Give the open alerts about drift, once a round has gone well."""
    done = house.run("run", "--once", "--json")
    assert done.returncode == 0, done.stderr
    assert "listed" in json.loads(done.stdout)["sources"]["hai"]
    alerts = json.loads(house.run("alert", "list", "--json").stdout)
    return [one for one in alerts if one["condition"] == "alert.contract-drifted"]


def drift_probe(house: House) -> tuple[str, str]:
    done = house.run("check", "connections", "--json")
    (found,) = [row for row in json.loads(done.stdout) if row["probe"] == "drift"]
    assert (found["outcome"] == "doubtful") <= (done.returncode == 1)
    return found["outcome"], found["code"]


def test_it_runs_by_the_copy_and_tells_once_that_the_source_has_moved_away(pinned: House, publisher: Publisher) -> None:
    assert drifts(pinned) == []
    assert drift_probe(pinned) == ("ok", "")
    publisher.pages["/dichvu/chung.xsd"] = schema(include("moi.xsd"))
    publisher.pages["/dichvu/moi.xsd"] = schema()
    (alert,) = drifts(pinned)
    assert (alert["code"], alert["source"]) == ("soap.wsdl-drifted", "hai")
    assert all(name in alert["said"] for name in ("hai.chung.xsd", "hai.moi.xsd", "nhiemvu source pin hai --replace"))
    assert drift_probe(pinned) == ("doubtful", "soap.wsdl-drifted")
    publisher.status = 503
    assert drifts(pinned) == [alert]  # not to be able to look does not settle it
    assert drift_probe(pinned) == ("doubtful", "peer.status")
    publisher.status = 200
    assert pinned.run("source", "pin", "hai").returncode == 1
    assert drifts(pinned) == [alert]
    assert pinned.run("source", "pin", "hai", "--replace").returncode == 0
    assert drifts(pinned) == []
    publisher.publish()
    assert len(drifts(pinned)) == 1
    publisher.pages["/dichvu/chung.xsd"] = schema(include("moi.xsd"))
    publisher.pages["/dichvu/moi.xsd"] = schema()
    assert drifts(pinned) == []  # the source put it back


def test_a_run_needs_the_endpoint_only(pinned: House, publisher: Publisher) -> None:
    publisher.pages.clear()
    assert drifts(pinned) == []
    publisher.publish()
    publisher.delay_s = 60
    assert drifts(pinned) == []


def test_the_difference_is_shown_document_by_document(pinned: House, publisher: Publisher) -> None:
    publisher.pages["/dichvu/kieu/CHUNG.xsd"] = schema(include("moi.xsd"))
    publisher.pages["/dichvu/kieu/moi.xsd"] = schema()
    told = pinned.run("source", "pin", "hai", "--check", "--json")
    documents = {one["name"]: one["change"] for one in json.loads(told.stdout)["documents"]}
    assert told.returncode == 1
    assert {name: change for name, change in documents.items() if change != "same"} == {
        "hai.CHUNG-3.xsd": "changed",
        "hai.moi.xsd": "added",
    }
    shown = pinned.run("source", "pin", "hai")
    assert shown.returncode == 1
    assert re.search(r"hai\.moi\.xsd +│ added", shown.stdout)
    assert re.search(r"hai\.CHUNG-3\.xsd +│ CHANGED", shown.stdout)
    assert "--replace" in shown.stdout
    publisher.publish()
    assert pinned.run("source", "pin", "hai", "--check").returncode == 0


def test_an_edited_copy_stops_the_source_and_says_what_helps(pinned: House) -> None:
    file = pinned.folder / "wsdl" / "hai.wsdl"
    file.write_text(file.read_text("utf-8").replace("vbdh#LayDienBien", "vbdh#Khac"), "utf-8")
    done = pinned.run("run", "--once")
    assert done.returncode == 78
    assert "soap.wsdl-edited" in done.stderr
    assert "hai.pinned.json" in done.stderr
    assert pinned.run("source", "pin", "hai", "--replace").returncode == 0
    assert drifts(pinned) == []


def test_a_wsdl_of_another_machine_is_refused_with_the_next_step(house: House, service: SecondService) -> None:
    configure(house, service, wsdl="https://vbdh.tinh.example/dichvu?wsdl")
    for command in (("run", "--once"), ("check", "config"), ("source", "pin", "hai")):
        done = house.run(*command)
        assert done.returncode == 78, command
        assert "soap.wsdl-not-pinned" in done.stderr
        assert "options.wsdl_url, then run: nhiemvu source pin" in done.stderr


@pytest.mark.parametrize(
    ("page", "status", "code", "exit_code"),
    [
        (schema(include("file:///etc/passwd")), 200, "soap.wsdl-import", 78),
        (schema(include("../../../../etc/khong-co")), 200, "soap.wsdl-missing", 78),
        (schema("".join(include(f"{n}.xsd") for n in range(10_000))), 200, "soap.wsdl-too-many", 78),
        ("<!DOCTYPE a>" + schema(), 200, "soap.wsdl-unreadable", 78),
        (schema(), 503, "peer.status", 75),
    ],
)
def test_what_cannot_be_pinned_leaves_nothing_behind(
    house: House, service: SecondService, publisher: Publisher, page: str, status: int, code: str, exit_code: int
) -> None:
    configure(house, service, wsdl="wsdl/hai.wsdl", wsdl_url=publisher.wsdl)
    before = set(house.folder.rglob("*"))
    publisher.pages["/dichvu/chung.xsd"] = page
    publisher.status = status
    done = house.run("source", "pin", "hai")
    assert (done.returncode, code in done.stderr) == (exit_code, True), done.stderr
    assert set(house.folder.rglob("*")) == before


def test_a_source_that_has_nothing_to_pin_says_so(house: House, service: SecondService) -> None:
    configure(house, service, wsdl=service.wsdl)
    assert "soap.wsdl-no-file" in house.run("source", "pin", "hai").stderr
    configure(house, service, wsdl="hai.wsdl")
    assert "soap.wsdl-no-address" in house.run("source", "pin", "hai").stderr
    assert "settings.unknown-source" in house.run("source", "pin", "ba").stderr


def test_a_page_that_is_no_wsdl_is_not_pinned(house: House, service: SecondService, publisher: Publisher) -> None:
    configure(house, service, wsdl="wsdl/hai.wsdl", wsdl_url=publisher.wsdl)
    publisher.pages[f"{PATH}?wsdl"] = schema()
    done = house.run("source", "pin", "hai")
    assert (done.returncode, "soap.wsdl-unreadable" in done.stderr) == (78, True)
