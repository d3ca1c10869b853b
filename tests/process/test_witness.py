"""The shipped witness as a process, spoken to by a client that has nothing of ours; killed, raced, and led astray."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import naive_log
import pytest
import witnessed
from naive_log import Answer, Log, add, ask, cosigned
from witnesses import made, said, serving

from adapter.anchors import witness as anchors
from adapter.core.witnessing import Declined
from adapter.witness import place as places
from adapter.witness.cosigning import Signed, Witness

pytestmark = pytest.mark.process


def log_of(size: int, origin: str = "nhat-ky.example/l1") -> Log:
    return Log(origin).grow(*map(str, range(size)))


def read(url: str, log: Log) -> Answer:
    return ask(url, "GET", f"/{sha256(log.origin.encode()).hexdigest()}/checkpoint")


def test_three_commands_and_the_life_of_a_witnessed_log(tmp_path: Path) -> None:
    log, place = log_of(3), tmp_path / "w"
    key = said(place, "init", "--name", "so-noi-vu.example/w1").strip().splitlines()[-1]
    assert key.startswith("so-noi-vu.example/w1+")
    with serving(place) as service:
        assert add(service.url, log.body(0)).status == 404
        said(place, "add", "--log", log.vkey)
        first = add(service.url, log.body(0))
        assert (first.status, first.kind) == (200, "text/plain; charset=utf-8")
        assert cosigned(log.text(), first.body, key)
        again = add(service.url, log.body(0))
        assert (again.status, again.kind, again.body) == (409, "text/x.tlog.size", b"3\n")
        assert cosigned(log.text(), add(service.url, log.body(3)).body, key), "the same once more, with an empty proof"
        log.grow("3", "4")
        assert cosigned(log.text(), add(service.url, log.body(3)).body, key)
        newest = read(service.url, log)
        assert newest.body.startswith(log.note())
        assert cosigned(log.text(), newest.body.removeprefix(log.note()), key)
        assert read(service.url, log_of(1, "x")).status == 404
        said(place, "serve", "--listen", "127.0.0.1:0", code=75)
    told = json.loads(said(place, "show", "--json"))
    assert told["verifier"] == key
    assert [(row["log"], row["size"], row["refused"]) for row in told["logs"]] == [(log.origin, 5, 0)]
    assert service.process.returncode == 0
    assert Witness(place, places.key(place)).add(log.body(0)) == Declined(
        code="witness.other-size", status=409, size=5
    ), "another life begins where the last one ended"
    assert {file.stat().st_mode & 0o777 for file in place.rglob("*") if file.is_file()} == {0o600}


def test_a_second_history_signed_with_the_stolen_key_is_refused_and_kept(tmp_path: Path) -> None:
    log, place = log_of(6), tmp_path / "w"
    made(place, log)
    with serving(place) as service:
        assert add(service.url, log.body(0)).status == 200
        same_size, longer = log.fork(4, "khác", "5"), log.fork(4, "khác", "5", "6", "7")
        assert add(service.url, same_size.body(6)).status == 409
        assert add(service.url, same_size.body(0)).status == 409
        assert add(service.url, longer.body(6)).status == 422
        assert add(service.url, longer.body(0)).status == 409
        assert add(service.url, log.grow("6").body(6)).status == 200, "the honest log goes on"
        assert add(service.url, longer.body(7)).status == 422
    kept = sorted(file.read_bytes() for file in (place / "refused").iterdir())
    assert kept == sorted([same_size.note(), longer.note()])


def killed_at(place: Path, step: int, honest: bytes) -> Answer | None:
    with serving(place, KILL_AT=str(step)) as service:
        try:
            return add(service.url, honest)
        except (OSError, http.client.HTTPException):
            return None


def test_killed_at_every_step_it_never_signs_a_fork(tmp_path: Path) -> None:
    """Whatever left it before it died is known after it: the other history is refused, or the first one never was."""
    log, place = log_of(3), tmp_path / "w"
    key = made(place, log)
    assert isinstance(Witness(place, places.key(place)).add(log.body(0)), Signed)
    one, other = log.fork(3, "một"), log.fork(3, "hai", "ba")
    outcomes = []
    for step in range(1, 40):
        copy = shutil.copytree(place, tmp_path / f"w{step}")
        answer = killed_at(copy, step, one.body(3))
        held = answer is not None and cosigned(one.text(), answer.body, key) is not None
        after = Witness(copy, places.key(copy))
        forked, again = after.add(other.body(3)), after.add(one.body(4))
        signed_other = isinstance(forked, Signed) and cosigned(other.text(), forked.line, key) is not None
        assert not (held and signed_other), step
        assert not (signed_other and isinstance(again, Signed)), step
        outcomes.append((held, signed_other))
        shutil.rmtree(copy)
        if held:
            break
    assert outcomes[-1] == (True, False), "at last it lives to answer"
    assert outcomes[0] == (False, True), "dead before anything was written"
    assert (False, False) in outcomes, "dead between the disk and the answer"


def test_the_loop_finds_a_witness_that_answers_before_it_writes(tmp_path: Path) -> None:
    log, place = log_of(3), tmp_path / "w"
    key = made(place, log)
    one, other = log.fork(3, "một"), log.fork(3, "hai")
    with serving(place, SIGN_FIRST="1") as service:
        assert cosigned(one.text(), add(service.url, one.body(0)).body, key)
        service.process.kill()
    forked = Witness(place, places.key(place)).add(other.body(0))
    assert isinstance(forked, Signed), "both were signed"


def raced(place: Path, log: Log, rounds: int, **planted: str) -> int:
    """Ask for two histories at once, over and over; give how often both were signed."""
    both = 0
    with serving(place, **planted) as service, ThreadPoolExecutor(8) as pool:
        add(service.url, log.body(0))
        for number in range(rounds):
            old = len(log.leaves)
            sides = [log.fork(old, f"{number}a"), log.fork(old, f"{number}b", "c")]
            asked = pool.map(add, [service.url] * 8, [side.body(old) for side in sides] * 4)
            answers = [answer.status for answer in asked]
            good = [[status for status in answers[at::2] if status == 200] for at in (0, 1)]
            both += all(good)
            assert any(good)
            newest = read(service.url, log).body
            (log.leaves,) = [side.leaves for side in sides if newest.startswith(side.text().encode())]
    return both


def test_of_two_requests_with_the_same_old_size_one_is_signed(tmp_path: Path) -> None:
    log = log_of(1)
    made(tmp_path / "w", log)
    assert raced(tmp_path / "w", log, 4, SLOW_S="0.02") == 0


def test_the_race_finds_a_witness_without_its_lock(tmp_path: Path) -> None:
    log = log_of(1)
    made(tmp_path / "w", log)
    assert raced(tmp_path / "w", log, 4, SLOW_S="0.02", UNLOCKED="1") > 0


def test_bodies_are_bounded_in_size_and_time_and_silence_is_ended(tmp_path: Path) -> None:
    log = log_of(2)
    made(tmp_path / "w", log)
    with serving(tmp_path / "w", HEAD_WITHIN_S="0.3", BODY_WITHIN_S="0.3") as service:
        assert add(service.url, b"old 0\n" * 20_000).status == 413
        assert add(service.url, b"").status == 400
        assert ask(service.url, "GET", "/add-checkpoint").status == 405
        assert ask(service.url, "GET", "/../witness.key/checkpoint").status == 404
        parts = urlsplit(service.url)
        head = b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n"
        body = head + b"Content-Length: 9\r\n\r\nold"
        for opening, ending in ((b"", b""), (b"POST /add-che", b""), (head, b""), (body, b"HTTP/1.1 408")):
            with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20) as connection:
                connection.sendall(opening)
                assert connection.recv(12) == ending
        assert add(service.url, log.body(0)).status == 200, "and others are served"


def test_who_asks_too_often_has_to_wait(tmp_path: Path) -> None:
    log = log_of(2)
    made(tmp_path / "w", log)
    with serving(tmp_path / "w", EACH="3") as service:
        statuses = [add(service.url, log.body(0)).status for _ in range(5)]
        assert statuses[:3] == [200, 409, 409]
        assert 429 in statuses
        time.sleep(1.1)
        assert add(service.url, log.body(2)).status == 200


def test_a_damaged_state_signs_nothing_and_its_lines_name_no_log(tmp_path: Path) -> None:
    log, other, place = log_of(2), log_of(3, "nhat-ky.example/l2"), tmp_path / "w"
    made(place, log, other)
    with serving(place) as service:
        assert add(service.url, log.body(0)).status == 200
        (file,) = (place / "cosigned").iterdir()
        file.write_bytes(file.read_bytes().replace(b"\n2\n", b"\n1\n"))
        assert add(service.url, log.body(2)).status == 500
        assert read(service.url, log).status == 500
        assert add(service.url, other.body(0)).status == 200, "the others are signed as before"
        add(service.url, b"old x\n\n" + log.note())
        shutil.rmtree(place / "cosigned")
        assert add(service.url, log.body(0)).status == 500, "what was signed is unknown: nothing is"
        service.process.terminate()
        _, err = service.process.communicate(timeout=20)
    lines = [json.loads(line) for line in err.splitlines()]
    assert {"witness_cosigned", "witness_failed", "witness_declined"} <= {line["event"] for line in lines}
    for leak in ("nhat-ky", naive_log.b64(naive_log.tree(log.leaves)), "dropped", "127.0.0.1"):
        assert leak not in err


def test_our_own_witness_cosigns_and_is_read(tmp_path: Path) -> None:
    log = log_of(0)
    key = made(tmp_path / "w", log)
    with serving(tmp_path / "w", EACH="100000") as service:
        at = witnessed.anchor(service.url, key)
        witnessed.lives(log, at, key)
        fork = log.fork(20, "khác", *map(str, range(21, 40)))
        assert witnessed.trouble(lambda: witnessed.place(fork, at)).code == "witness.other-history"
        assert witnessed.trouble(lambda: witnessed.place(fork, at, 33)).code == "witness.other-history"
        beyond = witnessed.trouble(lambda: witnessed.place(log, at, 20))
        assert (beyond.code, beyond.values) == ("witness.beyond", {"known": 33, "size": 20})
        assert witnessed.trouble(lambda: witnessed.place(log_of(40), at)).code == "witness.other-log-key"
        other = anchors.make("x", {"url": service.url, "verifier": key}, "nhat-ky.example/l2")
        second = Log("nhat-ky.example/l2").grow("1")
        assert witnessed.trouble(lambda: witnessed.place(second, other)).code == "witness.unknown-here"
