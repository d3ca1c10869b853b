"""The gate opens for an allow-listed level alone, and the highest signal wins."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import gate, paths
from adapter.core.gate import Attachments, Open, Policy, Withheld


def path(text: str) -> paths.Path:
    return paths.compile_path(text, {})


POLICY = Policy(
    levels=(path("Level"),),
    open=frozenset({"Thường", "0"}),
    classified=frozenset({"Mat", "1"}),
    stamps=(path("Subject"), path("Notation")),
    attachments=(Attachments(each=path("Attachment"), levels=(path("Level"),)),),
)


def message(*levels: str, subject: str = "V/v", notation: str = "UBND", attached: tuple[str, ...] = ()) -> bytes:
    parts = [f"<Level>{level}</Level>" for level in levels]
    parts += [f"<Subject>{subject}</Subject><Notation>{notation}</Notation>"]
    parts += [f"<Attachment>{one}</Attachment>" for one in attached]
    return f"<Document>{''.join(parts)}</Document>".encode()


def verdict(body: bytes, policy: Policy = POLICY) -> tuple[str, bool] | None:
    """Give code and mark of what keeps the gate closed; None when it opens."""
    result = gate.screen(body, policy)
    return (result.code, result.marked) if isinstance(result, Withheld) else None


TABLE = [
    # what the message says → what the gate says
    (message("Thường"), None),
    (message(" Thường\n"), None),
    (message(unicodedata.normalize("NFD", "Thường")), None),
    (message("0"), None),
    (message("Thường", attached=("<Level>0</Level>", "<Level>Thường</Level>")), None),
    (message("Mat"), ("secrecy.classified", True)),
    (message("MAT"), ("secrecy.classified", True)),
    (message("1"), ("secrecy.classified", True)),
    (message("Tối mật"), ("secrecy.classified", True)),
    (message("TUYỆT MẬT"), ("secrecy.classified", True)),
    (message("Thường", "Mat"), ("secrecy.classified", True)),
    (message("Thường", attached=("<Level>Mat</Level>",)), ("secrecy.attachment-classified", True)),
    (message("Thường", subject="MẬT: kế hoạch"), ("secrecy.stamp", True)),
    (message("Thường", notation="UBND-MẬT"), ("secrecy.stamp", True)),
    (message("lạ", subject="TỐI MẬT"), ("secrecy.stamp", True)),
    (message(), ("secrecy.missing", False)),
    (message(""), ("secrecy.unknown", False)),
    (message("thường"), ("secrecy.unknown", False)),
    (message("Thườngg"), ("secrecy.unknown", False)),
    (message("00"), ("secrecy.unknown", False)),
    (message("O"), ("secrecy.unknown", False)),
    (message("*"), ("secrecy.unknown", False)),
    (message("2"), ("secrecy.unknown", False)),
    (message("Thường", "Thường"), ("secrecy.several", False)),
    (message("Thường", "0"), ("secrecy.several", False)),
    (message("Thư<!-- -->ờng"), ("secrecy.not-text", False)),
    (message("<b>Thường</b>"), ("secrecy.not-text", False)),
    (message("Thường", attached=("",)), ("secrecy.attachment-missing", False)),
    (message("Thường", attached=("<Level>7</Level>",)), ("secrecy.attachment-unknown", False)),
    (b"<Document><Level>0", ("xml.malformed", False)),
    (b"<!DOCTYPE a><Document><Level>0</Level></Document>", ("xml.doctype", False)),
    (message("Thường", subject="THONG BAO MAT"), ("secrecy.stamp-doubtful", False)),
    # A level where no path leads is a signal too: another namespace, an attachment's attachment.
    (
        b"<Document xmlns:x='urn:x'><Level>0</Level><x:Level>Mat</x:Level></Document>",
        ("secrecy.elsewhere-classified", True),
    ),
    (
        message("0", attached=("<Level>0</Level><Attachment><Level>1</Level></Attachment>",)),
        ("secrecy.elsewhere-classified", True),
    ),
    (b"<Document><Level>0</Level><About><Level>7</Level></About></Document>", ("secrecy.elsewhere-unknown", False)),
    (b"<Document><Level>0</Level><About><Level>0</Level></About></Document>", None),
    # A level somewhere else, in an attribute or a comment is none.
    (b"<Document Level='0'><!-- <Level>0</Level> --><x><Level>0</Level></x></Document>", ("secrecy.missing", False)),
]


@pytest.mark.parametrize(("body", "expected"), TABLE)
def test_the_gate_table(body: bytes, expected: tuple[str, bool] | None) -> None:
    assert verdict(body) == expected


def test_every_named_level_must_say_open() -> None:
    policy = replace(POLICY, levels=(path("Level"), path("Other")))
    assert verdict(message("0"), policy) == ("secrecy.missing", False)


def test_a_policy_without_levels_and_an_empty_level_open_nothing() -> None:
    assert verdict(message("0"), replace(POLICY, levels=(), attachments=())) == ("secrecy.missing", False)
    assert verdict(message(""), replace(POLICY, open=frozenset({""}))) == ("secrecy.unknown", False)


def test_absence_opens_only_when_a_setting_says_so_and_never_hides_a_level() -> None:
    policy = replace(POLICY, absent_is_open=True)
    assert verdict(message(), policy) is None
    assert verdict(message("9"), policy) == ("secrecy.unknown", False)
    assert verdict(message("Mat"), policy) == ("secrecy.classified", True)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), None),
        ((("0",),), None),
        (((),), ("secrecy.listing-missing", False)),
        ((("0", "0"),), ("secrecy.listing-several", False)),
        ((("9",),), ("secrecy.listing-unknown", False)),
        ((("0",), ("Mat",)), ("secrecy.listing-classified", True)),
        ((("0", "Mat"),), ("secrecy.listing-classified", True)),
    ],
)
def test_a_listing_is_judged_by_the_same_rule(
    levels: tuple[tuple[str, ...], ...], expected: tuple[str, bool] | None
) -> None:
    result = gate.screen_level(levels, POLICY)
    assert (result and (result.code, result.marked)) == expected


#: Levels seen in the wild (Law 29/2018/QH14, Decree 30/2020 Annex I, vendor codes): none of them may open this gate.
SEEN = ["Mật", "Tối mật", "Tuyệt mật", "MẬT", "A", "B", "C", "2", "3", "4", "ToiMat", "TuyetMat", "NORMAL", "SECRET",
        "CONFIDENTIAL", "TOP_SECRET", "104", "Không", "null", "-1"]  # fmt: skip


@pytest.mark.parametrize("level", SEEN)
def test_no_level_that_is_not_listed_opens(level: str) -> None:
    assert verdict(message(level)) is not None


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="<&"), max_size=12))
def test_only_an_allow_listed_value_opens(level: str) -> None:
    from adapter.core.text import tidy

    opened = verdict(message(level)) is None
    assert opened == (tidy(level) in POLICY.open)


def test_what_the_gate_lets_through_is_the_message_itself() -> None:
    result = gate.screen(message("0"), POLICY)
    assert isinstance(result, Open)
    assert result.root.tag == "Document"
    assert "V/v" not in repr(result)
