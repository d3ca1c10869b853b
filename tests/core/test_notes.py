"""Notes are those of C2SP: what others signed is read, and nothing that differs in a byte."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from adapter.core import notes
from adapter.core.notes import NoteRefused, Signature, Verifier

# The key and the note of the reference implementation.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = (TEXT + "\n" + LINE).encode()
PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

# The example of the specification of signed notes.
QUASIMODO = """\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore \
NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


PETER = notes.verifier(KEY)


def test_a_note_that_others_signed_is_read() -> None:
    note = notes.opened(NOTE, [PETER], verify)
    assert note.text == TEXT
    assert str(PETER) == KEY
    assert [signed.at for signed in notes.signed_by(note, [PETER], verify)] == [None]
    assert notes.written(note.text, note.signatures) == NOTE


def test_our_signature_is_the_published_one() -> None:
    """Ed25519 signs a text in one way only (RFC 8032)."""
    secret = Ed25519PrivateKey.from_private_bytes(base64.b64decode(PRIVATE)[1:])
    made = Signature(name=PETER.name, key_id=PETER.key_id, value=secret.sign(TEXT.encode()))
    assert notes.written(TEXT, [made]) == NOTE


def test_the_example_of_the_specification_is_read_and_written_again() -> None:
    note = notes.parse(QUASIMODO.encode())
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    (signature,) = note.signatures
    assert (signature.name, signature.key_id.hex(), len(signature.value)) == (
        "quasimodo.example/salvatore",
        "367ba04b",
        64,
    )
    assert notes.written(note.text, note.signatures) == QUASIMODO.encode()


def test_every_changed_byte_of_a_note_is_refused() -> None:
    for at, byte in enumerate(NOTE):
        for other in {byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x0A, 0x00} - {byte}:
            changed = bytes((*NOTE[:at], other, *NOTE[at + 1 :]))
            with pytest.raises(NoteRefused):
                notes.opened(changed, [PETER], verify)
        with pytest.raises(NoteRefused):
            notes.opened(NOTE[:at], [PETER], verify)


def test_every_part_and_every_change_of_a_verifier_key_is_refused() -> None:
    for first in range(len(KEY)):
        for last in range(first, len(KEY) + 1):
            if (first, last) != (0, len(KEY)):
                with pytest.raises(NoteRefused):
                    notes.verifier(KEY[first:last])
    for at, char in enumerate(KEY):
        with pytest.raises(NoteRefused):
            notes.verifier(KEY[:at] + chr(ord(char) ^ 1) + KEY[at + 1 :])
    for other in (KEY + "\n", KEY + " ", KEY.replace("c74f20a3", "C74F20A3"), "Peter Neumann" + KEY[12:]):
        with pytest.raises(NoteRefused):
            notes.verifier(other)


@pytest.mark.parametrize("kind", [0, 2, 3, 5, 6, 255])
def test_a_key_of_another_kind_is_refused(kind: int) -> None:
    name = "một/nơi"
    key = bytes([kind]) + PETER.public
    key_id = sha256(f"{name}\n".encode() + key).hexdigest()[:8]
    with pytest.raises(NoteRefused):
        notes.verifier(f"{name}+{key_id}+{notes.in_base64(key)}")


def test_signatures_of_unknown_keys_are_ignored() -> None:
    unknown = notes.in_base64(b"none" + b"\0" * 70)
    same_name = notes.in_base64(b"none" + b"\0" * 64)
    same_id = notes.in_base64(PETER.key_id + b"\0" * 64)
    more = f"— other.example/w1 {unknown}\n— PeterNeumann {same_name}\n— other.example/w2 {same_id}\n"
    for data in (NOTE + more.encode(), (TEXT + "\n" + more + LINE).encode()):
        assert notes.opened(data, [PETER], verify).text == TEXT
    with pytest.raises(NoteRefused) as refused:
        notes.opened((TEXT + "\n" + more).encode(), [PETER], verify)
    assert refused.value.code == "note.not-signed"


def test_a_wrong_signature_of_a_known_key_spoils_a_note_that_it_also_signed() -> None:
    wrong = f"— PeterNeumann {notes.in_base64(PETER.key_id + bytes(64))}\n"
    with pytest.raises(NoteRefused) as refused:
        notes.opened(NOTE + wrong.encode(), [PETER], verify)
    assert refused.value.code == "note.wrong-signature"


def test_a_cosignature_is_recognised_and_says_when() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    witness = Verifier(name="w.example/1", public=secret.public_key().public_bytes_raw(), kind=notes.COSIGNATURE)
    assert notes.verifier(str(witness)) == witness
    at = 1679315147
    value = at.to_bytes(8) + secret.sign(b"cosignature/v1\ntime 1679315147\n" + TEXT.encode())
    made = Signature(name=witness.name, key_id=witness.key_id, value=value)
    note = notes.parse(notes.written(TEXT, [*notes.parse(NOTE).signatures, made]))
    assert [signed.at for signed in notes.signed_by(note, [PETER, witness], verify)] == [None, at]
    for other in (
        (at + 1).to_bytes(8) + value[8:],
        value[:-1],
        value + b"\0",
        value[8:],
        (2**63).to_bytes(8) + secret.sign(notes.cosigned(TEXT, 2**63)),
        at.to_bytes(8) + secret.sign(TEXT.encode()),
    ):
        wrong = Signature(name=witness.name, key_id=witness.key_id, value=other)
        with pytest.raises(NoteRefused):
            notes.opened(notes.written(TEXT, [wrong]), [witness], verify)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n" + LINE.encode(),
        TEXT.encode() + LINE.encode(),
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE.replace("— ".encode(), b"-- "),
        NOTE.replace(b"PeterNeumann", b"Peter+Neumann"),
        NOTE.replace(b"PeterNeumann", "Peter\u00a0Neumann".encode()),
        NOTE.replace(b"PeterNeumann ", b" "),
        NOTE.replace(b"nAM=", b"nAN="),
        NOTE.replace(b"nAM=", b"nAM"),
        TEXT.encode() + b"\n" + "— PeterNeumann x08gow==\n".encode(),
        NOTE + LINE.encode() * 100,
        b"x" * notes.LONGEST + NOTE,
        NOTE + b"\xff\n",
    ],
    ids=range(16),
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(NoteRefused) as refused:
        notes.opened(data, [PETER], verify)
    assert refused.value.code == "note.malformed"
