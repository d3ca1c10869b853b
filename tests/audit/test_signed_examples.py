"""What `docs/log-format.md` and `docs/auditor.md` show is what the program writes and what openssl accepts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapter.core import entries, merkle, notes, proofs, tlog
from adapter.core.notes import Signature, Verifier
from adapter.store import signing

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "log-format.md").read_text("utf-8")
LINES = {int(seq): line.encode() for seq, line in re.findall(r"^```entry (\d+)\n(.+)\n```$", PAGE, re.MULTILINE)}


def block(name: str) -> bytes:
    found = re.search(rf"^```{name}\n((?s:.+?))^```$", PAGE, re.MULTILINE)
    assert found is not None
    return found[1].encode()


def test_the_checkpoint_of_the_example_is_what_its_key_signs() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    leaves = [entries.leaf(LINES[seq]) for seq in range(3)]
    origin = entries.decode(LINES[0])["origin"]
    verifier = Verifier(name=origin, public=secret.public_key().public_bytes_raw())
    assert f"`{verifier}`" in PAGE
    text = tlog.Checkpoint(origin=origin, size=3, root=merkle.root(leaves)).text
    made = Signature(name=origin, key_id=verifier.key_id, value=secret.sign(text.encode()))
    assert notes.written(text, [made]) == block("checkpoint")
    proof = tlog.read_proof(block("proof"))
    assert proof.checkpoint == block("checkpoint")
    assert proof.extra == LINES[0]
    assert proofs.includes(proof.path, 0, leaves[0], 3, merkle.root(leaves))


def test_the_lone_verifier_accepts_the_proof_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "entry.tlog-proof"
    file.write_bytes(block("proof"))
    found = re.search(r"`(nhiemvu/\S+\+\S+\+\S+)`", PAGE)
    assert found is not None
    line = [sys.executable, "-I", ROOT / "adapter" / "audit" / "verify_log.py", "--key", found[1], "--proof", file]
    done = subprocess.run(line, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("good", [True, False])
def test_the_manual_checks_a_signature_by_hand(tmp_path: Path, *, good: bool) -> None:
    key = signing.make(tmp_path, tmp_path / "log.key", "nhiemvu/" + "ab" * 16)
    note = key.sign(tlog.Checkpoint(origin=key.verifier.name, size=7, root=bytes(32)).text)
    (tmp_path / "checkpoint").write_bytes(note if good else note.replace(b"\n7\n", b"\n8\n"))
    manual = (ROOT / "docs" / "auditor.md").read_text("utf-8")
    found = re.search(r"^```sh\n((?s:.+?))^```$", manual, re.MULTILINE)
    assert found is not None
    script = found[1].replace("/tmp/", f"{tmp_path}/")
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=tmp_path,
        env={"KEY": str(key.verifier), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) == good, done.stderr
