#!/usr/bin/env python3
"""Verify an export of a log without the program that wrote it.

Needs Python 3.9 or newer and the command `openssl` (3.0 or newer), nothing else: copy this one file to any machine.
Take it from where you trust it, not from the export you are about to verify, and the verifier key (NAME+ID+KEY) from
whoever runs the log, by another way than the export:

    python3 -I verify_log.py --key 'NAME+ID+KEY' [--earlier CHECKPOINT]... [--redacted] DIRECTORY
    python3 -I verify_log.py --key 'NAME+ID+KEY' --proof FILE.tlog-proof
    python3 -I verify_log.py --key 'NAME+ID+KEY' --extract DIRECTORY

An extract is a yearly report with the log that it comes from: its manifest, every file and every cited entry.
With `--witness 'NAME+ID+KEY'` it says how far a witness has cosigned the log of the export.

It ends with 0 when everything agrees, with 1 when anything does not, and with 2 when it was called wrongly. The format
is `docs/log-format.md`; trees are those of RFC 9162, files those of C2SP (signed-note, tlog-checkpoint, tlog-tiles,
tlog-proof). It reads each file once and keeps 32 bytes for each payload and one word for each entry in memory.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

Key = tuple[str, bytes, bytes]  # name, key id, public key
Claim = tuple[str, int, bytes]  # a checkpoint: origin, size, root

TILE = 256  # hashes, or entries, of a full tile
FINDINGS_SHOWN = 200
LONGEST_NOTE = 1000000
EXTRACT = "nhiemvu-extract-1"  # the format of a manifest of an extract
LATEST = 253402300799  # the last second of the year 9999
ED25519 = b"\x01"  # kind of signature in a verifier key: of the text,
COSIGNATURE = b"\x04"  # and of the text with a moment (tlog-cosignature)
SPKI = bytes.fromhex(
    "302a300506032b6570032100"
)  # what stands before 32 bytes of Ed25519 in a public key file (RFC 8410)

# Which kinds of entries name which as their cause. «None» among them: the cause may be absent.
# Kinds that are not here are none that this file knows: of them, that the cause comes earlier is all that is checked.
CAUSES: dict[str, tuple[str | None, ...]] = {
    "acted": (None,),
    "activated": (None,),
    "assigned": ("received",),
    "cycle": (None,),
    "entered": ("received",),
    "erased": ("activated", "purged", "raised", "released", "reread", "succeeded"),
    "extended": ("received",),
    "forced": (None,),
    "held": (None,),
    "issued": ("received",),
    "judged": ("received",),
    "opened": (None,),
    "push_confirmed": (None,),
    "push_planned": (None,),
    "push_ruled": (None,),
    "push_seen": ("push_planned",),
    "push_settled": ("push_planned",),
    "push_switched": (None,),
    "push_waived": (None,),
    "purged": (None,),
    "raised": (None,),
    "recalled": ("received",),
    "reassigned": (None,),
    "received": ("reassigned", "received", "reread", None),
    "rekeyed": (None,),
    "released": ("received", None),
    "replaced": ("received",),
    "reread": (None,),
    "reported": ("received",),
    "resumed": ("received",),
    "retracted": ("received",),
    "rewound": (None,),
    "started": (None,),
    "stopped": ("started",),
    "succeeded": (None,),
    "suspended": ("received",),
    "transferred": ("received",),
    "unsaid": ("received",),
    "withdrawn": ("received",),
    "objected": ("received",),
    "edited": ("received",),
    "item_ruled": (None,),
    "objection_recorded": (None,),
}
COMMITMENTS = ("body", "texts", "note", "reference", "unmatched")  # keys of an entry that commit to a payload

TEXTS = {
    "checkpoint-form": ("{file}: không đúng dạng mốc đã ký.", "{file}: this is not a signed checkpoint."),
    "checkpoint-key": (
        "{file}: không có chữ ký đúng của khóa kiểm tra đã cho.",
        "{file}: it bears no right signature of a verifier key that was given.",
    ),
    "checkpoint-origin": ("{file}: là mốc của một nhật ký khác.", "{file}: it is a checkpoint of another log."),
    "checkpoint-beyond": (
        "{file}: đã ký {size} bản ghi, bản xuất này có ít hơn: nhật ký bị cắt hoặc quay lui.",
        "{file}: {size} entries were signed and this export has fewer: the log was cut off or rolled back.",
    ),
    "checkpoint-root": (
        "{file}: {size} bản ghi đầu không phải những bản ghi đã ký.",
        "{file}: the first {size} entries are not those that were signed.",
    ),
    "checkpoint-out-of-turn": (
        "{file}: chữ ký là của một khóa không ký ở độ dài này: khóa đã thôi dùng, hoặc chưa được dùng.",
        "{file}: its signature is of a key that does not sign at this size: retired, or not yet in use.",
    ),
    "checkpoint-beyond-gap": (
        "{file}: nhật ký trước đây đã có {size} bản ghi, nhiều hơn phần thiếu mà bản ghi kế tục nêu.",
        "{file}: the former log had {size} entries, more than the succession says.",
    ),
    "key-lost": (
        "{file}: chỉ có chữ ký của khóa thay cho một khóa đã mất. Cần nhận khóa kiểm tra mới bằng đường khác (--key).",
        "{file}: only the key that took the place of a lost one signed it. Get the new verifier key by another way "
        "(--key).",
    ),
    "key-unannounced": (
        "Khóa {key} ký nhật ký mà không bản ghi nào báo trước: có thể là khóa của người khác.",
        "Key {key} signs the log and no entry announces it: it may be a stranger's.",
    ),
    "identity": (
        "Bản ghi {seq}: điều bản ghi nói về tên, khóa hoặc độ dài của nhật ký không đúng.",
        "Entry {seq}: what it says of the log's name, key or length is not so.",
    ),
    "holds-under": (
        "Khóa {key}: đã ký đến hết {size} bản ghi đầu.",
        "Key {key} has signed up to the first {size} entries.",
    ),
    "rekeyed": (
        "Bản ghi {seq}: đổi khóa ký từ {former} sang {key}; khóa trước ký xác nhận khóa sau.",
        "Entry {seq} changes the signing key from {former} to {key}; the former key signed for the next.",
    ),
    "rekeyed-lost": (
        "Bản ghi {seq}: khóa {former} đã mất, khóa {key} thay thế; khóa mới có đúng của nhật ký này không chỉ biết qua "
        "người đã trao khóa kiểm tra.",
        "Entry {seq}: key {former} was lost and {key} takes its place; that it is this log's is known only from "
        "whoever handed its verifier key over.",
    ),
    "succeeded": (
        "Bản ghi {seq}: nhật ký được khôi phục và đi tiếp với tên {origin}; nhật ký trước {former} đã có {anchored} "
        "bản ghi, {gap} bản ghi cuối không có ở đây và được lấy lại từ các hệ thống nguồn.",
        "Entry {seq}: the log was restored and goes on as {origin}; the former log {former} had {anchored} entries, of "
        "which the last {gap} are not here and are fetched again from the sources.",
    ),
    "in-gap": (
        "{file} ({size} bản ghi) thuộc phần thiếu của nhật ký trước: {shared} bản ghi đầu có ở đây, {gone} bản ghi sau "
        "đó thì không; mốc này không chứng minh được gì thêm.",
        "{file} ({size} entries) lies in the gap of the former log: its first {shared} entries are here, the {gone} "
        "after them are not; it proves nothing more.",
    ),
    "checkpoint-newest": (
        "checkpoint: không phải mốc mới nhất trong thư mục checkpoints.",
        "checkpoint: it is not the newest one of the folder checkpoints.",
    ),
    "anchor": (
        "{file}: nói về một mốc không có trong bản xuất.",
        "{file}: it speaks of a checkpoint that is not in the export.",
    ),
    "missing": ("{file}: thiếu tệp.", "{file}: the file is missing."),
    "stray": ("{file}: tệp không thuộc bản xuất.", "{file}: the file does not belong to the export."),
    "bundle": (
        "{file}: không chứa đúng số bản ghi phải có.",
        "{file}: it does not hold the entries that it should, each with its length.",
    ),
    "tile": (
        "{file}: giá trị băm không phải của các bản ghi.",
        "{file}: its hashes are not those of the entries.",
    ),
    "entry": (
        "Bản ghi {seq}: không phải một dòng JSON chuẩn tắc.",
        "Entry {seq}: it is not a line of JSON in canonical form.",
    ),
    "opened": (
        "Bản ghi {seq}: chỉ bản ghi 0 mở nhật ký, với đúng tên của nhật ký.",
        "Entry {seq}: entry 0 opens the log by its name, and no other one does.",
    ),
    "cause": (
        "Bản ghi {seq}: nguyên nhân được dẫn không phải một bản ghi trước đó thuộc loại phù hợp.",
        "Entry {seq}: its cause is not an earlier entry of a kind that can cause it.",
    ),
    "under": (
        "Bản ghi {seq}: căn cứ được dẫn không phải một bản ghi kích hoạt trước đó.",
        "Entry {seq}: what it was decided under is not an earlier activation.",
    ),
    "payload-missing": (
        "Bản ghi {seq}: thiếu nội dung kèm {file} mà không bản ghi nào nói đã xóa.",
        "Entry {seq}: the payload {file} is missing and no entry says that it was erased.",
    ),
    "payload-remains": (
        "Bản ghi {seq}: nói đã xóa {file} nhưng nội dung vẫn còn.",
        "Entry {seq}: it says that {file} was erased, and it is still there.",
    ),
    "erased-unknown": (
        "Bản ghi {seq}: nói đã xóa một nội dung chưa từng có.",
        "Entry {seq}: it says that a payload was erased that never was.",
    ),
    "content": (
        "{file}: nội dung không khớp với mã băm mà nó mang tên.",
        "{file}: its content is not that of the hash it is named by.",
    ),
    "blob-missing": (
        "Bản ghi {seq}: thiếu văn bản {file} mà bản ghi dẫn tới.",
        "Entry {seq}: the text {file} that it cites is missing.",
    ),
    "more": ("… và {count} phát hiện nữa.", "… and {count} more findings."),
    "proof-form": ("{file}: không đúng dạng bằng chứng.", "{file}: this is not a proof."),
    "proof-wrong": (
        "{file}: bằng chứng không dẫn từ bản ghi đến gốc đã ký.",
        "{file}: the proof does not lead from the entry to the root that was signed.",
    ),
    "bad": (
        "KHÔNG HỢP LỆ: {count} sai lệch. Giữ nguyên bản xuất và báo người phụ trách kiểm toán.",
        "NOT VERIFIED: {count} findings. Keep the export as it is, and tell the auditor in charge.",
    ),
    "good": (
        "HỢP LỆ: {size} bản ghi của {origin}, gốc {root}, có chữ ký của khóa đã cho.",
        "VERIFIED: {size} entries of {origin}, root {root}, signed by a key that was given.",
    ),
    "good-checkpoints": (
        "Đã chứng minh: {inside} mốc trong bản xuất và {outside} mốc giữ ở nơi khác đều là trạng thái trước của chính "
        "nhật ký này.",
        "Proven: {inside} checkpoints of the export and {outside} kept elsewhere are earlier states of this very log.",
    ),
    "witnessed": (
        "Đã chứng minh: {name} đã đồng ký {size} bản ghi đầu của chính nhật ký này, lúc {at} UTC ({file}).",
        "Proven: {name} has cosigned the first {size} entries of this very log, at {at} UTC ({file}).",
    ),
    "not-witnessed": (
        "Chưa chứng minh: {name} không đồng ký mốc nào trong bản xuất này.",
        "Not proven: {name} has cosigned no checkpoint of this export.",
    ),
    "good-payloads": (
        "Đã chứng minh: {there} nội dung kèm đúng như đã cam kết; {erased} nội dung đã xóa, mỗi lần đều có bản ghi.",
        "Proven: {there} payloads are what entries commit to; {erased} were erased, each by an entry that says so.",
    ),
    "good-erased": (
        "Đã xóa {count} nội dung kèm vì lý do «{reason}», theo bản ghi {entries}.",
        "{count} payloads were erased for the reason «{reason}», by entries {entries}.",
    ),
    "good-blobs": (
        "Đã chứng minh: {there} văn bản mà các lần kích hoạt dẫn tới (ánh xạ, cài đặt, lịch, danh mục) còn nguyên.",
        "Proven: {there} texts that activations cite (mappings, settings, calendar, directory) are as they were.",
    ),
    "held-book": (
        "Chưa chứng minh: theo ghi chép của bên xuất, {name} ({kind}) giữ {size} bản ghi đầu từ {at}. Hãy hỏi nơi đó "
        "và đưa "
        "mốc của họ vào --earlier.",
        "Not proven: by the book of whoever exported, {name} ({kind}) holds the first {size} entries since {at}. Ask "
        "there, "
        "and hand in that copy with --earlier.",
    ),
    "left-out": (
        "Không kiểm tra: {count} nội dung kèm không có trong bản xuất (--redacted), chưa rõ đã lược hay đã mất.",
        "Not checked: {count} payloads are not in the export (--redacted); whether they were left out or lost is open.",
    ),
    "unknown-kinds": (
        "Không kiểm tra: nguyên nhân của {count} bản ghi thuộc loại mà bản verify_log.py này chưa biết.",
        "Not checked: the causes of {count} entries of kinds that this verify_log.py does not know.",
    ),
    "not-proven-history": (
        "Chưa chứng minh: đây là nhật ký đã cho người khác xem trước đó. Cần --earlier với một mốc đã giữ ở nơi khác.",
        "Not proven: that this is the log which others were shown before. That needs --earlier with a checkpoint that "
        "was kept elsewhere.",
    ),
    "not-proven": (
        "Chưa chứng minh: rằng khóa ký không bị lộ, rằng không ai khác được cho xem một nhật ký khác (hãy so mốc với "
        "nhau), và rằng hệ thống nguồn nói đúng.",
        "Not proven: that the signing key was not stolen, that nobody else is shown another log (compare checkpoints "
        "with each other), and that what the sources said is true.",
    ),
    "extract-form": ("{file}: không đúng dạng bản trích.", "{file}: it is not in the form of an extract."),
    "extract-file": (
        "{file}: không đúng từng byte như lúc bản trích được ký.",
        "{file}: it is not byte for byte what was signed with the extract.",
    ),
    "extract-key": (
        "{file}: không có chữ ký đúng của một khóa ký nhật ký này.",
        "{file}: it bears no right signature of a key that signs this log.",
    ),
    "extract-log": (
        "{file}: bản trích được ký cho một trạng thái khác của nhật ký.",
        "{file}: the extract was signed for another state of the log.",
    ),
    "extract-cited": (
        "Bản ghi {seq} mà bản trích dẫn không nằm trong nhật ký đã ký.",
        "Entry {seq}, which the extract cites, is not in the signed log.",
    ),
    "good-extract": (
        "HỢP LỆ: bản trích năm {year}, chốt ngày {until}: {files} tệp đúng như đã ký, {cited} bản ghi được dẫn đều nằm "
        "trong nhật ký đã ký.",
        "VERIFIED: the extract of {year}, cut off on {until}: {files} files are as they were signed, the {cited} "
        "entries that are cited are all in the signed log.",
    ),
    "not-proven-figures": (
        "Chưa chứng minh: rằng số liệu tính đúng từ các bản ghi. Tính lại theo docs/log-format.md, mục 13.",
        "Not proven: that the figures follow from the entries. Count them anew by docs/log-format.md, section 13.",
    ),
    "good-proof": (
        "HỢP LỆ: bản ghi {seq} nằm trong {size} bản ghi đã ký của {origin}:",
        "VERIFIED: entry {seq} is among the {size} signed entries of {origin}:",
    ),
}


class Refused(Exception):
    """A file that proves nothing; its first argument is the code of a text."""


class Findings:
    """What does not agree: printed as it is found."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.count = 0

    def tell(self, code: str, **values: object) -> None:
        print(TEXTS[code][0 if self.language == "vi" else 1].format(**values))

    def add(self, code: str, **values: object) -> None:
        self.count += 1
        if self.count <= FINDINGS_SHOWN:
            self.tell(code, **{name: printable(value) for name, value in values.items()})

    def end(self) -> int:
        """Say how it ended; give the exit code when anything was found."""
        if self.count > FINDINGS_SHOWN:
            self.tell("more", count=self.count - FINDINGS_SHOWN)
        if self.count:
            self.tell("bad", count=self.count)
        return 1 if self.count else 0


