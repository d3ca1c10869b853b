"""A checkpoint on paper holds the signed note for machines and for typing, and speaks both languages."""

from __future__ import annotations

import html
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import qr_reading
from notes_of import note
from test_checkpoints import grow, signed, with_key

from adapter.audit import printed
from adapter.audit.printed import Page
from adapter.core import notes, tlog
from adapter.core.problems import Refusal
from adapter.store import Store, signing
from adapter.store.checkpoints import StoredCheckpoint

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("printed") / "data"
    with closing(Store.open(found)) as store:
        with_key(store, found)
        grow(store, 3, 12)
        signed(store, found)
        grow(store, 4, 3)
    return found


@pytest.fixture(scope="module")
def page(directory: Path) -> Page:
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        (newest,) = reader.checkpoints(newest=True)
        return printed.page(reader, newest, NOW)


def test_the_code_holds_the_note_byte_for_byte(page: Page) -> None:
    written = printed.as_html(page)
    (svg,) = re.findall(r"<svg.*?</svg>", written, re.DOTALL)
    assert qr_reading.read(qr_reading.drawn(svg)) == page.note
    (typed,) = re.findall(r"<pre>(.*?)</pre>", written, re.DOTALL)
    assert html.unescape(typed).encode() == page.note


@pytest.mark.parametrize("size", [1, 1000, 10**9, 10**15])
def test_logs_of_every_size_have_a_code(size: int) -> None:
    assert qr_reading.read(qr_reading.drawn(printed.qr_code(note(size)))) == note(size)


def test_what_is_read_is_found_out_when_it_is_another_note() -> None:
    """That the reading above can fail at all: one module of a thousand is another."""
    modules = qr_reading.drawn(printed.qr_code(note(5)))
    modules[40][40] ^= 1
    with pytest.raises(AssertionError):
        qr_reading.read(modules)


def test_the_page_stands_alone_and_says_what_to_do_in_both_languages(page: Page, directory: Path) -> None:
    written = printed.as_html(page)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<script|<link|<img|@import|url\(", written)
    (verifier,) = signing.verifiers(directory)
    for said in (verifier.key_id.hex(), page.claim.root.hex(), "20/11/2026 09:00", "Lưu trang này", "Keep this page"):
        assert said in written
    assert str(verifier) not in written, "a key that comes with what it is to prove proves nothing"
    for language, word in (("vi", "Khi cần kiểm tra"), ("en", "To check")):
        text = printed.as_text(page, language)  # type: ignore[arg-type]
        assert page.note.decode() in text
        assert word in text


def test_a_log_that_is_not_the_one_that_was_signed_is_not_printed(directory: Path, page: Page) -> None:
    claim = tlog.checkpoint(notes.parse(page.note).text)
    wrong = [note(claim.size, claim.origin), note(claim.size + 1000, claim.origin), b"no note"]
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        for one in wrong:
            with pytest.raises(Refusal):
                printed.page(reader, StoredCheckpoint(number=1, size=claim.size, note=one), NOW)
