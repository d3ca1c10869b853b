"""Time stamps of a real authority are taken and verified, by us and by openssl; everything else is refused by name."""

from __future__ import annotations

import dataclasses
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import authorities
import naive_log
import pytest
from authorities import Authority
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapter.anchors import anchor, der
from adapter.anchors import timestamp as anchors
from adapter.anchors.anchor import NotProven, Placed
from adapter.core.problems import Refusal
from adapter.wire import AdministratorNeeded, Later, Trouble

NOTE = naive_log.Log("nhat-ky.example/l1").grow("1", "2", "3").note()
MANUAL = Path(__file__).parents[2] / "docs" / "auditor.md"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authorities.made(tmp_path_factory.mktemp("tsa") / "real")


@pytest.fixture
def tsa(kept: Authority) -> Iterator[Authority]:
    with authorities.serving(dataclasses.replace(kept, heads=[])) as authority:
        yield authority


def options(authority: Authority, **more: object) -> dict[str, object]:
    return {"url": authority.url, "authority_bundle": str(authority.root), "timeout_s": 20, **more}


def place(authority: Authority, **more: object) -> Placed:
    def never(*_: int) -> list[bytes]:
        raise AssertionError

    return anchors.make("tsa", options(authority, **more), "x").place(NOTE, never)


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
def test_a_real_authority_stamps_a_checkpoint(tsa: Authority, digest: str) -> None:
    placed = place(tsa, digest=digest, policy=authorities.POLICY, username="nhiệm-vụ", password="mật-khẩu")
    assert abs(placed.at - datetime.now(UTC)) < timedelta(minutes=5)
    (heads,) = tsa.heads
    assert (heads["path"], heads["Content-Type"]) == ("/tsr/", "application/timestamp-query")
    assert heads["Authorization"].startswith("Basic ")
    assert anchors.verify(NOTE, placed.token, options(tsa)) is None
    assert anchors.verify(NOTE, placed.token, options(tsa, policy=authorities.POLICY)) is None
    assert anchors.make("tsa", options(tsa), "x").newest() is None


