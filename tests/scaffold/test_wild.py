"""The descriptions of the wild: every stack's operations are found, and what cannot be used is said."""

from __future__ import annotations

import pytest
from wild_reading import codes, compared, drafted, ways
from wild_wsdls import WILD

from adapter import messages
from adapter.scaffold import envelopes, proposing
from adapter.scaffold.described import NOTES, Described


@pytest.mark.parametrize("stack", WILD)
def test_every_operation_of_a_stack_is_found_and_every_quirk_is_told(stack: str) -> None:
    wild = WILD[stack]
    found = drafted(wild.documents)
    assert {one.name for one in found.operations} == wild.operations
    assert wild.codes <= codes(found)


@pytest.mark.parametrize("stack", WILD)
def test_the_roles_proposed_are_the_ones_the_operations_have(stack: str) -> None:
    wild = WILD[stack]
    proposals = drafted(wild.documents).proposals
    chosen = {role: proposals[role].chosen for role in wild.roles}
    assert {role: one.name if one else None for role, one in chosen.items()} == wild.roles


@pytest.mark.parametrize("stack", WILD)
def test_the_library_understands_a_stack_or_it_is_said_which_operations_it_does_not(stack: str) -> None:
    wild = WILD[stack]
    found = drafted(wild.documents)
    said = compared(found)
    assert ("scaffold.library-agrees" in codes(found)) == wild.library, said
    assert ("scaffold.library" in codes(found)) != wild.library


@pytest.mark.parametrize("stack", WILD)
def test_every_callable_operation_has_a_request_that_is_xml(stack: str) -> None:
    from adapter.core import xml

    found = drafted(WILD[stack].documents)
    for one in Described(operations=found.operations, findings=found.findings).callable:
        assert xml.local_name(xml.parse(envelopes.request(one))) == "Envelope"


@pytest.mark.parametrize("stack", WILD)
def test_no_draft_opens_the_gate_and_what_is_to_be_filled_is_named(stack: str) -> None:
    found = drafted(WILD[stack].documents)
    keys = {dict(problem.values).get("key") for problem in found.to_fill}
    assert "gate.secrecy.open" in keys
    assert {problem.code for problem in found.to_fill} <= {"mapping.value.empty", "mapping.placeholder.missing"}


@pytest.mark.parametrize("stack", WILD)
def test_every_place_to_be_filled_is_the_line_that_is_empty(stack: str) -> None:
    found = drafted(WILD[stack].documents)
    lines = found.mapping.splitlines()
    empty = [problem for problem in found.to_fill if problem.code == "mapping.value.empty"]
    assert empty
    assert [lines[one.place.line - 1] for one in empty if not lines[one.place.line - 1].endswith(('""', "[]"))] == []


def test_asmx_rows_are_found_within_their_list_and_a_data_set_is_open() -> None:
    found = drafted(WILD["asmx"].documents)
    rows = ways(found, "LayDanhSachVanBanDen")
    row = rows["LayDanhSachVanBanDenResponse/LayDanhSachVanBanDenResult/VanBanRow"]
    assert (row.repeats, row.nillable, row.type) == (True, True, "VanBanRow")
    data = ways(found, "GetDataSet")
    assert data["GetDataSetResponse/GetDataSetResult/*"].kind == "any"
    assert data["GetDataSetResponse/GetDataSetResult/schema"].mark == "open"


def test_wcf_types_come_from_their_own_documents_and_from_the_catalogue() -> None:
    found = drafted(WILD["wcf"].documents)
    document = ways(found, "GetDocument")
    assert document["GetDocumentResponse/GetDocumentResult/SecurityLevel"].choices == ("Thuong", "Mat")
    assert ways(found, "GetList")["GetListResponse/GetListResult/Row/Id"].type == "xs:string"
    assert "The schema allows" not in found.mapping
    assert "skeleton.allowed Thuong | Mat" in found.mapping
    assert "open: []" in found.mapping


def test_an_encoded_array_has_items_of_its_type() -> None:
    rows = ways(drafted(WILD["axis1"].documents), "getDanhSach")
    assert rows["getDanhSachResponse/getDanhSachReturn/item"].most is None
    assert rows["getDanhSachResponse/getDanhSachReturn/item/id"].type == "xs:string"


def test_an_operation_behind_three_ports_is_asked_once_by_soap_1_1() -> None:
    found = drafted(WILD["axis2"].documents)
    assert [one.protocol for one in found.operations] == ["soap11", "soap12", "http"]
    (once,) = Described(operations=found.operations, findings=found.findings).callable
    assert once.protocol == "soap11"


def test_every_role_reason_and_finding_has_its_texts() -> None:
    known = messages.catalogue()
    reasons = {f"why.{reason}" for rules in proposing.RULES.values() for _, reason, _ in rules}
    roles = {f"role.{role}" for role in proposing.ROLES}
    assert sorted((reasons | roles | NOTES) - set(known)) == []
    used = {code for code in known if code.startswith("why.")}
    assert used == reasons  # no reason is left over
