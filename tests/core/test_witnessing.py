"""What is asked of a witness has the form of C2SP, and nothing is cosigned that does not go on from the last."""

from __future__ import annotations

import naive_log
import pytest
from hypothesis import given
from hypothesis import strategies as st
from public_witnesses import COSIGNED, PUBLISHED, SERVED

from adapter.core import notes, tlog, witnessing
from adapter.core.notes import NoteRefused
from adapter.core.tlog import Checkpoint
from adapter.core.witnessing import Declined, Request
from adapter.store.signing import verify

# The example of the specification of witnesses.
REQUEST = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa \
opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()
ANSWER = """\
— witness.example/w1 \
CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
— witness.example/w1 \
I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
— witness.example/w2 \
AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
""".encode()


def test_the_example_of_the_specification_is_read_and_written_again() -> None:
    asked = witnessing.read(REQUEST)
    assert (asked.request.old, len(asked.request.proof), asked.checkpoint.size) == (20852014, 4, 20852163)
    assert witnessing.write(asked.request) == REQUEST
    lines = notes.parse(asked.request.note + ANSWER).signatures
    assert [(line.name, len(line.value)) for line in lines[2:]] == [
        ("witness.example/w1", 72), ("witness.example/w1", 72), ("witness.example/w2", 72),
    ]  # fmt: skip


@pytest.mark.parametrize("published", PUBLISHED)
def test_what_public_witnesses_signed_is_verified(published: str) -> None:
    witness = notes.verifier(published)
    assert str(witness) == published
    ((signature, at),) = witnessing.cosignatures(SERVED, COSIGNED, witness, verify)
    assert at == 0x6A122120
    assert signature.name == witness.name
    assert naive_log.cosigned(notes.parse(SERVED).text, COSIGNED, published) == at
    for changed in (SERVED.replace(b"1432088532", b"1432088533"), SERVED.replace(b"U7WM", b"U7WN")):
        with pytest.raises(NoteRefused):
            witnessing.cosignatures(changed, COSIGNED, witness, verify)


def test_an_answer_cannot_bring_another_text_along() -> None:
    witness = notes.verifier(PUBLISHED[2])
    for answer in (b"", COSIGNED.replace(b"remora.n621.de", b"remora.n621.xx")):
        with_nothing = witnessing.cosignatures(SERVED, answer, witness, verify) if answer else []
        assert with_nothing == []
    for answer in (b"x", b"\n" + COSIGNED, b"more\n\n" + COSIGNED, COSIGNED[:-1], b"<html>\n"):
        with pytest.raises(NoteRefused):
            witnessing.cosignatures(SERVED, answer, witness, verify)


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"old 0", b"old 0\n", b"old 0\n\n", REQUEST.replace(b"old 2", b"old 02"), REQUEST.replace(b"old ", b"old"),
        REQUEST.replace(b"old ", b"old  "), REQUEST.replace(b"old ", b"old -"), REQUEST.replace(b"PlRN", b"PlR"),
        REQUEST.replace(b"kaw=\n", b"kaw=\r\n"), REQUEST.replace(b"kaw=\n", b"kaw=\n\n"), REQUEST[:-1],
        REQUEST.replace(b"old 20852014\n", b"old 20852014\n" + b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 60),
        REQUEST.replace(b"20852163", b"020852163"), REQUEST.replace(b"20852014", b"\xd9\xa1"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused(broken: bytes) -> None:
    with pytest.raises(NoteRefused):
        witnessing.read(broken)


LOG = naive_log.Log("nhat-ky.example/l1").grow(*map(str, range(20)))
KEY = [notes.verifier(LOG.vkey)]


def judged(body: bytes, last: Checkpoint | None, keys: list[notes.Verifier] = KEY) -> Declined | None:
    return witnessing.judge(witnessing.read(body), keys, last, verify)


def state(log: naive_log.Log, size: int) -> Checkpoint | None:
    return tlog.checkpoint(log.text(size)) if size else None


def test_every_way_to_go_on_is_cosigned_and_every_fork_is_not() -> None:
    """All pairs of sizes, with an honest log and with one that differs in any entry that was cosigned."""
    for known in range(13):
        last = state(LOG, known)
        for size in range(known, 13):
            assert judged(LOG.body(known, size), last) is None
            for at in range(known):
                fork = LOG.fork(at, "khác", *map(str, range(at + 1, 20)))
                declined = judged(fork.body(known, size), last)
                assert declined is not None
                assert declined.status == (409 if size == known else 422)
                assert declined.signed


def test_each_refusal_has_the_status_of_the_specification() -> None:
    last, stranger = state(LOG, 5), naive_log.Log(LOG.origin).grow("1", "2")
    unsigned = LOG.body(5, 9).replace(b"\n9\n", b"\n8\n")
    told = {
        "unknown": judged(LOG.body(5, 9), last, []),
        "stranger": judged(stranger.body(0), None),
        "wrong": judged(unsigned, last),
        "old": judged(LOG.body(0, 9), last),
        "ahead": judged(LOG.body(7, 9), last),
        "back": judged(LOG.body(9, 4), last),
        "proof": judged(LOG.body(5, 9).replace(b"old 5\n", b"old 5\n" + b"A" * 43 + b"=\n"), last),
        "no proof": judged(witnessing.write(Request(old=5, proof=(), note=LOG.note(9))), last),
        "first": judged(LOG.fork(0, "khác").body(0), None),
        "proof of nothing": judged(witnessing.write(Request(old=0, proof=(bytes(32),), note=LOG.note(9))), None),
    }
    found = {name: one and (one.status, one.size, one.signed) for name, one in told.items()}
    assert found == {
        "unknown": (404, None, False), "stranger": (403, None, False), "wrong": (403, None, False),
        "old": (409, 5, False), "ahead": (409, 5, False), "back": (400, None, False), "proof": (422, None, True),
        "no proof": (422, None, True), "first": None, "proof of nothing": (422, None, True),
    }  # fmt: skip


def test_an_empty_log_has_one_root_only() -> None:
    assert judged(LOG.body(0, 0), None) is None
    other = f"{LOG.origin}\n0\n{naive_log.b64(bytes(32))}\n"
    signature = naive_log.key_id(LOG.origin, 1, LOG.public) + LOG.key.sign(other.encode())
    declined = judged(f"old 0\n\n{other}\n— {LOG.origin} {naive_log.b64(signature)}\n".encode(), None)
    assert declined is not None
    assert (declined.status, declined.signed) == (409, True)


@given(st.binary(max_size=300) | st.builds(lambda at, byte: REQUEST[:at] + byte + REQUEST[at + 1 :],
       st.integers(0, len(REQUEST) - 1), st.binary(max_size=2)))  # fmt: skip
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    try:
        asked = witnessing.read(data)
    except NoteRefused:
        return
    assert witnessing.write(asked.request) == data


def test_the_size_in_an_answer_is_read_strictly() -> None:
    assert [witnessing.size(body) for body in (b"0\n", b"20852163\n")] == [0, 20852163]
    broken = (b"", b"1", b"01\n", b"-1\n", b"1\n\n", b" 1\n", b"x\n", b"9" * 40 + b"\n")
    assert {witnessing.size(body) for body in broken} == {None}
