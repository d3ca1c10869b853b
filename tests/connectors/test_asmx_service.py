"""The shipped mapping for task services of the ASMX kind, against a real one: from the wire to the facts, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import asmx_service
import pytest
import second_service
from asmx_service import TaskService, don_vi, nhiem_vu, van_ban

from adapter.core import mapping
from adapter.core.exchanges import Exchange
from adapter.core.problems import Refusal
from adapter.core.standing import Standing
from adapter.wire import AdministratorNeeded, Later, Push, Ref, Refused
from connectors.soap import Soap

FILE = Path(__file__).parents[2] / "mappings" / "asmx-tasks.yaml"
EXCHANGE = mapping.load(FILE.read_text("utf-8"), FILE.name).exchange
SECOND = Path(second_service.__file__).with_name("second_service.yaml")
NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)


@contextmanager
def connected(service: TaskService, exchange: Exchange = EXCHANGE, **options: object) -> Iterator[Soap]:
    given: Mapping[str, object] = {
        "endpoint": service.url, "wsdl": service.wsdl, "log_in": "arguments",
        "username": asmx_service.USERNAME, "password": asmx_service.PASSWORD,
    }  # fmt: skip
    connector = Soap({**given, **options}, exchange=exchange, source="nv")
    yield connector
    connector.close()


@pytest.fixture
def service() -> Iterator[TaskService]:
    task = nhiem_vu(1011, "Báo cáo công tác tiêm chủng", [12], "31/03/2026")
    more = [van_ban(200 + n, f"{200 + n}/UBND-KGVX", "05/03/2026") for n in range(45)]
    made = TaskService(now=NOW, directives=[van_ban(101, "125/UBND-KGVX", "02/03/2026", task), *more])
    with asmx_service.serving(made) as running:
        yield running


def listed(connector: Soap, cursor: str | None = None) -> tuple[list[Ref], str]:
    """List all pages; give every reference once, and the cursor."""
    page, refs = connector.list("documents", cursor, None, NOW), []
    while True:
        refs += page.refs
        if page.next is None:
            return list({one.id: one for one in refs}.values()), page.cursor
        page = connector.list("documents", cursor, page.next, NOW)


def test_pages_are_counted_to_their_end_and_the_cursor_reaches_back_by_days(service: TaskService) -> None:
    with connected(service) as connector:
        refs, cursor = listed(connector)
        assert (len(refs), cursor) == (46, "2026-03-05T02:00:00.000244Z")
        assert {one.levels for one in refs} == {(("0",),)}
        assert all(one.message is not None and one.version is not None for one in refs)
        service.changed(101)
        again, _ = listed(connector, cursor)
        assert len(again) == 46  # those of the day before the cursor once more, by their versions known
        asked = [body for action, body in service.requests if action == '"http://tempuri.org/LayNhiemVuThayDoi"']
        assert len(asked) == len(service.requests)
        assert any("<ns0:tuNgay>04/03/2026<" in body for body in asked)


def test_name_and_password_are_arguments_and_stand_nowhere_else(service: TaskService) -> None:
    with connected(service) as connector:
        connector.list("documents", None, None, NOW)
        assert asmx_service.PASSWORD in service.requests[-1][1]
        service.password = "đã đổi"
        with pytest.raises(AdministratorNeeded, match=r"peer\.rights") as caught:
            connector.list("documents", None, None, NOW)
        assert asmx_service.PASSWORD not in repr(caught.value)
        assert asmx_service.PASSWORD not in repr(connector.__dict__)


def test_mapping_and_settings_have_to_agree_on_how_one_logs_in(service: TaskService) -> None:
    second = mapping.load(SECOND.read_text("utf-8"), SECOND.name).exchange
    for exchange, log_in in ((EXCHANGE, "basic"), (EXCHANGE, "token-digest"), (second, "arguments")):
        with pytest.raises(Refusal) as caught, connected(service, exchange, log_in=log_in):
            pass
        assert [one.code for one in caught.value.problems] == ["soap.log-in-arguments"]
    assert service.requests == []


def test_an_error_within_an_answer_is_no_empty_list(service: TaskService) -> None:
    service.busy = True
    with connected(service) as connector, pytest.raises(Later, match=r"peer\.busy"):
        connector.list("documents", None, None, NOW)


def push(task: str, standing: Standing) -> Push:
    return Push(key="abc-1", document="101", task=task, lead_code="12", lead_name="Sở Y tế", standing=standing)


OPEN = Standing(code="open-in-time", due_on=date(2026, 3, 31), completed_on=None, lacking=("report", "result"))
DONE = Standing(
    code="done-on-time", due_on=date(2026, 3, 31), completed_on=date(2026, 3, 27), lacking=(), quality="tot"
)


def test_a_standing_goes_out_in_the_services_words_and_is_read_back_from_a_text(service: TaskService) -> None:
    with connected(service) as connector:
        with pytest.raises(Refused):
            connector.read_back(push("1011", OPEN))  # nothing is shown yet
        for standing, told in (
            (OPEN, {"TinhTrang": "dangthuchien_tronghan", "ConThieu": "bao_cao, ket_qua"}),
            (DONE, {"TinhTrang": "dahoanthanh_tronghan", "NgayHoanThanh": "27/03/2026", "ChatLuong": "1"}),
        ):
            connector.push(push("1011", standing))
            known = {"MaYeuCau": "abc-1", "IdNhiemVu": "1011", "MaDonVi": "12", "HanXuLy": "31/03/2026"}
            assert service.told[-1] == known | told  # what there is no value for is left out
            found = connector.read_back(push("1011", standing))
            assert found is not None
            assert (found.shows, found.key) == ("wanted", "abc-1")
        other = connector.read_back(push("1011", OPEN))
        assert other is not None
        assert other.shows == "other"
        with pytest.raises(Refused):
            connector.push(push("999", OPEN))


def test_what_happens_to_a_task_is_a_new_version_of_its_directive(service: TaskService) -> None:
    with connected(service) as connector:
        before = {one.id: one.version for one in listed(connector)[0]}
        service.says(1011, "KetQua", DonVi=don_vi(12), ThoiDiemNhap="2026-03-27T16:40:00", ThoiDiemRut=None)
        after = {one.id: one.version for one in listed(connector)[0]}
        assert [ref for ref, version in after.items() if version != before[ref]] == ["101"]
