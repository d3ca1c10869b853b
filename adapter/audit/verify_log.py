#!/usr/bin/env python3
"""Verify an export of a log without the program that wrote it.

Needs Python 3.9 or newer and the command `openssl` (3.0 or newer), nothing else: copy this one file to any machine.
Take it from where you trust it, not from the export you are about to verify, and the verifier key (NAME+ID+KEY) from
whoever runs the log, by another way than the export:

    python3 -I verify_log.py --key 'NAME+ID+KEY' [--earlier CHECKPOINT]... [--redacted] DIRECTORY
    python3 -I verify_log.py --key 'NAME+ID+KEY' --proof FILE.tlog-proof

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
from collections.abc import Iterator
from typing import Any

Key = tuple[str, bytes, bytes]  # name, key id, public key
Claim = tuple[str, int, bytes]  # a checkpoint: file or origin, size, root

TILE = 256  # hashes, or entries, of a full tile
FINDINGS_SHOWN = 200
LONGEST_NOTE = 1000000
ED25519 = b"\x01"  # kind of signature in a verifier key
SPKI = bytes.fromhex(
    "302a300506032b6570032100"
)  # what stands before 32 bytes of Ed25519 in a public key file (RFC 8410)

# Which kinds of entries name which as their cause. «None» among them: the cause may be absent.
# Kinds that are not here are none that this file knows: of them, that the cause comes earlier is all that is checked.
CAUSES: dict[str, tuple[str | None, ...]] = {
    "activated": (None,),
    "assigned": ("received",),
    "cycle": (None,),
    "entered": ("received",),
    "erased": ("raised", "released", "reread"),
    "extended": ("received",),
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
    "raised": (None,),
    "recalled": ("received",),
    "reassigned": (None,),
    "received": ("reread", None),
    "released": ("received", None),
    "replaced": ("received",),
    "reread": (None,),
    "reported": ("received",),
    "retracted": ("received",),
    "rewound": (None,),
    "transferred": ("received",),
    "unsaid": ("received",),
    "withdrawn": ("received",),
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
    "checkpoint-newest": (
        "checkpoint: không phải mốc mới nhất trong thư mục checkpoints.",
        "checkpoint: it is not the newest one of the folder checkpoints.",
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
    "good-payloads": (
        "Đã chứng minh: {there} nội dung kèm đúng như đã cam kết; {erased} nội dung đã xóa, mỗi lần đều có bản ghi.",
        "Proven: {there} payloads are what entries commit to; {erased} were erased, each by an entry that says so.",
    ),
    "good-blobs": (
        "Đã chứng minh: {there} văn bản mà các lần kích hoạt dẫn tới (ánh xạ, cài đặt, lịch, danh mục) còn nguyên.",
        "Proven: {there} texts that activations cite (mappings, settings, calendar, directory) are as they were.",
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


def verifier_key(text: str) -> Key:
    """Read `NAME+ID+KEY`; give name, key id, public key."""
    name, _, rest = text.strip().partition("+")
    key_id, _, key = rest.partition("+")
    data = from_base64(key)
    if not name or data is None or len(data) != 33 or data[:1] != ED25519:
        raise argparse.ArgumentTypeError("not a verifier key: NAME+ID+KEY")
    if hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8] != key_id:
        raise argparse.ArgumentTypeError("not a verifier key: its ID is not that of its name and key")
    return name, bytes.fromhex(key_id), data[1:]


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
    """Read a signed note that is a checkpoint; give origin, size, root. Unknown signatures are ignored."""
    try:
        note = data.decode()
    except UnicodeDecodeError:
        raise Refused("checkpoint-form") from None
    text, between, lines = note.rpartition("\n\n")
    text += "\n"
    if len(data) > LONGEST_NOTE or not between or not lines.endswith("\n") or re.search("[\0-\x09\x0b-\x1f]", note):
        raise Refused("checkpoint-form")
    signatures = [signature_of(line) for line in lines[:-1].split("\n")]
    fitting = [
        signature_fits(public, signature, text.encode())
        for name, key_id, signature in signatures
        for known, known_id, public in keys
        if (name, key_id) == (known, known_id)
    ]
    if not fitting or not all(fitting):
        raise Refused("checkpoint-key")
    origin, size, written = [*text.split("\n"), "", ""][:3]
    root = from_base64(written)
    if not origin or not re.fullmatch("0|[1-9][0-9]{0,15}", size) or root is None or len(root) != 32:
        raise Refused("checkpoint-form")
    return origin, int(size), root


def signature_of(line: str) -> Key:
    """Read a signature line; give name, key id, signature."""
    found = re.fullmatch(r"— ([^+\s]+) (\S+)", line)
    signature = from_base64(found.group(2)) if found else None
    if found is None or signature is None or len(signature) <= 4:
        raise Refused("checkpoint-form")
    return found.group(1), signature[:4], signature[4:]


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
        self.blobs: set[bytes] = set()
        self.unknown = 0  # entries of kinds that are not known here
        self.levels: list[list[bytes]] = []  # of each level of tiles: the hashes of the one that is not full yet,
        self.full: list[int] = []  # and the number of those that are

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

    def take(self, seq: int, data: bytes, origin: str) -> None:
        """Take the next entry: its form, its causes, what it commits to."""
        entry = decoded(data)
        kind = entry.get("kind") if entry else None
        self.kinds.append(kind if isinstance(kind, str) else None)
        if entry is None:
            self.findings.add("entry", seq=seq)
            return
        if (kind == "opened") != (seq == 0) or (seq == 0 and entry.get("origin") != origin):
            self.findings.add("opened", seq=seq)
        self.take_causes(seq, entry, kind)
        for key in COMMITMENTS:
            if key in entry:
                self.take_commitment(seq, entry[key])
        if kind == "erased":
            self.take_erasure(seq, entry.get("payloads"))
        if kind == "activated":
            self.take_blob(seq, entry.get("blob"))

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

    def take_erasure(self, seq: int, payloads: object) -> None:
        digests = [from_hex(one) for one in payloads] if isinstance(payloads, list) else [None]
        for digest in digests:
            if digest is None or digest not in self.committed:
                self.findings.add("erased-unknown", seq=seq)
            elif digest not in self.erased:
                if self.missing.pop(digest, None) is None:
                    self.findings.add("payload-remains", seq=seq, file=payload_name(digest))
                self.erased.add(digest)

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


def checkpoints_of(export: Export, keys: list[Key], earlier: list[str]) -> tuple[Claim | None, list[Claim]]:
    """Read the newest checkpoint and all others; give what it says, and what those say that do not go beyond it."""
    findings, claims, newest = export.findings, [], None
    notes = {"checkpoint": export.read("checkpoint")}
    number = 1
    while export.has("checkpoints/%d" % number):
        notes["checkpoints/%d" % number] = export.read("checkpoints/%d" % number)
        number += 1
    if notes.get("checkpoints/%d" % (number - 1)) != notes["checkpoint"]:
        findings.add("checkpoint-newest")
    for name in earlier:
        with open(name, "rb") as file:
            notes[name] = file.read()
    for name, data in notes.items():
        try:
            origin, size, root = read_checkpoint(data or b"", keys)
        except Refused as refused:
            findings.add(refused.args[0], file=name)
            continue
        newest = newest or (origin, size, root)
        if origin != newest[0]:
            findings.add("checkpoint-origin", file=name)
        elif size > newest[1]:
            findings.add("checkpoint-beyond", file=name, size=size)
        else:
            claims.append((name, size, root))
    return newest, claims


def verify_export(options: argparse.Namespace, findings: Findings) -> int:
    """Verify a whole export."""
    export = Export(options.directory, findings)
    newest, claims = checkpoints_of(export, options.key, options.earlier)
    if newest is None:
        return findings.end()
    verify_tree(export, newest, claims)
    payloads, blobs = export.look_at_files()
    if not options.redacted:
        for digest, seq in export.missing.items():
            findings.add("payload-missing", seq=seq, file=payload_name(digest))
    if findings.count:
        return findings.end()
    findings.tell("good", size=newest[1], origin=printable(newest[0]), root=newest[2].hex())
    findings.tell("good-checkpoints", inside=len(claims) - 1 - len(options.earlier), outside=len(options.earlier))
    findings.tell("good-payloads", there=payloads, erased=len(export.erased))
    findings.tell("good-blobs", there=blobs)
    if export.missing:
        findings.tell("left-out", count=len(export.missing))
    if export.unknown:
        findings.tell("unknown-kinds", count=export.unknown)
    if not options.earlier:
        findings.tell("not-proven-history")
    findings.tell("not-proven")
    return 0


def verify_tree(export: Export, newest: Claim, claims: list[Claim]) -> None:
    """Build the tree from the entries, and hold every checkpoint against it as it was at its size."""
    tree, taken = Tree(), 0
    awaited: dict[int, list[Claim]] = {}
    for claim in claims:
        awaited.setdefault(claim[1], []).append(claim)
    for seq, data in enumerate(export.entries(newest[1])):
        hold_checkpoints(export, tree, awaited.pop(taken, []))
        leaf = hash_leaf(data)
        tree.append(leaf)
        export.add_hash(leaf)
        export.take(seq, data, newest[0])
        taken = seq + 1
    hold_checkpoints(export, tree, awaited.pop(taken, []))
    for level, hashes in enumerate(export.levels):
        if hashes:
            export.hold_tile(level)


def hold_checkpoints(export: Export, tree: Tree, claims: list[Claim]) -> None:
    """Hold checkpoints of one size against the tree of that size."""
    for name, size, root in claims:
        if root != tree.root():
            export.findings.add("checkpoint-root", file=name, size=size)


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
    parser.add_argument("--redacted", action="store_true", help="payloads were left out on purpose")
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
    findings = Findings(options.language)
    return verify_proof(options, findings) if options.proof else verify_export(options, findings)


if __name__ == "__main__":
    sys.exit(main())
