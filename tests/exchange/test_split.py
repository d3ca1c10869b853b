"""An accepted answer split: no row spoils its page, and level signals pass through untouched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapter.core import paths, xml
from adapter.core.exchanges import Call, Cursor, Fetch, Listing, Moment, Paging, Register, Verdict
from adapter.exchange import cursors, split
from adapter.wire import AdministratorNeeded, Later, Message, Page, Ref, Refused

NAMES = {"q": "urn:q"}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ISO = Moment(kind="datetime")


def _path(text: str) -> paths.Path:
    return paths.compile_path(text, NAMES)


CALL = Call(operation="Op", arguments={}, verdict=Verdict(expects=_path("q:List")))
LISTING = Listing(
    call=CALL,
    each=_path("q:List/q:Item"),
    id=_path("q:Id"),
    version=_path("q:Version"),
    version_moment=None,
    levels=(_path("q:Level"), _path("@level")),
    entered=_path("q:Entered"),
    entered_moment=ISO,
    inline=None,
    paging=Paging(by="none"),
    cursor=Cursor(by="item", at=_path("q:Entered"), moment=ISO, send=ISO, start="2025-01-01"),
)
ENTERED = "<q:Entered>2025-11-03T20:00:00Z</q:Entered>"


def _page(items: str, listing: Listing = LISTING) -> Page:
    body = xml.parse(f'<Body xmlns:q="urn:q"><q:List>{items}</q:List></Body>'.encode())
    return split.page(body, listing, cursors.begin(listing, None, NOW), source="s", stream="documents")


def test_a_row_becomes_a_reference() -> None:
    items = f'<q:Item level="1"><q:Id> a-1 </q:Id><q:Version>7</q:Version><q:Level>Thuong</q:Level>{ENTERED}</q:Item>'
    assert _page(items).refs == (
        Ref(
            id="a-1",
            version=7,
            levels=(("Thuong",), ("1",)),
            entered_on=date(2025, 11, 4),
            since="2025-11-03T20:00:00Z",
        ),
    )


def test_a_bad_row_does_not_spoil_its_page() -> None:
    items = (
        f"<q:Item>{ENTERED}</q:Item>"
        f"<q:Item><q:Id>b</q:Id><q:Version>x</q:Version>{ENTERED}</q:Item>"
        "<q:Item><q:Id>c</q:Id></q:Item>"
    )
    refs = _page(items).refs
    assert [(ref.id, ref.version, ref.levels) for ref in refs] == [
        ("", None, ((), ())),
        ("b", None, ((), ())),
        ("c", None, ((), ())),
    ]
    assert refs[2].entered_on is None


def test_every_value_of_a_level_signal_is_passed_on() -> None:
    """Two values stay two, and one with elements inside is not taken for a plain one."""
    refs = _page(
        f"<q:Item><q:Id>a</q:Id><q:Level>Thuong</q:Level><q:Level>Mat</q:Level>{ENTERED}</q:Item>"
        f"<q:Item><q:Id>b</q:Id><q:Level>Thu<q:b>ong</q:b></q:Level>{ENTERED}</q:Item>"
        f"<q:Item><q:Id>c</q:Id><q:Level/>{ENTERED}</q:Item>"
    ).refs
    assert [ref.levels[0] for ref in refs] == [("Thuong", "Mat"), ("Thuong", "Thuong"), ("",)]


def test_a_listing_whose_cursor_cannot_be_read_at_all_is_a_wrong_mapping() -> None:
    with pytest.raises(AdministratorNeeded) as caught:
        _page("<q:Item><q:Id>a</q:Id></q:Item>")
    assert caught.value.code == "peer.item-cursor-unreadable"


def test_a_message_inside_the_listing_is_cut_out_in_exclusive_canonical_form() -> None:
    listing = replace(LISTING, inline=_path("q:Document"))
    items = f'<q:Item xmlns:z="urn:z"><q:Id>a</q:Id>{ENTERED}<q:Document  b="2" a="1"><q:N/></q:Document></q:Item>'
    assert _page(items, listing).refs[0].message == Message(
        source="s",
        stream="documents",
        reference="a",
        version=None,
        media_type="application/xml",
        body=b'<q:Document xmlns:q="urn:q" a="1" b="2"><q:N></q:N></q:Document>',
    )
    assert _page(f"<q:Item><q:Id>a</q:Id>{ENTERED}</q:Item>", listing).refs[0].message is None


def test_a_message_written_as_text_inside_the_listing_is_parsed_out_of_it() -> None:
    listing = replace(LISTING, inline=_path("q:Document"), inline_text=True)
    good, bad = (
        f"<q:Item><q:Id>a</q:Id>{ENTERED}<q:Document>{text}</q:Document></q:Item>"
        for text in ("&lt;d&gt;1&lt;/d&gt;", "&lt;d&gt;")
    )
    first, second = _page(good + bad, listing).refs
    assert first.message is not None
    assert first.message.body == b"<d>1</d>"
    assert second.message is None


def _fetched(inner: str, *, text: bool = False) -> Message:
    body = xml.parse(f'<Body xmlns:q="urn:q" xmlns:unused="urn:unused"><q:Get>{inner}</q:Get></Body>'.encode())
    fetch = Fetch(call=CALL, item=_path("q:Get/q:Doc"), text=text)
    ref = Ref(id="a", version=3, levels=(), entered_on=None)
    return split.message(body, fetch, ref, source="s", stream="documents")


def test_a_fetched_item_leaves_everything_around_it_behind() -> None:
    message = _fetched("<q:Doc><q:N>Quảng Ngãi</q:N></q:Doc>")
    assert message.body == '<q:Doc xmlns:q="urn:q"><q:N>Quảng Ngãi</q:N></q:Doc>'.encode()
    assert message.version == 3


def test_a_document_inside_a_string_is_parsed_out_of_it() -> None:
    assert _fetched("<q:Doc>&lt;a&gt;&lt;b/&gt;&lt;/a&gt;</q:Doc>", text=True).body == b"<a><b></b></a>"
    with pytest.raises(Refused) as caught:
        _fetched("<q:Doc>CANARY &lt;a&gt;</q:Doc>", text=True)
    assert caught.value.code == "peer.item-not-xml"
    assert "CANARY" not in f"{caught.value.values} {caught.value.__context__!r}"


@pytest.mark.parametrize("inner", ["", "<q:Doc/><q:Doc/>"])
def test_an_answer_without_exactly_one_item_is_refused_for_this_item_only(inner: str) -> None:
    with pytest.raises(Refused) as caught:
        _fetched(inner)
    assert caught.value.code == "peer.item-missing"


@pytest.mark.parametrize("text", [False, True])
def test_an_answer_about_another_item_is_put_off(*, text: bool) -> None:
    """A late copy of the answer before must not become this item; one without an id is judged as it is."""

    def fetched(id_: str) -> Message:
        inside = f'<q:D xmlns:q="urn:q">{id_}</q:D>'
        doc = f"<q:Doc>{inside.replace('<', '&lt;') if text else inside}</q:Doc>"
        body = xml.parse(f'<Body xmlns:q="urn:q"><q:Get>{doc}</q:Get></Body>'.encode())
        fetch = Fetch(call=CALL, item=_path("q:Get/q:Doc"), text=text, id=_path("q:Id" if text else "q:D/q:Id"))
        return split.message(body, fetch, Ref(id="a", version=3, levels=(), entered_on=None), source="s", stream="d")

    for same in ("<q:Id> a </q:Id>", "", "<q:Id>a</q:Id><q:Id>b</q:Id>"):
        assert fetched(same).reference == "a"
    with pytest.raises(Later, match=r"peer\.other-item"):
        fetched("<q:Id>b</q:Id>")


def test_a_register_is_counted() -> None:
    register = Register(
        call=CALL, span=Moment(kind="date"), each=_path("q:Numbers/q:Entry"), apart=_path("q:ApartCount")
    )
    counted = '<Body xmlns:q="urn:q"><q:Numbers><q:Entry/><q:Entry/></q:Numbers><q:ApartCount>{}</q:ApartCount></Body>'
    found = split.count(xml.parse(counted.format(" 5 ").encode()), register)
    assert (found.numbers, found.apart) == (2, 5)
    for unreadable in ("five", "9" * 10, "9" * 5000):
        with pytest.raises(Later):
            split.count(xml.parse(counted.format(unreadable).encode()), register)