def printable(value: object) -> object:
    """Make names of files harmless to a terminal."""
    return value if isinstance(value, int) else "".join(c if c.isprintable() else "?" for c in str(value))


# Signed notes and checkpoints


def from_base64(text: str) -> bytes | None:
    """Read base64 in its one canonical spelling; None for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def verifier_key(text: str, kind: bytes = ED25519) -> Key:
    """Read `NAME+ID+KEY`; give name, key id, public key."""
    name, _, rest = text.strip().partition("+")
    key_id, _, key = rest.partition("+")
    data = from_base64(key)
    if not name or data is None or len(data) != 33 or data[:1] != kind:
        raise argparse.ArgumentTypeError("not a verifier key: NAME+ID+KEY")
    if hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8] != key_id:
        raise argparse.ArgumentTypeError("not a verifier key: its ID is not that of its name and key")
    return name, bytes.fromhex(key_id), data[1:]


def witness_key(text: str) -> Key:
    return verifier_key(text, COSIGNATURE)


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Ask openssl whether an Ed25519 signature is that of a message."""
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("key.der", "signature", "message")]
        for name, content in zip(names, (SPKI + public, signature, message)):
            with open(name, "wb") as file:
                file.write(content)
        line = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names[0], "-rawin"]
        try:
            done = subprocess.run(
                [*line, "-sigfile", names[1], "-in", names[2]],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        except OSError:
            sys.exit("The command openssl is needed and could not be started.")
    return done.returncode == 0


def read_checkpoint(data: bytes, keys: list[Key]) -> Claim:
    """Read a checkpoint that a known key signed; give origin, size, root. Unknown signatures are ignored."""
    claim, signers = read_note(data, keys)
    if not signers:
        raise Refused("checkpoint-key")
    return claim


def read_note(data: bytes, keys: list[Key]) -> tuple[Claim, set[Key]]:
    """Read a signed note that is a checkpoint; give what it says and which of the keys signed it."""
    text, signers = read_signed(data, keys)
    origin, size, written = [*text.split("\n"), "", ""][:3]
    root = from_base64(written)
    if not origin or not re.fullmatch("0|[1-9][0-9]{0,15}", size) or root is None or len(root) != 32:
        raise Refused("checkpoint-form")
    return (origin, int(size), root), signers


def read_signed(data: bytes, keys: list[Key]) -> tuple[str, set[Key]]:
    """Read a signed note; give its text and which of the keys signed it."""
    try:
        note = data.decode()
    except UnicodeDecodeError:
        raise Refused("checkpoint-form") from None
    text, between, lines = note.rpartition("\n\n")
    text += "\n"
    if len(data) > LONGEST_NOTE or not between or not lines.endswith("\n") or re.search("[\0-\x09\x0b-\x1f]", note):
        raise Refused("checkpoint-form")
    signatures = [signature_of(line) for line in lines[:-1].split("\n")]
    signers = set()
    for name, key_id, signature in signatures:
        for key in keys:
            if (name, key_id) == key[:2]:
                if not signature_fits(key[2], signature, text.encode()):
                    raise Refused("checkpoint-key")
                signers.add(key)
    return text, signers


def signature_of(line: str) -> Key:
    """Read a signature line; give name, key id, signature."""
    found = re.fullmatch(r"— ([^+\s]+) (\S+)", line)
    signature = from_base64(found.group(2)) if found else None
    if found is None or signature is None or len(signature) <= 4:
        raise Refused("checkpoint-form")
    return found.group(1), signature[:4], signature[4:]


def cosigned_at(data: bytes, witness: Key) -> int | None:
    """Give the latest moment (seconds since 1970 UTC) at which a witness signed a checkpoint that was read before."""
    text, _, lines = data.decode().rpartition("\n\n")
    moments = []
    for name, key_id, signature in map(signature_of, lines[:-1].split("\n")):
        at = int.from_bytes(signature[:8], "big")
        message = "cosignature/v1\ntime %d\n%s\n" % (at, text)
        if (name, key_id) == witness[:2] and signature_fits(witness[2], signature[8:], message.encode()):
            moments.append(at)
    return max(moments, default=None)


# The tree


def hash_leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The right edge of the tree: the roots of its full subtrees with their heights, largest first."""

    def __init__(self) -> None:
        self.edge: list[tuple[int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        self.edge.append((0, leaf))
        while len(self.edge) > 1 and self.edge[-1][0] == self.edge[-2][0]:
            height, right = self.edge.pop()
            _, left = self.edge.pop()
            self.edge.append((height + 1, hash_pair(left, right)))

    def root(self) -> bytes:
        if not self.edge:
            return hashlib.sha256(b"").digest()
        root = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            root = hash_pair(left, root)
        return root


def leads_to(path: list[bytes], seq: int, leaf: bytes, size: int, root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, section 2.1.3.2)."""
    at, last, found = seq, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = hash_pair(sibling, found)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            found = hash_pair(found, sibling)
        at, last = at // 2, last // 2
    return seq < size and last == 0 and found == root


# The export


def tile_name(level: int | str, number: int, width: int) -> str:
    """Name a tile: 1234067 is `x001/x234/067`; a partial one ends in `.p/` and its width."""
    parts = ["%03d" % (number % 1000)]
    while number >= 1000:
        number //= 1000
        parts.insert(0, "x%03d" % (number % 1000))
    return "tile/%s/%s%s" % (level, "/".join(parts), "" if width == TILE else ".p/%d" % width)


class Export:
    """One directory, and everything that is known of it so far."""

    def __init__(self, directory: str, findings: Findings) -> None:
        self.directory = directory
        self.findings = findings
        self.known: set[str] = set()  # files that belong to the export
        self.kinds: list[str | None] = []  # kind of each entry
        self.committed: set[bytes] = set()  # payloads that entries commit to
        self.missing: dict[bytes, int] = {}  # those that are not there: the entry that named them first
        self.erased: set[bytes] = set()
        self.reasons: dict[str, tuple[int, list[int]]] = {}  # why payloads were erased: how many, by which entries
        self.blobs: set[bytes] = set()
        self.unknown = 0  # entries of kinds that are not known here
        self.levels: list[list[bytes]] = []  # of each level of tiles: the hashes of the one that is not full yet,
        self.full: list[int] = []  # and the number of those that are
        self.cited: dict[int, str] = {}  # entries that an extract cites: seq, and what its leaf should be

    def read(self, name: str) -> bytes | None:
        """Read a file that has to be there; None when it is not."""
        self.known.add(name)
        try:
            with open(os.path.join(self.directory, name), "rb") as file:
                return file.read()
        except OSError:
            self.findings.add("missing", file=name)
            return None

    def has(self, name: str) -> bool:
        return os.path.isfile(os.path.join(self.directory, name))

    def tokens(self) -> list[str]:
        """Name what anchors have given back for checkpoints; those of witnesses are checkpoints with their lines."""
        folder = os.path.join(self.directory, "anchors")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        return ["anchors/" + name for name in names if re.fullmatch(r"[0-9]+\.token", name)]

    def entries(self, size: int) -> Iterator[bytes]:
        """Give every entry in order, as far as the bundles are whole."""
        for number in range((size + TILE - 1) // TILE):
            width = min(TILE, size - number * TILE)
            name = tile_name("entries", number, width)
            data = self.read(name)
            if data is None:
                return
            found, at = [], 0
            while at < len(data):
                end = at + 2 + int.from_bytes(data[at : at + 2], "big")
                found.append(data[at + 2 : end])
                at = end
            if len(found) != width or at != len(data):
                self.findings.add("bundle", file=name)
                return
            yield from found

    def add_hash(self, digest: bytes, level: int = 0) -> None:
        """Add a hash to its tile; a full tile is held against its file, and its root goes one level up."""
        if level == len(self.levels):
            self.levels.append([])
            self.full.append(0)
        self.levels[level].append(digest)
        if len(self.levels[level]) == TILE:
            tree = Tree()
            for one in self.levels[level]:
                tree.append(one)
            self.hold_tile(level)
            self.add_hash(tree.root(), level + 1)

    def hold_tile(self, level: int) -> None:
        """Hold the hashes of a tile against its file."""
        hashes, self.levels[level] = self.levels[level], []
        name = tile_name(level, self.full[level], len(hashes))
        self.full[level] += 1
        data = self.read(name)
        if data is not None and data != b"".join(hashes):
            self.findings.add("tile", file=name)

    def take(self, seq: int, data: bytes) -> dict[str, Any] | None:
        """Take the next entry: its form, its causes, what it commits to. Give it; None when it is none."""
        entry = decoded(data)
        kind = entry.get("kind") if entry else None
        self.kinds.append(kind if isinstance(kind, str) else None)
        if entry is None:
            self.findings.add("entry", seq=seq)
            return None
        if (kind == "opened") != (seq == 0):
            self.findings.add("opened", seq=seq)
        self.take_causes(seq, entry, kind)
        for key in COMMITMENTS:
            if key in entry:
                self.take_commitment(seq, entry[key])
        if kind == "erased":
            self.take_erasure(seq, entry.get("payloads"), str(entry.get("reason")))
        if kind == "activated":
            self.take_blob(seq, entry.get("blob"))
        return entry

    def take_causes(self, seq: int, entry: dict[str, Any], kind: object) -> None:
        cause, under = entry.get("cause"), entry.get("under", [])
        causes = CAUSES.get(kind) if isinstance(kind, str) else None
        self.unknown += causes is None
        found = self.kind_of(cause, seq)
        if (cause is not None and found is None) or (causes is not None and found not in causes):
            self.findings.add("cause", seq=seq)
        if not isinstance(under, list) or any(self.kind_of(one, seq) != "activated" for one in under):
            self.findings.add("under", seq=seq)

    def kind_of(self, cause: object, seq: int) -> str | None:
        return self.kinds[cause] if isinstance(cause, int) and 0 <= cause < seq else None

    def take_commitment(self, seq: int, commitment: object) -> None:
        digest = from_hex(commitment)
        if digest is None:
            self.findings.add("entry", seq=seq)
        elif digest not in self.committed:
            self.committed.add(digest)
            if not self.has(payload_name(digest)):
                self.missing[digest] = seq

    def take_erasure(self, seq: int, payloads: object, reason: str) -> None:
        count, entries = self.reasons.get(reason, (0, []))
        entries.append(seq)
        before = len(self.erased)
        digests = [from_hex(one) for one in payloads] if isinstance(payloads, list) else [None]
        for digest in digests:
            if digest is None or digest not in self.committed:
                self.findings.add("erased-unknown", seq=seq)
            elif digest not in self.erased:
                if self.missing.pop(digest, None) is None:
                    self.findings.add("payload-remains", seq=seq, file=payload_name(digest))
                self.erased.add(digest)
        self.reasons[reason] = count + len(self.erased) - before, entries

    def take_blob(self, seq: int, blob: object) -> None:
        digest = from_hex(blob)
        if digest is None:
            self.findings.add("entry", seq=seq)
        elif digest not in self.blobs:
            self.blobs.add(digest)
            if not self.has("blobs/" + digest.hex()):
                self.findings.add("blob-missing", seq=seq, file="blobs/" + digest.hex())

    def look_at_files(self) -> tuple[int, int]:
        """Hold every file against the hash that it is named by; give how many payloads and blobs there are."""
        payloads = blobs = 0
        for folder, folders, files in os.walk(self.directory):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(folder, file)
                name = os.path.relpath(path, self.directory).replace(os.sep, "/")
                digest = from_hex(file) or b""
                payload = digest in self.committed and name == payload_name(digest)
                blob = digest in self.blobs and name == "blobs/" + file
                if os.path.islink(path) or not (payload or blob or name in self.known or name == "verify_log.py"):
                    self.findings.add("stray", file=name)
                elif (payload or blob) and file_hash(path) != digest:
                    self.findings.add("content", file=name)
                payloads, blobs = payloads + payload, blobs + blob
        return payloads, blobs


def decoded(data: bytes) -> dict[str, Any] | None:
    """Read an entry: one JSON object in the canonical form of the format; None for anything else."""
    try:
        entry = json.loads(data)
        again = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and again == data and entry.get("format") == 1 else None


def from_hex(text: object) -> bytes | None:
    """Read a digest; None for anything else."""
    return bytes.fromhex(text) if isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) else None


def payload_name(digest: bytes) -> str:
    return "payloads/%s/%s" % (digest.hex()[:2], digest.hex())


def file_hash(path: str) -> bytes:
    """Hash a file piece by piece: a payload's commitment is SHA-256 of its 16 bytes of salt and its content."""
    found = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            found.update(piece)
    return found.digest()


# Names and keys: a log may go on under another key, or after a restore under another name


class Step:
    """An entry from which on another key signs, or the same one under another name."""

    def __init__(self, seq: int, entry: dict[str, Any]) -> None:
        self.seq, self.entry = seq, entry
        self.lost = entry.get("how") == "lost"
        self.key = named_key(entry.get("key"))
        self.former = named_key(entry.get("former"))
        if entry["kind"] == "succeeded":
            # The same key under the former name.
            self.former = None if self.key is None else key_of(str(entry.get("former")), self.key[2])


def named_key(text: object) -> Key | None:
    """Read a verifier key that an entry names; None for anything else."""
    try:
        return verifier_key(text) if isinstance(text, str) else None
    except argparse.ArgumentTypeError:
        return None


def key_of(name: str, public: bytes) -> Key:
    return name, hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4], public


