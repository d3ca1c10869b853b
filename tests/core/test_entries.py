"""An entry is one canonical line of a closed kind, and nothing else passes for one."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import histories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import entries
from adapter.core.entries import KINDS, Draft, EntryRefused

AT = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
HANDLE, DIGEST = "0123456789abcdef" * 2, "0123456789abcdef" * 4

SAMPLES: dict[str, object] = {
    "code": "secrecy.unknown",
    "commitment": DIGEST,
    "count": 0,
    "day": "2026-02-28",
    "digest": DIGEST,
    "handle": HANDLE,
    "integer": -1,
    "list of digest": [DIGEST],
    "list of handle": [HANDLE],
    "list of name": ["QNG-001", "QNG-002"],
    "list of object of group, members, role": [{"group": "QNG-G1", "members": 96, "role": "lead"}],
    "list of object of n, on": [{"n": 2, "on": "2026-02-28"}],
    "list of setting": ["sources.qlvb.every_s"],
    "moment": "2026-03-02T04:05:06Z",
    "name": "Quyết định 1",
    "object of code, due_on, completed_on, lacking, quality": {"code": "done-late", "lacking": []},
    "reckoning": {"count": 5, "from": "2026-02-28", "unit": "working-days"},
    "object of numbers, apart": {"numbers": 4},
    "object of size, root, digest": {"size": 9, "root": DIGEST, "digest": DIGEST},
    "origin": f"nhiemvu/{HANDLE}",
    "position": 1,
    "verifier key": f"nhiemvu/{HANDLE}+01234567+{'A' * 44}",
    "version": "0.1.0",
}

BAD: dict[str, list[object]] = {
    "code": ["", "A", "a..b", "a.", "a b", "a" * 101, 1],
    "commitment": [HANDLE, DIGEST.upper(), DIGEST + "\n", 1, None],
    "count": [-1, 2**53, True, 1.0, "1"],
    "day": ["2026-02-30", "20260228", "2026-2-8", "2026-W09-6", "٢٠٢٦-٠٢-٢٨", 20260228],
    "digest": ["0x" + DIGEST[2:], DIGEST[1:]],
    "handle": [DIGEST, HANDLE.upper(), HANDLE[1:] + "g"],
    "integer": [2**53, -(2**53), False, "1"],
    "list of digest": [[DIGEST[1:]], DIGEST, {}, [[DIGEST]], (DIGEST,)],
    "list of handle": [[DIGEST], HANDLE, [1]],
    "list of name": [["a", 1], [""], "a"],
    "list of object of group, members, role": [
        [{"group": "QNG-G1", "members": 0, "role": "lead"}],
        [{"group": "QNG-G1", "members": 1, "role": "both"}],
        [{"group": "QNG-G1", "role": "lead"}],
        [{}],
    ],
    "list of object of n, on": [
        [{"n": 1}],
        [{"n": 1, "on": "2026-02-28", "x": 1}],
        [{"n": -1, "on": "2026-02-28"}],
        [1],
    ],
    "list of setting": [["sources..x"], ["mật khẩu"], ["a.b "], ["a" * 201], "a"],
    "name": ["", " a", "a ", "a\nb", "a\u200bb", "x" * 65, 1, "\ud800"],
    "moment": ["2026-03-02T04:05:06", "2026-03-02T04:05:06+00:00", "2026-02-30T00:00:00Z", 1],
    "object of code, due_on, completed_on, lacking, quality": [
        {"code": "done-late"},
        {"code": "done", "lacking": []},
        {"code": "done-late", "lacking": ["quality"]},
        {"code": "done-late", "lacking": [], "due_on": ""},
    ],
    "reckoning": [{"count": 5}, {"count": -1, "from": "2026-02-28", "unit": "days"}, []],
    "object of numbers, apart": [{}, {"apart": 1}, {"numbers": True}, {"numbers": 1, "x": 1}, []],
    "origin": [HANDLE, "nhiemvu/", f"x/{HANDLE}"],
    "position": [0, -1, True, "1"],
    "version": ["", "-1", "1 0"],
}


def sample(kind: str, *, whole: bool = True) -> dict[str, Any]:
    """Make an entry of a kind: with all its keys, or with those it has to have."""
    forms = {key: form for key, form in KINDS[kind].forms.items() if whole or not form.optional}
    entry: dict[str, Any] = {
        key: form.name.split(" | ")[0] if " | " in form.name or form.name not in SAMPLES else SAMPLES[form.name]
        for key, form in forms.items()
    }
    caused = {"cause": 3} if KINDS[kind].caused else {}
    return entry | {"at": "2026-03-02T04:05:06Z", "format": 1, "kind": kind} | caused


def line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def code(data: bytes) -> str:
    with pytest.raises(EntryRefused) as refused:
        entries.decode(data)
    return refused.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_out_and_comes_back(kind: str) -> None:
    for whole in (True, False):
        entry = sample(kind, whole=whole)
        body = {key: value for key, value in entry.items() if key not in ("at", "format", "kind", "cause")}
        draft = Draft(kind=kind, body=body)
        data = entries.encode(draft, at=AT, under=[5, 4, 5], cause=entry.get("cause"))
        assert entries.decode(data) == entry | {"under": [4, 5]}
        assert data == line(entry | {"under": [4, 5]})
        assert entries.leaf(data) == sha256(b"\x00" + data).digest()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_every_kind_is_needed_known_and_in_form(kind: str) -> None:
    entry = sample(kind)
    entries.check(entry)
    assert code(line(entry | {"unheard-of": 1})) == "entry.unknown-key"
    for key, form in KINDS[kind].forms.items():
        without = {name: value for name, value in entry.items() if name != key}
        if form.optional:
            entries.check(without)
        else:
            assert code(line(without)) == "entry.missing-key"
        for bad in [*BAD.get(form.name, ["", "no-such-word"]), None, 1.5, True, {}, "\n"]:
            with pytest.raises(EntryRefused, match=r"entry\.form"):
                entries.check(entry | {key: bad})


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_that_every_entry_has(kind: str) -> None:
    entry = sample(kind)
    for at in ("2026-03-02T04:05:06", "2026-03-02 04:05:06Z", "2026-02-30T04:05:06Z", "2026-03-02T24:05:06Z", 1, None):
        assert code(line(entry | {"at": at})) == "entry.form"
    for bad in (0, 2, "1", True, None, [1]):
        assert code(line(entry | {"format": bad})) == "entry.unknown-format"
    for under in ([], [1, 1], [2, 1], [-1], ["1"], 1, [True]):
        assert code(line(entry | {"under": under})) == "entry.form"
    for cause in (-1, "1", True, None):
        assert code(line(entry | {"cause": cause})) == "entry.form"
    if KINDS[kind].caused:
        entry.pop("cause")
        assert code(line(entry)) == "entry.missing-key"
    elif not KINDS[kind].causes:
        assert code(line(entry | {"cause": 0})) == "entry.form"


@pytest.mark.parametrize("kind", ["", "pushed", 1, None, ["opened"], {}])
def test_other_kinds_are_refused(kind: object) -> None:
    assert code(line(sample("opened") | {"kind": kind})) == "entry.unknown-kind"


GOOD = line(sample("raised"))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "entry.not-json"),
        (b"[]", "entry.not-json"),
        (b"1", "entry.not-json"),
        (GOOD + b"\n", "entry.not-canonical"),
        (b" " + GOOD, "entry.not-canonical"),
        (GOOD.replace(b":", b": ", 1), "entry.not-canonical"),
        (GOOD.replace(b"raised", b"r\\u0061ised"), "entry.not-canonical"),
        (GOOD.replace(b'"format":1', b'"format":1,"format":1'), "entry.not-canonical"),
        (GOOD.replace(b'"format":1', b'"format":1.0'), "entry.unknown-format"),
        (b'{"kind":"raised",' + GOOD.replace(b',"kind":"raised"', b"")[1:], "entry.not-canonical"),
        (GOOD.decode().encode("utf-16"), "entry.not-json"),
        (b"\xef\xbb\xbf" + GOOD, "entry.not-json"),
        (GOOD.replace(b"raised", b"r\xffised"), "entry.not-json"),
        (b"[" * 60_000, "entry.not-json"),
        (b'{"format":' + b"9" * 5000 + b"}", "entry.not-json"),
        (b'{"format":NaN}', "entry.unknown-format"),
        (b"x" * 65_536, "entry.too-long"),
    ],
)
def test_bytes_that_are_not_exactly_an_entry_are_refused(data: bytes, wanted: str) -> None:
    assert code(data) == wanted


def test_an_entry_has_at_most_65535_bytes() -> None:
    body: dict[str, object] = {"payloads": [DIGEST] * 900, "reason": "raised"}
    entries.encode(Draft(kind="erased", body=body), at=AT, cause=0)
    with pytest.raises(EntryRefused, match=r"entry\.too-long"):
        entries.encode(Draft(kind="erased", body=body | {"payloads": [DIGEST] * 1000}), at=AT, cause=0)


@pytest.mark.parametrize("value", [1.5, True, None, {"a": 1}, object()])
def test_what_no_entry_may_hold_is_a_fault_of_our_own(value: object) -> None:
    with pytest.raises(AssertionError):
        entries.encode(Draft(kind="raised", body={"document": value}), at=AT)
    with pytest.raises(AssertionError):
        entries.encode(Draft(kind="raised", body={"document": HANDLE}), at=AT.replace(tzinfo=None))


def test_a_refusal_says_nothing_of_the_value() -> None:
    with pytest.raises(EntryRefused) as refused:
        entries.check(sample("raised") | {"document": "CHIM BÁO BÃO", "CHIM BÁO BÃO": 1})
    assert "CHIM" not in str(refused.value) + str(refused.value.values)


@given(st.binary(max_size=60), st.binary(min_size=16, max_size=16))
def test_a_payload_is_committed_to_with_its_salt(content: bytes, salt: bytes) -> None:
    payload = entries.seal(content, salt)
    assert payload.commitment == sha256(salt + content).hexdigest() == entries.commit(content, salt)
    assert "content" not in repr(payload)


def test_a_salt_has_sixteen_bytes() -> None:
    with pytest.raises(AssertionError):
        entries.seal(b"", b"short")


def test_commitments_are_the_keys_that_commit() -> None:
    named = {kind: KINDS[kind].commitments for kind in KINDS if KINDS[kind].commitments}
    assert named == {
        "activated": ("note",),
        "rekeyed": ("note",),
        "purged": ("note",),
        "succeeded": ("note",),
        "received": ("body",),
        "issued": ("texts",),
        "assigned": ("texts",),
        "held": ("reference",),
        "reported": ("texts",),
        "transferred": ("texts",),
        "push_switched": ("note",),
        "push_ruled": ("note",),
        "rewound": ("note",),
        "forced": ("note",),
        "reassigned": ("note",),
        "reread": ("note",),
        "edited": ("texts",),
        "item_ruled": ("note",),
        "objected": ("texts",),
        "objection_recorded": ("note",),
        "started": ("note",),
        "acted": ("note",),
        "cycle": ("unmatched",),
    }
    assert entries.commitments(sample("held")) == [DIGEST]
    assert entries.commitments(sample("erased")) == []


@given(st.integers(0, 2**32), st.integers(0, 255), st.integers(0, 10_000))
def test_a_changed_byte_is_another_leaf_or_no_entry(seed: int, byte: int, place: int) -> None:
    draft = random.Random(seed).choice([draft for batch in histories.told(1, 30) for draft in batch.drafts])
    if draft.kind == "activated":
        return
    data = bytearray(entries.encode(draft, at=AT, cause=0 if KINDS[draft.kind].causes else None))
    before = entries.leaf(bytes(data))
    place %= len(data)
    if data[place] != byte:
        data[place] = byte
        assert entries.leaf(bytes(data)) != before
        try:
            decoded = entries.decode(bytes(data))
        except EntryRefused:
            return
        assert entries.line(decoded) == bytes(data)
