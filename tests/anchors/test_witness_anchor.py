"""Our client and a witness that others wrote understand each other, and a bad answer is told by its code."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import naive_witness
import pytest
from naive_log import Log
from naive_witness import Reply, Witness
from witnessed import anchor, lives, log_of, place, trouble

from adapter.anchors import witness as anchors
from adapter.anchors.anchor import NotProven
from adapter.core import notes
from adapter.core.problems import Refusal
from adapter.wire import AdministratorNeeded, Later, Trouble


@pytest.fixture
def theirs() -> Iterator[Witness]:
    with naive_witness.serving(Witness()) as witness:
        yield witness


def test_a_witness_of_others_cosigns_and_is_read(theirs: Witness) -> None:
    log = log_of(0)
    theirs.watch(log)
    lives(log, anchor(theirs.url, theirs.vkey), theirs.vkey)
    assert theirs.bodies[0].startswith(b"old 0\n\nnhat-ky.example/l1\n1\n")


def test_a_second_history_is_told_whatever_the_witness_answers(theirs: Witness) -> None:
    """Some answer a conflict of roots with the size that was claimed, some without any size."""
    log = log_of(6)
    theirs.watch(log)
    at = anchor(theirs.url, theirs.vkey)
    place(log, at)
    fork = log.fork(2, "khác", *map(str, range(3, 9)))
    assert [trouble(lambda n=n: place(fork, at, n)).code for n in (6, 9)] == ["witness.other-history"] * 2  # type: ignore[misc]
    theirs.spoil = lambda reply, _: (409, "text/x.tlog.size", b"6\n") if reply[0] == 409 else reply
    told = trouble(lambda: place(fork, at, 6))
    assert (type(told), told.code) == (AdministratorNeeded, "witness.other-history")


def spoilt(status: int, kind: str, body: bytes) -> Callable[[Reply, bytes], Reply]:
    return lambda _, __: (status, kind, body)


STRANGER = Witness("witness.example/w1")
TEXT = log_of(3).text()


@pytest.mark.parametrize(
    ("spoil", "kind", "code"),
    [
        (spoilt(200, "text/plain", b""), AdministratorNeeded, "witness.not-cosigned"),
        (spoilt(200, "text/html", b"<p>Welcome"), AdministratorNeeded, "witness.not-cosigned"),
        (spoilt(200, "text/plain", STRANGER.sign(TEXT)), AdministratorNeeded, "witness.not-cosigned"),
        (spoilt(200, "text/plain", b"\n" + STRANGER.sign(TEXT)), AdministratorNeeded, "witness.not-cosigned"),
        (lambda reply, _: (*reply[:2], reply[2][:-20]), AdministratorNeeded, "witness.not-cosigned"),
        (spoilt(403, "text/plain", b"no"), AdministratorNeeded, "witness.other-log-key"),
        (spoilt(404, "text/html", b"<p>"), AdministratorNeeded, "witness.unknown-here"),
        (spoilt(422, "text/plain", b""), AdministratorNeeded, "witness.other-history"),
        (spoilt(409, "text/plain", b"3\n"), AdministratorNeeded, "witness.other-history"),
        (spoilt(409, "text/x.tlog.size", b"3"), Later, "witness.unclear"),
        (spoilt(409, "text/x.tlog.size", b"4\n"), AdministratorNeeded, "witness.beyond"),
        (spoilt(400, "text/plain", b""), AdministratorNeeded, "peer.wrong-address"),
        (spoilt(401, "text/plain", b""), AdministratorNeeded, "peer.log-in"),
        (spoilt(302, "text/plain", b""), AdministratorNeeded, "peer.redirected"),
        (spoilt(429, "text/plain", b""), Later, "peer.status"),
        (spoilt(500, "text/plain", b""), Later, "peer.status"),
        (spoilt(200, "text/plain", b"x" * 300_000), Later, "peer.too-big"),
    ],
)  # fmt: skip
def test_every_bad_answer_has_its_code(
    theirs: Witness, spoil: Callable[[Reply, bytes], Reply], kind: type[Trouble], code: str
) -> None:
    log = log_of(3)
    theirs.watch(log)
    theirs.spoil = spoil
    raised = trouble(lambda: place(log, anchor(theirs.url, theirs.vkey)))
    assert (type(raised), raised.code) == (kind, code)


def test_a_signature_of_another_checkpoint_or_of_an_older_one_is_none(theirs: Witness) -> None:
    log = log_of(3)
    theirs.watch(log)
    theirs.spoil = lambda _, __: (200, "text/plain", theirs.sign(log.text(2)))
    assert trouble(lambda: place(log, anchor(theirs.url, theirs.vkey))).code == "witness.not-cosigned"
    theirs.known.clear()
    theirs.spoil = lambda reply, _: (*reply[:2], STRANGER.sign(log.text()) + theirs.sign(log.text(), 5) + reply[2])
    placed = place(log, anchor(theirs.url, theirs.vkey))
    assert placed.at.year > 2000, "the newest of several"
    assert len(notes.parse(placed.token).signatures) == 2, "the log's and the witness's, nobody else's"


FAR = {"never": 2**62, "year-9999": 253_402_300_799, "ahead": int(time.time()) + 2 * 86_400}


@pytest.mark.parametrize("at", FAR.values(), ids=FAR)
def test_a_moment_that_is_none_or_far_ahead_is_not_taken(theirs: Witness, at: int) -> None:
    log = log_of(3)
    theirs.watch(log)
    theirs.spoil = lambda reply, _: (*reply[:2], theirs.sign(log.text(), at))
    raised = trouble(lambda: place(log, anchor(theirs.url, theirs.vkey)))
    assert (type(raised), raised.code) == (AdministratorNeeded, "anchor.no-moment")


def test_a_log_that_is_being_witnessed_by_two_at_once_comes_back_later(theirs: Witness) -> None:
    log = log_of(9)
    theirs.watch(log)
    sizes = iter((2, 5))
    theirs.spoil = lambda _, __: (409, "text/x.tlog.size", b"%d\n" % next(sizes))
    told = trouble(lambda: place(log, anchor(theirs.url, theirs.vkey)))
    assert (type(told), told.code, len(theirs.bodies)) == (Later, "witness.overtaken", 2)


@pytest.mark.parametrize("status", [404, 405, 410, 501])
def test_a_witness_that_cannot_be_asked_holds_nothing_that_is_known(theirs: Witness, status: int) -> None:
    theirs.spoil = spoilt(status, "text/html", b"<p>")
    assert anchor(theirs.url, theirs.vkey).newest() is None


def test_what_it_shows_has_to_bear_its_own_signature(theirs: Witness) -> None:
    log = log_of(3)
    at = anchor(theirs.url, theirs.vkey)
    other = Log("nhat-ky.example/l2").grow("1")
    for shown in (b"", b"<p>Welcome", log.note(), log.note() + STRANGER.sign(log.text()),
                  log.note() + theirs.sign(log.text(2)), other.note() + theirs.sign(other.text())):  # fmt: skip
        theirs.spoil = spoilt(200, "text/plain", shown)
        assert trouble(at.newest).code == "witness.not-cosigned"
    theirs.spoil = spoilt(503, "text/plain", b"")
    assert isinstance(trouble(at.newest), Later)


def test_a_kept_token_is_verified_against_its_checkpoint_and_the_named_witness(theirs: Witness) -> None:
    log = log_of(4)
    theirs.watch(log)
    token = place(log, anchor(theirs.url, theirs.vkey)).token
    options = {"verifier": theirs.vkey}
    assert anchors.verify(log.note(), token, options) is None
    assert anchors.verify(log.note(3), token, options) == "witness.other-checkpoint"
    assert anchors.verify(log.note(3), token, {"verifier": STRANGER.vkey}) == "witness.other-checkpoint"
    for newer in ({"verifier": STRANGER.vkey}, {"verifier": "x"}, {}):
        with pytest.raises(NotProven):
            anchors.verify(log.note(), token, newer)
    for at in range(len(token)):
        spoilt_token = bytes((*token[:at], token[at] ^ 1, *token[at + 1 :]))
        if spoilt_token.split(b"\n\n")[0] != log.text().encode()[:-1] or at > len(log.note()):
            assert not is_proven(log.note(), spoilt_token, options), at
    wrong = notes.parse(token)
    last = wrong.signatures[-1]
    changed = replace(last, value=last.value[:-1] + bytes([last.value[-1] ^ 1]))
    spoilt_token = notes.written(wrong.text, [*wrong.signatures[:-1], changed])
    assert anchors.verify(log.note(), spoilt_token, options) == "witness.not-cosigned", "its own key, wrongly"


def is_proven(note: bytes, token: bytes, options: dict[str, str]) -> bool:
    try:
        return anchors.verify(note, token, options) is None
    except NotProven:
        return False


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"verifier": log_of(1).vkey}, "connector.option-no-witness-key"),
        ({"verifier": "x"}, "connector.option-no-witness-key"),
        ({"verifier": ""}, "connector.option-missing"),
        ({"url": "ftp://x/"}, "connector.option-no-url"),
        ({"urls": "http://x/"}, "connector.option-unknown"),
    ],
)
def test_wrong_options_are_named(change: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        anchors.make("x", {"url": "http://127.0.0.1:1/", "verifier": STRANGER.vkey} | change, "o")
    assert code in [problem.code for problem in refused.value.problems]


def test_the_log_in_goes_to_the_witness_and_not_to_another_monitor() -> None:
    given = {"url": "https://w.example/x/", "username": "u", "password": "p", "monitoring_url": "https://m.example/"}
    made_so = anchors.make("x", {**given, "verifier": STRANGER.vkey}, "o")
    assert (made_so.reach.username, made_so.monitoring.username, made_so.monitoring.url) == (
        "u",
        "",
        "https://m.example/",
    )