def shown(key: Key | None) -> object:
    return "?" if key is None else printable("%s+%s" % (key[0], key[1].hex()))


class Names:
    """The names that the log bore and the keys that signed it, as its entries say."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.names: list[tuple[str, int, int, str]] = []  # origin, entry that gave it, end of the former log
        self.steps: list[Step] = []

    def take(self, seq: int, entry: dict[str, Any], tree: Tree) -> None:
        """Take an entry; `tree` is that of the entries before it."""
        kind = entry.get("kind")
        if kind == "opened" and seq == 0:
            self.names.append((str(entry.get("origin")), -1, 0, ""))
        if kind not in ("rekeyed", "succeeded"):
            return
        step = Step(seq, entry)
        followed = self.follows(step)
        self.steps.append(step)
        origin = self.names[-1][0] if self.names else ""
        size, here = entry.get("size"), (entry.get("size"), entry.get("root")) == (seq, tree.root().hex())
        if kind == "rekeyed":
            earlier = step.lost and isinstance(size, int) and size <= seq
            good = step.key is not None and step.key[0] == origin and (here or earlier)
        else:
            anchored = entry.get("anchored")
            end, root = (anchored.get("size"), anchored.get("root")) if isinstance(anchored, dict) else (None, None)
            good = here and entry.get("former") == origin and isinstance(end, int) and end > seq
            good = good and (step.key is None or step.key[0] == entry.get("origin"))
            self.names.append((str(entry.get("origin")), seq, end if isinstance(end, int) else 0, str(root)))
        if not good or not followed:
            self.findings.add("identity", seq=seq)

    def follows(self, step: Step) -> bool:
        """Tell whether an entry goes on from the key in force; before the first one no entry says which that is."""
        in_force = self.steps[-1].key if self.steps else None
        unsigned = step.entry["kind"] == "succeeded" and step.key is None
        return in_force is None or unsigned or step.former == in_force

    def place(self, origin: str, size: int, root: bytes) -> str:
        """Tell where a checkpoint belongs by its name and size: log, gap, or the code of what is wrong."""
        for number, (name, seq, _, _) in enumerate(self.names):
            if name != origin or (number and size <= seq):
                continue
            if number + 1 == len(self.names) or size <= self.names[number + 1][1]:
                return "log"
            _, _, end, end_root = self.names[number + 1]
            if size == end:
                return "gap" if root.hex() == end_root else "checkpoint-root"
            return "gap" if size < end else "checkpoint-beyond-gap"
        return "checkpoint-origin"

    def shared(self, origin: str) -> int:
        """Give how many entries of a former log are here: those before the succession that follows its name."""
        return next(after[1] for before, after in zip(self.names, self.names[1:]) if before[0] == origin)

    def in_turn(self, key: Key, size: int) -> bool:
        """Tell whether a key signs at a size: after the entry that names it, up to its successor's."""
        begins = [step.seq for step in self.steps if step.key == key]
        ends = [step.seq + (not step.lost) for step in self.steps if step.former == key]
        return all(size > seq for seq in begins) and all(size <= last for last in ends)

    def trusted(self, keys: set[Key], said: list[tuple[int, set[Key]]]) -> set[Key]:
        """Give the keys to be trusted, along the entries that change them, when some are."""
        found = set(keys)
        while True:
            before = len(found)
            for step in self.steps:
                if step.key is None or step.former is None:
                    continue
                for size, signers in said:
                    # Forwards: the former key, in its turn, signed right after it. Backwards: the next key signed what
                    # holds it.
                    after = size == step.seq + 1 and not step.lost
                    if after and step.former in found & signers and self.in_turn(step.former, size):
                        found.add(step.key)
                    if step.key in found & signers and size > step.seq and self.in_turn(step.key, size):
                        found.add(step.former)
            if len(found) == before:
                return found

    def hold_finals(self, notes: list[Note]) -> None:
        """Hold what entries say of the last checkpoint of a key against the checkpoints there are."""
        digests = {hashlib.sha256(note.data).hexdigest(): note for note in notes}
        for step in self.steps:
            final = digests.get(str(step.entry.get("checkpoint")))
            stated = (step.entry.get("size"), step.entry.get("root"))
            if step.entry["kind"] == "rekeyed" and (final is None or (final.size, final.root.hex()) != stated):
                self.findings.add("identity", seq=step.seq)

    def tell(self, signed: list[tuple[int, set[Key]]]) -> None:
        """Say what holds under which key and name."""
        for key in sorted({key for _, signers in signed for key in signers}):
            sizes = [size for size, signers in signed if key in signers and self.in_turn(key, size)]
            if sizes and self.steps:
                self.findings.tell("holds-under", key=shown(key), size=max(sizes))
        for step in self.steps:
            entry = step.entry
            if entry["kind"] == "rekeyed":
                code = "rekeyed-lost" if step.lost else "rekeyed"
                self.findings.tell(code, seq=step.seq, former=shown(step.former), key=shown(step.key))
            else:
                end, names = entry["anchored"]["size"], (printable(entry["origin"]), printable(entry["former"]))
                gap = end - entry["size"]
                self.findings.tell("succeeded", seq=step.seq, origin=names[0], former=names[1], anchored=end, gap=gap)