def test_the_command_in_the_manual_verifies_a_token(tsa: Authority, tmp_path: Path) -> None:
    """What the auditor's manual says is run as it stands there."""
    (command,) = re.findall(r"^(openssl ts -verify .*)$", MANUAL.read_text("utf-8"), re.MULTILINE)
    (tmp_path / "checkpoint").write_bytes(NOTE)
    (tmp_path / "1.token").write_bytes(place(tsa).token)
    (tmp_path / "authority.pem").write_bytes(tsa.root.read_bytes())
    for content, ends in ((NOTE, 0), (NOTE + b"x", 1)):
        (tmp_path / "checkpoint").write_bytes(content)
        done = subprocess.run(shlex.split(command), cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == ends, done.stderr
        assert ("Verification: OK" in done.stdout) == (ends == 0)


def test_a_stamp_that_is_far_ahead_is_not_taken(tsa: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchor, "AHEAD", timedelta(days=-1))
    with pytest.raises(AdministratorNeeded) as raised:
        place(tsa)
    assert raised.value.code == "anchor.no-moment"


BAD: dict[str, tuple[dict[str, object], type[Trouble], str]] = {
    "other data": ({"spoil_query": authorities.of_other_data}, AdministratorNeeded, "timestamp.other-data"),
    "other nonce": ({"spoil_query": authorities.with_other_nonce}, AdministratorNeeded, "timestamp.other-nonce"),
    "granted with mods": ({"spoil_reply": authorities.with_status(1)}, AdministratorNeeded, "timestamp.modified"),
    "rejected": ({"spoil_reply": authorities.with_status(2)}, AdministratorNeeded, "timestamp.rejected"),
    "waiting": ({"spoil_reply": authorities.with_status(3)}, AdministratorNeeded, "timestamp.rejected"),
    "truncated": ({"spoil_reply": lambda reply: reply[: len(reply) // 2]}, Later, "timestamp.malformed"),
    "empty": ({"spoil_reply": lambda _: b""}, Later, "timestamp.malformed"),
    "a page": ({"media_type": "text/html"}, Later, "peer.content-type"),
    "unavailable": ({"status": 503}, Later, "peer.status"),
    "log-in": ({"status": 401}, AdministratorNeeded, "peer.log-in"),
    "not there": ({"status": 404}, AdministratorNeeded, "peer.wrong-address"),
    "changed": ({"spoil_reply": lambda reply: reply[:-1] + bytes([reply[-1] ^ 1])}, AdministratorNeeded,
                "timestamp.not-trusted"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_every_bad_answer_has_its_code(tsa: Authority, bad: str) -> None:
    changes, kind, code = BAD[bad]
    for name, value in changes.items():
        setattr(tsa, name, value)
    with pytest.raises(Trouble) as raised:
        place(tsa)
    assert (type(raised.value), raised.value.code) == (kind, code)


def test_a_real_refusal_of_the_authority_is_told(tmp_path: Path) -> None:
    """This one does not know the digest that it is asked for."""
    with authorities.serving(authorities.made(tmp_path / "narrow", digests="sha256")) as authority:
        with pytest.raises(AdministratorNeeded) as raised:
            place(authority)
        assert (raised.value.code, raised.value.values) == ("timestamp.rejected", {"status": 2})
        assert place(authority, digest="sha256").token


def test_another_policy_is_refused(tsa: Authority) -> None:
    tsa.policy = authorities.OTHER_POLICY
    with pytest.raises(AdministratorNeeded) as raised:
        place(tsa, policy=authorities.POLICY)
    assert raised.value.code == "timestamp.other-policy"


@pytest.mark.parametrize("usage", ["extendedKeyUsage=timeStamping\n", "extendedKeyUsage=critical,codeSigning\n"])
def test_a_certificate_that_is_not_for_time_stamps_stamps_nothing(tmp_path: Path, usage: str) -> None:
    """The authority's own program refuses to run with it: so it signs with one that is, and shows the other one."""
    impostor = authorities.made(tmp_path / "impostor", usage=usage)
    with pytest.raises(subprocess.CalledProcessError):
        impostor.reply(anchors._request(NOTE, "sha512").as_bytes())


def test_a_token_of_an_authority_whose_certificate_had_ended_is_not_trusted(tmp_path: Path) -> None:
    late = authorities.made(tmp_path / "late", days="-1")
    token = late.reply(anchors._request(NOTE, "sha512").as_bytes())
    assert not_proven(NOTE, token, options(late))


@given(st.binary(max_size=200))
def test_what_is_no_answer_is_left_as_it_is(data: bytes) -> None:
    assert der.with_sorted_certificates(data) == data


def test_only_the_order_of_certificates_is_changed(token: bytes) -> None:
    put_in_order = der.with_sorted_certificates(token)
    assert sorted(put_in_order) == sorted(token)
    assert der.with_sorted_certificates(put_in_order) == put_in_order
    for at in range(len(token)):
        assert der.with_sorted_certificates(token[:at]) == token[:at]


def test_an_authority_of_another_root_is_not_trusted(tsa: Authority, tmp_path: Path) -> None:
    other = authorities.made(tmp_path / "other")
    token = place(tsa).token
    assert not_proven(NOTE, token, options(other))
    with pytest.raises(AdministratorNeeded) as raised:
        place(tsa, authority_bundle=str(other.root))
    assert raised.value.code == "timestamp.not-trusted"
    both = tmp_path / "both.pem"
    both.write_bytes(other.root.read_bytes() + tsa.root.read_bytes())
    assert anchors.verify(NOTE, token, options(tsa, authority_bundle=str(both))) is None


def test_a_kept_token_is_verified_against_its_checkpoint(tsa: Authority) -> None:
    token = place(tsa).token
    assert anchors.verify(NOTE + b"x", token, options(tsa)) == "timestamp.other-data"
    assert anchors.verify(NOTE, b"", options(tsa)) == "timestamp.malformed"
    assert anchors.verify(NOTE + b"x", token, {}) == "timestamp.other-data", "whoever stamped it"
    assert not_proven(NOTE, token, {})
    assert not_proven(NOTE, token, options(tsa, authority_bundle="/không/có"))
    assert not_proven(NOTE, token, options(tsa, policy=authorities.OTHER_POLICY))


def not_proven(note: bytes, token: bytes, given: dict[str, object]) -> bool:
    try:
        anchors.verify(note, token, given)
    except NotProven:
        return True
    return False


@pytest.fixture(scope="module")
def token(kept: Authority) -> bytes:
    return kept.reply(anchors._request(NOTE, "sha512").as_bytes())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_changed_token_breaks_the_reader_and_none_proves_another_note(
    kept: Authority, token: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(token) - 1))
    changed = token[:at] + data.draw(st.binary(max_size=3)) + token[at + data.draw(st.integers(0, 3)) :]
    with suppress(NotProven):
        code = anchors.verify(NOTE, changed, {"authority_bundle": str(kept.root)})
        assert code is None or code.startswith("timestamp.")
    assert anchors.verify(NOTE + b"x", changed, {"authority_bundle": str(kept.root)}) is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"authority_bundle": "/không/có"}, "connector.option-no-authority"),
        ({"authority_bundle": ""}, "connector.option-missing"),
        ({"policy": "1.x"}, "connector.option-no-oid"),
        ({"policy": "1"}, "connector.option-no-oid"),
        ({"digest": "md5"}, "connector.option-no-word"),
        ({"verifier": "x"}, "connector.option-unknown"),
    ],
)
def test_wrong_options_are_named(kept: Authority, tmp_path: Path, change: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        anchors.make("x", {"url": "http://127.0.0.1:1/", "authority_bundle": str(kept.root)} | change, "o")
    assert code in [problem.code for problem in refused.value.problems]
    for file in (kept.folder / "tsa.pem", kept.folder / "tsa.key"):
        with pytest.raises(Refusal):
            anchors.make("x", {"url": "http://127.0.0.1:1/", "authority_bundle": str(file)}, "o")
