"""The REST connector against a service over real HTTP: what it asks, and whom it believes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files

import certificates
import pytest
import rest_office
from certificates import Certificates
from rest_office import Office
from shipped import load_shipped

from adapter.core.standing import Standing
from adapter.wire import AdministratorNeeded, Later, Push, Ref, Refused, Trouble
from connectors.rest import Rest

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TEXT = (files("mappings") / "simulator-rest.yaml").read_text("utf-8")
EXCHANGE = load_shipped(TEXT, "simulator-rest.yaml").exchange
STRANGE = "VB/1 ?a=b&c#d%2F..;é"


@pytest.fixture
def office() -> Iterator[Office]:
    with rest_office.serving() as running:
        yield running


@pytest.fixture
def rest(office: Office) -> Iterator[Rest]:
    connector = Rest({"url": office.url + "/", "token": rest_office.TOKEN}, exchange=EXCHANGE, source="thu")
    yield connector
    connector.close()


def told(reference: str) -> Push:
    standing = Standing(
        code="open-overdue", due_on=date(2026, 3, 1), completed_on=None, lacking=("report",), quality=""
    )
    return Push(
        key="k-1", document=reference, task="NV/1", lead_code="", lead_name="Sở Nội vụ & Y tế", standing=standing
    )


def trouble(connector: Rest, reference: str) -> Trouble:
    with pytest.raises(Trouble) as caught:
        connector.fetch("documents", Ref(id=reference, version=None, levels=(), entered_on=None))
    return caught.value


def test_an_identifier_is_one_step_whatever_it_holds(office: Office, rest: Rest) -> None:
    office.put("một", STRANGE)
    (ref,) = rest.list("documents", None, None, NOW).refs
    assert ref.id == STRANGE
    assert "một".encode() in rest.fetch("documents", ref).body
    rest.push(told(STRANGE))
    shown = rest.read_back(told(STRANGE))
    assert shown is not None
    assert (shown.shows, shown.key) == ("wanted", "k-1")
    targets = [target for _, target, _ in office.asked]
    assert targets[1] == "/goc/api/van-ban/VB%2F1%20%3Fa%3Db%26c%23d%252F..%3B%C3%A9"
    assert targets[2].startswith(targets[1] + "/nhiem-vu/NV%2F1/tinh-trang?donVi=S%E1%BB%9F%20N")
    assert {heads["accept"] for _, _, heads in office.asked} == {"application/xml, text/xml"}


@pytest.mark.parametrize("reference", [".", ".."])
def test_an_identifier_of_dots_is_refused_and_never_asked_for(office: Office, rest: Rest, reference: str) -> None:
    found = trouble(rest, reference)
    assert (type(found), found.code) == (Refused, "rest.no-step")
    assert office.asked == []


def test_an_answer_about_another_document_is_put_off(office: Office, rest: Rest) -> None:
    office.put("một", "VB-1")
    office.documents["VB-2"] = office.documents["VB-1"]
    answer = office.answer
    office.answer = lambda method, target, heads, body: answer(  # type: ignore[method-assign]
        method, target.replace("VB-1", "VB-2"), heads, body
    )
    found = trouble(rest, "VB-1")
    assert (type(found), found.code) == (Later, "peer.other-item")


def test_one_that_is_not_there_is_refused_and_a_wrong_address_is_not(office: Office, rest: Rest) -> None:
    assert isinstance(trouble(rest, "VB-9"), Refused)
    elsewhere = Rest({"url": office.url + "/khac", "token": rest_office.TOKEN}, exchange=EXCHANGE, source="thu")
    with pytest.raises(AdministratorNeeded) as caught:
        elsewhere.list("documents", None, None, NOW)
    assert caught.value.code == "peer.wrong-address"
    elsewhere.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


def test_an_authority_and_a_certificate_of_ours_are_used_when_they_are_named(made: Certificates) -> None:
    ours = {"ca_bundle": made.authority, "certificate": made.client_cert, "private_key": made.client_key}
    with rest_office.serving(tls=made.server(asks_for_ours=True)) as office:
        given = {"url": office.url, "token": rest_office.TOKEN}
        for options, good in ((ours, True), ({"ca_bundle": made.authority}, False), ({}, False)):
            rest = Rest(given | options, exchange=EXCHANGE, source="thu")
            if good:
                assert rest.list("documents", None, None, NOW).refs == ()
            else:
                with pytest.raises((AdministratorNeeded, Later)):
                    rest.list("documents", None, None, NOW)
            rest.close()
        assert len(office.asked) == 1, "nothing was asked over a way that nobody vouches for"


def test_the_source_tells_the_time_only_on_this_machine(rest: Rest) -> None:
    assert rest.clock() is not None
    other = Rest({"url": "https://vbdh.tinh.example/api"}, exchange=EXCHANGE, source="thu")
    assert other.clock() is None
    assert "clock" not in other.abilities()
    other.close()


def test_a_mapping_for_soap_and_a_connector_for_rest_do_not_fit(office: Office) -> None:
    soap = load_shipped((files("mappings") / "simulator.yaml").read_text("utf-8"), "simulator.yaml").exchange
    wrong = Rest({"url": office.url}, exchange=soap, source="thu")
    with pytest.raises(AdministratorNeeded) as caught:
        wrong.list("documents", None, None, NOW)
    assert caught.value.code == "rest.no-resource"
    assert office.asked == []
    wrong.close()


def test_without_pushes_in_the_mapping_nothing_is_told(office: Office) -> None:
    silent = Rest({"url": office.url}, exchange=replace(EXCHANGE, push=None), source="thu")
    with pytest.raises(AdministratorNeeded) as caught:
        silent.push(told("VB-1"))
    assert caught.value.code == "connector.no-push"
    silent.close()