class Note:
    """A checkpoint as it was read: one of the export, or with `earlier` one that was kept elsewhere."""

    def __init__(self, file: str, data: bytes, *, earlier: bool) -> None:
        self.file, self.data, self.earlier = file, data, earlier
        (self.origin, self.size, self.root), _ = read_note(data, [])
        self.holds = False  # its root is that of the tree
        self.proven = False  # and it speaks of this log, under the name and by a key of its size
        self.signers: set[Key] | None = None  # None when a signature is wrong


def checkpoints_of(export: Export, earlier: list[str]) -> list[Note]:
    """Read every checkpoint; the newest comes first."""
    findings, found = export.findings, []
    notes = [("checkpoint", export.read("checkpoint"), False)]
    while export.has("checkpoints/%d" % len(notes)):
        name = "checkpoints/%d" % len(notes)
        notes.append((name, export.read(name), False))
    if len(notes) == 1 or notes[-1][1] != notes[0][1]:
        findings.add("checkpoint-newest")
    for name in earlier:
        with open(name, "rb") as file:
            notes.append((name, file.read(), True))
    for name, data, kept in notes:
        try:
            found.append(Note(name, data or b"", earlier=kept))
        except Refused as refused:
            findings.add(refused.args[0], file=name)
            if not found:
                return []  # the newest one: how long the log is follows from it
    return found


