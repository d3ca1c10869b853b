"""What is asked of plain HTTP: whatever a value holds, it stays one step of the path or one value of the query."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import xml
from adapter.core.exchanges import Call, Resource, Verdict
from adapter.exchange import resources
from adapter.wire import AdministratorNeeded, Refused

RESOURCE = Resource(method="GET", path="/van-ban/{id}/tep", query={"tu": "{since}", "trang": "{page?}"})


def call(resource: Resource | None = RESOURCE) -> Call:
    arguments = {"Khoa": "{id}", "Trong": {"Moc": "{since}", "Trang": "{page?}"}}
    return Call(operation="-", arguments=arguments, verdict=Verdict(expects=None), resource=resource)


@given(st.text(min_size=1).filter(lambda text: text not in (".", "..")), st.text(), st.text())
def test_a_value_is_one_step_or_one_value_also_once_the_library_has_had_its_way(
    ref: str, since: str, page: str
) -> None:
    target = resources.filled(call(), {"id": ref, "since": since, "page": page}).target
    sent = requests.Request("GET", "https://host.example:8443/goc/api" + target).prepare().url
    assert sent is not None
    parts = urlsplit(sent)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "host.example:8443", "")
    steps = parts.path.split("/")
    assert steps[:4] == ["", "goc", "api", "van-ban"]
    assert [unquote(step) for step in steps[4:]] == [ref, "tep"]
    wanted = [("tu", since), *([("trang", page)] if page else [])]
    assert parse_qsl(parts.query, keep_blank_values=True) == wanted


@pytest.mark.parametrize("ref", [".", "..", ""])
def test_a_value_that_would_lead_to_another_resource_is_refused(ref: str) -> None:
    with pytest.raises(Refused) as caught:
        resources.filled(call(), {"id": ref, "since": "", "page": ""})
    assert caught.value.code == "rest.no-step"


def test_dots_that_a_value_completes_are_refused_and_others_are_not() -> None:
    dotted = Resource(method="GET", path="/a/.{id}", query={})
    with pytest.raises(Refused):
        resources.filled(call(dotted), {"id": "."})
    assert resources.filled(call(dotted), {"id": ".b"}).target == "/a/..b"


def test_what_is_sent_is_one_document_with_what_has_a_value() -> None:
    sent = resources.filled(
        call(Resource(method="PUT", path="/a", query={}, element="{urn:x}Goc")), {"id": "<&>", "since": "Đ", "page": ""}
    )
    root = xml.parse(sent.body())
    assert root.tag == "{urn:x}Goc"
    assert [(one.tag, one.text) for one in root.iter()][1:] == [
        ("{urn:x}Khoa", "<&>"), ("{urn:x}Trong", None), ("{urn:x}Moc", "Đ"),
    ]  # fmt: skip
    assert resources.filled(call(), {"id": "1", "since": "", "page": ""}).body() == b""


def test_a_mapping_of_another_kind_is_told_so() -> None:
    with pytest.raises(AdministratorNeeded) as caught:
        resources.filled(call(None), {"id": "1"})
    assert caught.value.code == "rest.no-resource"


def test_what_is_asked_is_never_shown() -> None:
    assert "bi-mat" not in repr(resources.filled(call(), {"id": "bi-mat", "since": "bi-mat", "page": ""}))
