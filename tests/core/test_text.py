"""Texts are tidied to one form, and nothing that can be seen is changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core.text import tidy

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u034f\ufe0f"
NAMES = st.sampled_from(["Ủy ban nhân dân tỉnh Quảng Ngãi", "Sở Nội vụ", "UBND xã Sơn Tây Thượng", "Ba Tơ"])


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


@given(NAMES, st.data())
def test_decomposed_letters_invisible_characters_and_spaces_make_no_difference(name: str, data: st.DataObject) -> None:
    letters = list(unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), name).replace(" ", "\u00a0 \n"))
    for at in data.draw(st.lists(st.integers(0, len(letters)), max_size=5)):
        letters.insert(at, data.draw(st.sampled_from(INVISIBLE)))
    assert tidy(" " + "".join(letters) + "\t") == name


@pytest.mark.parametrize(
    ("one", "other"), [("Ba Tô", "Ba Tơ"), ("Sơn Hà", "Sơn Hạ"), ("MẬT", "mật"), ("Sơn Tây", "Sơn Tây Hạ")]
)
def test_what_can_be_seen_is_kept_apart(one: str, other: str) -> None:
    assert tidy(one) != tidy(other)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_plain_text_is_untouched(text: str) -> None:
    assert tidy(text) == text


def test_a_character_is_treated_alike_whatever_stands_beside_it() -> None:
    """Texts of Latin letters alone go a quicker way; a sign from afar sends them the long one."""
    for code in range(0x10000):
        text = f"e{chr(code)}\u0301 x"
        assert tidy(f"一{text}") == f"一{tidy(text)}", hex(code)