def anchors_of(export: Export, notes: list[Note]) -> list[dict[str, Any]]:
    """Hold what is said of anchors against the checkpoints; give the newest of each."""
    sizes = {note.file: note.size for note in notes if not note.earlier}
    newest, number = {}, 1
    while export.has("anchors/%d.json" % number):
        file, token = "anchors/%d.json" % number, "anchors/%d.token" % number
        if export.has(token):
            # What it proves is a matter of its kind, and not looked at here; but it may lie there.
            export.read(token)
        said = decoded_anchor(export.read(file) or b"")
        number += 1
        if said is None or sizes.get("checkpoints/%d" % said["checkpoint"]) != said["size"]:
            export.findings.add("anchor", file=file)
            continue
        newest[said["name"]] = said
    return list(newest.values())


def decoded_anchor(data: bytes) -> dict[str, Any] | None:
    """Read what is said of one anchor; None for anything in another form."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return None
    forms = {"at": str, "checkpoint": int, "kind": str, "name": str, "size": int}
    good = isinstance(said, dict) and {key: type(value) for key, value in said.items()} == forms
    return said if good else None


Witnessed = dict[Key, tuple[int, int, str]]  # for each witness: the largest size, the latest moment of it, its file


def cosigned(export: Export, witnesses: list[Key]) -> list[Note]:
    """Give the tokens that bear a line of a witness."""
    more: list[Note] = []
    for name in export.tokens() if witnesses else []:
        data = export.read(name) or b""
        try:
            note = Note(name, data, earlier=False)
        except Refused:
            continue  # the token of another kind of anchor
        if any(cosigned_at(data, witness) is not None for witness in witnesses):
            more.append(note)
    return more


def witnessed(notes: list[Note], witnesses: list[Key]) -> Witnessed:
    """Say how far each witness went along this very log; what lies in a gap is none of it."""
    largest: Witnessed = {}
    for note in notes:
        for witness in witnesses:
            at = cosigned_at(note.data, witness) if note.proven else None
            if at is not None:
                largest[witness] = max(largest.get(witness, (0, 0, "")), (note.size, at, note.file))
    return largest


def tell_witnessed(findings: Findings, witnesses: list[Key], largest: Witnessed) -> None:
    for witness in witnesses:
        if witness not in largest:
            findings.tell("not-witnessed", name=printable(witness[0]))
            continue
        size, at, file = largest[witness]
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(min(at, LATEST)))
        findings.tell("witnessed", name=printable(witness[0]), size=size, at=moment, file=file)


def verify_export(options: argparse.Namespace, findings: Findings, extract: Extract | None = None) -> int:
    """Verify a whole export, with the extract that it lies in."""
    export, names = Export(options.directory, findings), Names(findings)
    if extract:
        export.cited = dict(extract.cited)
    notes = checkpoints_of(export, options.earlier)
    if not notes:
        return findings.end()
    newest = notes[0]
    more = cosigned(export, options.witness)
    verify_tree(export, newest.size, notes + more, names)
    signed = hold_checkpoints(notes + more, names, set(options.key), findings)
    held = anchors_of(export, notes)
    if extract:
        # A key that is given may be of another log: whoever signed this one's newest checkpoint signs the extract.
        known = {key for size, keys in signed if size == newest.size for key in keys}
        extract.hold(newest, {key for key in known if names.in_turn(key, newest.size)})
    payloads, blobs = export.look_at_files()
    if not options.redacted:
        for digest, seq in export.missing.items():
            findings.add("payload-missing", seq=seq, file=payload_name(digest))
    if findings.count:
        return findings.end()
    if extract:
        extract.tell()
    findings.tell("good", size=newest.size, origin=printable(newest.origin), root=newest.root.hex())
    names.tell(signed)
    outside = sum(note.proven for note in notes if note.earlier)
    inside = sum(note.proven for note in notes[1:] if not note.earlier)
    findings.tell("good-checkpoints", inside=inside, outside=outside)
    tell_witnessed(findings, options.witness, witnessed(notes + more, options.witness))
    findings.tell("good-payloads", there=payloads, erased=len(export.erased))
    tell_erased(export)
    findings.tell("good-blobs", there=blobs)
    for said in held:
        findings.tell("held-book", **{name: printable(value) for name, value in said.items()})
    tell_not_proven(export, outside)
    return 0


def tell_not_proven(export: Export, outside: int) -> None:
    if export.missing:
        export.findings.tell("left-out", count=len(export.missing))
    if export.unknown:
        export.findings.tell("unknown-kinds", count=export.unknown)
    if not outside:
        export.findings.tell("not-proven-history")
    export.findings.tell("not-proven")


def tell_erased(export: Export) -> None:
    for reason, (count, entries) in sorted(export.reasons.items()):
        shown = ", ".join(map(str, entries[:20])) + (", ..." if len(entries) > 20 else "")
        export.findings.tell("good-erased", count=count, reason=printable(reason), entries=shown)


def verify_tree(export: Export, size: int, notes: list[Note], names: Names) -> None:
    """Build the tree from the entries, and hold every checkpoint against it as it was at its size."""
    tree, taken = Tree(), 0
    awaited: dict[int, list[Note]] = {}
    for note in notes:
        awaited.setdefault(note.size, []).append(note)

    def hold() -> None:
        for note in awaited.pop(taken, []):
            note.holds = note.root == tree.root()

    for seq, data in enumerate(export.entries(size)):
        hold()
        entry = export.take(seq, data)
        if entry is not None:
            names.take(seq, entry, tree)
        leaf = hash_leaf(data)
        if export.cited.pop(seq, leaf.hex()) != leaf.hex():
            export.findings.add("extract-cited", seq=seq)
        tree.append(leaf)
        export.add_hash(leaf)
        taken = seq + 1
    hold()
    for seq in sorted(export.cited) if taken == size else ():
        export.findings.add("extract-cited", seq=seq)
    for level, hashes in enumerate(export.levels):
        if hashes:
            export.hold_tile(level)


def hold_checkpoints(
    notes: list[Note], names: Names, given: set[Key], findings: Findings
) -> list[tuple[int, set[Key]]]:
    """Hold every checkpoint against log, names and keys; give the sizes of the good ones with who signed them."""
    if names.names and names.names[-1][0] != notes[0].origin:
        findings.add("opened", seq=max(0, names.names[-1][1]))
    known = given | {key for step in names.steps for key in (step.former, step.key) if key is not None}
    for note in notes:
        try:
            note.signers = read_note(note.data, list(known))[1]
        except Refused:
            note.signers = None
    said = [(note.size, note.signers) for note in notes if note.holds and note.signers]
    trusted = names.trusted(given, said)
    names.hold_finals(notes)
    signed: list[tuple[int, set[Key]]] = []
    for note in notes:
        code = fault_of(note, names, trusted, notes[0].size)
        if code == "in-gap":
            shared = names.shared(note.origin)
            gone = note.size - shared
            findings.tell("in-gap", file=printable(note.file), size=note.size, shared=shared, gone=gone)
        elif code:
            findings.add(code, file=note.file, size=note.size)
        else:
            note.proven = True
            signed.append((note.size, {key for key in (note.signers or set()) & trusted if key[0] == note.origin}))
    announced = {step.key for step in names.steps}
    first: dict[Key, None] = {}
    for size, signers in sorted(signed, key=lambda one: one[0]):
        first.update(dict.fromkeys(key for key in sorted(signers - announced) if names.in_turn(key, size)))
    for key in list(first)[1:]:
        findings.add("key-unannounced", key=shown(key))
    return signed


def fault_of(note: Note, names: Names, trusted: set[Key], size: int) -> str:
    """Name what is wrong with a checkpoint; empty when nothing is, `in-gap` when it says nothing of this log."""
    place, signers = names.place(note.origin, note.size, note.root), note.signers or set()
    if place not in ("log", "gap"):
        return place
    if place == "gap" and signers & trusted:
        return "in-gap"
    if not any(names.in_turn(key, note.size) for key in signers & trusted):
        if signers & trusted:
            return "checkpoint-out-of-turn"
        lost = any(step.lost and step.key in signers for step in names.steps)
        return "key-lost" if lost else "checkpoint-key"
    if note.size > size:
        return "checkpoint-beyond"
    return "" if note.holds else "checkpoint-root"


class Extract:
    """A directory with a report, its signed manifest, and in `log` an export."""

    def __init__(self, directory: str, findings: Findings) -> None:
        self.directory, self.findings = directory, findings
        self.manifest, self.note = self.read("manifest.json"), self.read("manifest.note")
        self.said: dict[str, Any] = self.manifest_said()
        self.files: dict[str, str] = self.said.get("files", {})
        self.cited: dict[int, str] = {}  # seq of an entry, and its leaf in hexadecimal digits

    def read(self, name: str) -> bytes:
        """Read a file that has to be there; empty when it is not."""
        try:
            with open(os.path.join(self.directory, name), "rb") as file:
                return file.read()
        except OSError:
            self.findings.add("missing", file=name)
            return b""

    def manifest_said(self) -> dict[str, Any]:
        """Read the manifest; empty when it is none."""
        try:
            said: Any = json.loads(self.manifest)
        except (ValueError, RecursionError):
            said = {}
        files = said.get("files") if isinstance(said, dict) and said.get("format") == EXTRACT else None
        if not isinstance(files, dict) or not all(is_inside(name) and from_hex(files[name]) for name in files):
            self.findings.add("extract-form", file="manifest.json")
            return {}
        return dict(said)

    def look(self) -> None:
        """Hold every file against the manifest, and read which entries are cited."""
        there = set()
        for folder, _, names in os.walk(self.directory):
            for name in names:
                path = os.path.join(folder, name)
                there.add(os.path.relpath(path, self.directory).replace(os.sep, "/"))
        for name in sorted(self.files):
            path = os.path.join(self.directory, *name.split("/"))
            if name not in there:
                self.findings.add("missing", file=name)
            elif os.path.islink(path) or file_hash(path).hex() != self.files[name]:
                self.findings.add("extract-file", file=name)
        for name in sorted(there - {*self.files, "manifest.json", "manifest.note"}) if self.files else ():
            self.findings.add("stray", file=name)
        if "assignments.jsonl" in self.files:
            self.read_cited("assignments.jsonl")

    def read_cited(self, file: str) -> None:
        for line in self.read(file).splitlines():
            try:
                cited = [(seq, leaf) for seq, leaf in json.loads(line)["entries"]]
            except (ValueError, TypeError, KeyError, RecursionError):
                cited = [("", "")]
            for seq, leaf in cited:
                if type(seq) is not int or seq < 0 or not from_hex(leaf) or self.cited.setdefault(seq, leaf) != leaf:
                    self.findings.add("extract-form", file=file)
                    return

    def hold(self, newest: Note, keys: set[Key]) -> None:
        """Hold what was signed against the manifest and the log."""
        try:
            text, signers = read_signed(self.note, list(keys))
        except Refused:
            text, signers = "", set()
        if not signers:
            self.findings.add("extract-key", file="manifest.note")
            return
        state = "log %d %s" % (newest.size, base64.b64encode(newest.root).decode())
        lines = text.split("\n")
        if lines[:1] != [newest.origin + "/extract"] or lines[2:] != [state, ""]:
            self.findings.add("extract-log", file="manifest.note")
        if lines[1:2] != ["manifest.json sha256 " + hashlib.sha256(self.manifest).hexdigest()]:
            self.findings.add("extract-file", file="manifest.json")

    def tell(self) -> None:
        year, until = printable(self.said.get("year", "?")), printable(self.said.get("until", "?"))
        self.findings.tell("good-extract", year=year, until=until, files=len(self.files), cited=len(self.cited))
        self.findings.tell("not-proven-figures")


def is_inside(name: str) -> bool:
    """Tell whether a name is one of a file within its directory, and written in one way only."""
    return all(part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in name.split("/"))


def verify_extract(options: argparse.Namespace, findings: Findings) -> int:
    """Verify an extract with the export in it."""
    extract = Extract(options.extract, findings)
    extract.look()
    options.directory, options.redacted = os.path.join(options.extract, "log"), True
    return verify_export(options, findings, extract)


def verify_proof(options: argparse.Namespace, findings: Findings) -> int:
    """Verify that one entry stands in a log that somebody signed, and show the entry."""
    with open(options.proof, "rb") as file:
        data = file.read()
    head, _, note = data.partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    found = re.fullmatch("extra (.+)\nindex (0|[1-9][0-9]{0,15})", "\n".join(lines[1:3]))
    entry = from_base64(found.group(1)) if found else None
    path = [from_base64(line) or b"" for line in lines[3:]]
    well_formed = lines[0] == "c2sp.org/tlog-proof@v1" and all(len(one) == 32 for one in path)
    if not well_formed or found is None or entry is None:
        findings.add("proof-form", file=options.proof)
        return findings.end()
    try:
        origin, size, root = read_checkpoint(note, options.key)
    except Refused as refused:
        findings.add(refused.args[0], file=options.proof)
        return findings.end()
    seq = int(found.group(2))
    if not leads_to(path, seq, hash_leaf(entry), size, root):
        findings.add("proof-wrong", file=options.proof)
        return findings.end()
    findings.tell("good-proof", seq=seq, size=size, origin=printable(origin))
    print(printable(entry.decode("utf-8", "replace")))
    findings.tell("not-proven")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and verify; give the exit code."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--key", action="append", required=True, type=verifier_key, help="verifier key NAME+ID+KEY")
    parser.add_argument("--earlier", action="append", default=[], help="checkpoint that was kept elsewhere")
    parser.add_argument("--witness", action="append", default=[], type=witness_key, help="a witness's NAME+ID+KEY")
    parser.add_argument("--redacted", action="store_true", help="payloads were left out on purpose")
    parser.add_argument("--extract", help="verify this yearly extract, with the export in it")
    parser.add_argument("--proof", help="verify this proof instead of an export")
    parser.add_argument("--language", choices=("vi", "en"), default="en" if locale.startswith("en") else "vi")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("directory", nargs="?", default=here, help="the export; else where this file lies")
    options = parser.parse_args(arguments)
    # Whatever the terminal's encoding: no file name and no entry may stop the verification.
    getattr(sys.stdout, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    for name in [*options.earlier, *([options.proof] if options.proof else [])]:
        if not os.path.isfile(name):
            parser.error("no such file: " + name)
    if options.extract and not os.path.isdir(options.extract):
        parser.error("no such directory: " + options.extract)
    findings = Findings(options.language)
    if options.extract:
        return verify_extract(options, findings)
    return verify_proof(options, findings) if options.proof else verify_export(options, findings)


if __name__ == "__main__":
    sys.exit(main())
