"""Names sort as Vietnamese dictionaries have them: letters of the alphabet first, then tones, syllable by syllable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core.text import ALPHABET, TONES, collated

DICTIONARY = (
    "2 tháng 9", "an", "ăn", "ân", "ba", "ba ba", "Ba Tô", "Ba Tơ", "bà", "bà ba", "bả", "bã", "bá", "bạ", "bằng",
    "bẳng",
    "cam", "dung", "Dung Quất", "đa", "đà", "Đức Phổ", "e", "ê", "gia", "hoa", "hòa", "khế", "o", "ô", "ơ",
    "Sở Công Thương",
    "Sở Dân tộc và Tôn giáo", "Sở Nội vụ", "Sở Xây dựng", "Sở Y tế", "thanh", "Thanh tra", "Trà Bồng", "tu", "Tư Nghĩa",
    "yên",
)  # fmt: skip

SHUFFLED = [*DICTIONARY[::2], *DICTIONARY[1::2]]

WORDS = st.lists(st.sampled_from([*ALPHABET, *map(str.upper, ALPHABET), *TONES, " ", "1"]), max_size=12).map("".join)


def test_a_list_of_a_dictionary_keeps_its_order() -> None:
    assert sorted(SHUFFLED, key=collated) == list(DICTIONARY)


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("thuý", "thúy"), ("Hoả", "Hỏa")])
def test_a_tone_counts_wherever_it_is_written(old: str, new: str) -> None:
    assert collated(old)[0] == collated(new)[0]


@given(WORDS, WORDS)
def test_the_order_is_one_of_texts_as_they_are_read(one: str, other: str) -> None:
    composed = [unicodedata.normalize("NFC", text) for text in (one, other)]
    apart = [unicodedata.normalize("NFD", text) for text in (one, other)]
    assert (collated(composed[0])[0] < collated(composed[1])[0]) == (collated(apart[0])[0] < collated(apart[1])[0])
    assert (collated(one) == collated(other)) == (one == other)


@given(st.text(alphabet=ALPHABET, max_size=6), st.text(alphabet=ALPHABET, max_size=6))
def test_words_without_tones_go_letter_by_letter(one: str, other: str) -> None:
    ranks = [[ALPHABET.index(letter) for letter in word] for word in (one, other)]
    if one and other:
        assert (collated(one) < collated(other)) == (ranks[0] < ranks[1])


@given(st.lists(st.text()))
def test_any_text_has_its_place(texts: list[str]) -> None:
    assert sorted(texts, key=collated) == sorted([*texts[::2], *texts[1::2]], key=collated)
