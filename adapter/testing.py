"""The contract of connectors as tests: what the rest of the program relies on, whoever wrote the connector.

Subclass `ConnectorContract` in a test file of yours and give it a fixture `system`: an object that plays the system
behind your connector (`System`). `docs/connector.md` goes through it step by step.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from adapter.core import xml
from adapter.core.standing import Standing
from adapter.wire import ABILITIES, AdministratorNeeded, Connector, Later, Message, Page, Push, Ref, Refused, Trouble

STREAM = "documents"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

HARD = "Đề nghị Sở Nội vụ <báo cáo> & rà soát «mật độ» đất đai “Ba Tơ” ẞ 𝄞 e\u0301"
"""What a text may hold: marks of XML, quotation marks, letters of every length in UTF-8, a combining accent."""


class System(Protocol):
    """The system behind the connector under test."""

    def connect(self) -> Connector:
        """Make a connector to it."""
        ...

    def put(self, text: str, reference: str = "") -> str:
        """Let it have one more document that holds `text`, or a newer version of one; give the reference.

        What was put can be listed as soon as this returns.
        """
        ...

    def remove(self, reference: str) -> None:
        """Let it have a document no longer."""
        ...

    def away(self) -> AbstractContextManager[None]:
        """Let it not answer, for the length of a block."""
        ...

    def locked(self) -> AbstractContextManager[None] | None:
        """Let it refuse our log-in or rights, for the length of a block; None where there is nothing to refuse."""
        ...

    def told(self, push: Push) -> list[str]:
        """Give the keys of the pushes that were applied to an assignment, in order; each once."""
        ...


class ConnectorContract:
    """What every connector has to do; each method is one test."""

    def test_it_tells_what_it_can_do(self, system: System) -> None:
        """Abilities are of the closed list, and are what it does."""
        connector = system.connect()
        can = connector.abilities()
        assert can <= set(ABILITIES), f"unknown abilities: {sorted(can - set(ABILITIES))}"
        counted = connector.register(date(2026, 1, 1), date(2026, 3, 2))
        assert ("register" in can) == (counted is not None)
        assert ("clock" in can) == (connector.clock() is not None)
        assert not ({"read_back"} & can) or "push" in can, "what cannot be told cannot be read back"
        connector.close()

    def test_everything_is_listed_and_fetched(self, system: System) -> None:
        """Each document has one reference, and its message holds what was put."""
        texts = {system.put(f"{HARD} {number}"): f"{HARD} {number}" for number in range(3)}
        connector = system.connect()
        refs = _everything(connector)
        assert sorted(ref.id for ref in refs) == sorted(texts)
        for ref in refs:
            message = connector.fetch(STREAM, ref) if ref.message is None else ref.message
            assert (message.stream, message.reference) == (STREAM, ref.id)
            assert texts[ref.id] in "".join(_tree(message).itertext()), "the text is not what was put"
            assert "levels" not in connector.abilities() or ref.levels, "it says that its listing tells levels"
        connector.close()

    def test_bytes_are_kept(self, system: System) -> None:
        """A message is the document's own subtree in exclusive canonical form, the same each time."""
        system.put(HARD)
        connector = system.connect()
        (ref,) = _everything(connector)
        first, again = (_message(connector, ref) for _ in range(2))
        assert first.body == again.body
        assert xml.canonical(_tree(first)) == first.body, "the body is not in exclusive C14N"
        connector.close()

    def test_more_than_a_page_is_listed_to_its_end(self, system: System) -> None:
        """Nothing is lost between two pages, and the cursor moves at the end only."""
        wanted = {system.put(f"Văn bản {number}") for number in range(230)}
        connector = system.connect()
        pages = _pages(connector, None)
        assert {ref.id for page in pages for ref in page.refs} == wanted
        assert all(page.next is not None for page in pages[:-1])
        connector.close()

    def test_the_same_cursor_gives_the_same_again(self, system: System) -> None:
        """Whoever died before it could remember the new cursor sees everything once more."""
        system.put("một")
        connector = system.connect()
        cursor = _pages(connector, None)[-1].cursor
        late = system.put("hai")
        first = {ref.id for ref in _everything(connector, cursor)}
        second = {ref.id for ref in _everything(system.connect(), cursor)}
        assert first == second
        assert late in first
        assert late in {ref.id for ref in _everything(connector, _pages(connector, cursor)[-1].cursor)} | first
        connector.close()

    def test_a_newer_version_is_listed_and_is_greater(self, system: System) -> None:
        """What has changed after a cursor comes with it; where versions are told they order."""
        reference = system.put("trước")
        connector = system.connect()
        (before,) = _everything(connector)
        cursor = _pages(connector, None)[-1].cursor
        system.put("sau", reference)
        after = [ref for ref in _everything(connector, cursor) if ref.id == reference]
        assert after, "a changed document was not listed from the cursor"
        if "versions" in connector.abilities():
            assert before.version is not None
            assert max(ref.version or 0 for ref in after) > before.version
        assert "sau" in "".join(_tree(_message(connector, after[-1])).itertext())
        connector.close()

    def test_one_that_is_gone_is_refused_and_the_others_go_on(self, system: System) -> None:
        """What is wrong with one document is `Refused`: nobody else has to wait for it."""
        gone, there = system.put("đi"), system.put("ở")
        connector = system.connect()
        refs = {ref.id: replace(ref, message=None) for ref in _everything(connector)}
        inline = any(ref.message is not None for ref in _everything(connector))
        system.remove(gone)
        assert _trouble(lambda: connector.fetch(STREAM, refs[gone])) is Refused
        if not inline:
            assert "ở" in "".join(_tree(connector.fetch(STREAM, refs[there])).itertext())
        connector.close()

    def test_a_system_that_is_away_is_asked_later(self, system: System) -> None:
        """No answer is no answer: it is never taken for an empty list."""
        system.put("một")
        connector = system.connect()
        with system.away():
            assert _trouble(lambda: _everything(connector)) in (Later, AdministratorNeeded)
        assert len(_everything(connector)) == 1, "it does not come back by itself"
        connector.close()

    def test_a_refused_log_in_needs_a_person(self, system: System) -> None:
        """What no repetition can mend is `AdministratorNeeded`; mended, it works with the same connector."""
        system.put("một")
        connector = system.connect()
        locked = system.locked()
        if locked is not None:
            with locked:
                assert _trouble(lambda: _everything(connector)) is AdministratorNeeded
        assert len(_everything(connector)) == 1
        connector.close()

    def test_an_unknown_stream_is_named(self, system: System) -> None:
        """A stream that the mapping does not know is a mistake of the settings."""
        connector = system.connect()
        assert _trouble(lambda: connector.list("no-such-stream", None, None, NOW)) is AdministratorNeeded
        connector.close()

    def test_a_push_that_is_repeated_under_its_key_is_applied_once(self, system: System) -> None:
        """The same key is the same push; another key is another one."""
        connector = system.connect()
        if "push" not in connector.abilities():
            assert _trouble(lambda: connector.push(_push("k-1", "open-in-time"))) is AdministratorNeeded
            return
        reference = system.put("việc")
        first, second = _push("k-1", "open-in-time", reference), _push("k-2", "open-overdue", reference)
        for push in (first, first, second):
            connector.push(push)
        assert system.told(second) == ["k-1", "k-2"]
        connector.close()

    def test_what_was_told_is_shown(self, system: System) -> None:
        """Reading back tells wanted from other and from nothing."""
        connector = system.connect()
        if "read_back" not in connector.abilities():
            if "push" in connector.abilities():
                assert connector.read_back(_push("k-1", "open-in-time")) is None
            return
        reference = system.put("việc")
        first, second = _push("k-1", "open-in-time", reference), _push("k-2", "open-overdue", reference)
        assert _shows(connector, first) == "nothing"
        connector.push(first)
        assert _shows(connector, first) == "wanted"
        assert _shows(connector, second) == "other"
        connector.close()

    def test_it_can_be_closed_twice(self, system: System) -> None:
        """Closing lets go of everything, and is never in the way."""
        connector = system.connect()
        connector.close()
        connector.close()


def _pages(connector: Connector, cursor: str | None) -> list[Page]:
    pages, wanted = [], None
    while True:
        pages.append(connector.list(STREAM, cursor, wanted, NOW))
        wanted = pages[-1].next
        if wanted is None:
            return pages
        assert len(pages) < 1000, "the listing does not end"  # noqa: PLR2004 - more than anything here fills


def _everything(connector: Connector, cursor: str | None = None) -> list[Ref]:
    """List to the end; a row that comes twice counts once."""
    refs = [ref for page in _pages(connector, cursor) for ref in page.refs]
    return list({(ref.id, ref.version): ref for ref in refs}.values())


def _message(connector: Connector, ref: Ref) -> Message:
    return connector.fetch(STREAM, ref) if ref.message is None else ref.message


def _tree(message: Message) -> xml.Element:
    return xml.parse(message.body)


def _trouble(call: Callable[[], object]) -> type[Trouble] | None:
    """Give which of the three kinds of trouble a call meets; anything else it raises is a mistake of the connector."""
    try:
        call()
    except Trouble as trouble:
        return next(kind for kind in (Later, Refused, AdministratorNeeded) if isinstance(trouble, kind))
    return None


def _shows(connector: Connector, push: Push) -> str:
    """Give what is shown; a source may refuse to speak of what it was never told."""
    try:
        shown = connector.read_back(push)
    except Refused:
        return "nothing"
    assert shown is not None, "it says that it can read back"
    return shown.shows


def _push(key: str, code: str, document: str = "VB-1") -> Push:
    standing = Standing(
        code=code,  # type: ignore[arg-type]  # of the closed list
        due_on=date(2026, 4, 1),
        completed_on=None,
        lacking=("report", "result"),
        quality="",
    )
    return Push(
        key=key, document=document, task=f"{document}/1", lead_code="", lead_name="Sở Nội vụ", standing=standing
    )
