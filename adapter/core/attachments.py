"""Attachments as far as the gate looks at them: base64 in an element, an archive's list of contents, XML within.

Nothing is unpacked to be used, and an archive within an archive is not opened. The content passes as bytes from the
tree to the archive reader, never as text. What cannot be read here cannot be judged here, and harms nobody here: a
broken archive passes like any picture.
"""

from __future__ import annotations

import binascii
import codecs
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from adapter.core import xml
from adapter.core.xml import Element

codecs.lookup("cp437")
"""The letters of old names in archives: read now, so that no file is opened while a message is judged."""

_BEGINS = re.compile(rb"UEs|P[A-P]|77u/")
"""How base64 begins of an archive (PK), of XML (<), and of XML with a mark of UTF-8."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")
_SPACES = b" \t\r\n"
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|[\x00-\x1f]|(?:^|[/\\])\.\.(?:[/\\]|$)")
"""A path that leads out of the folder it is unpacked in. Backslashes alone do no harm: old programs write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an archive may contain."""

    max_entries: int = 2_000
    max_unpacked: int = 1 << 30  #: bytes, of all entries together, as the archive itself says
    max_ratio: int = 200  #: unpacked to packed size, once `free` bytes are passed
    free: int = 32 << 20
    max_read: int = 8 << 20  #: bytes of XML read out of one archive


LIMITS = Limits()


class AttachmentRefused(Exception):  # noqa: N818 - named for what it tells: this attachment was refused
    """An archive made to do harm; a code, never content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def documents_within(root: Element, limits: Limits = LIMITS) -> Iterator[bytes]:
    """Give every XML document that stands in an attachment, plain or within an archive. Raises `AttachmentRefused`."""
    for element in xml.beginning_with(root, "UP7"):
        content = _decoded(xml.text_bytes(element))
        if _XML.match(content):
            yield content
        elif content.startswith(b"PK"):
            yield from _within(content, limits)


def _decoded(text: bytes) -> bytes:
    packed = text.translate(None, _SPACES)
    if not _BEGINS.match(packed) or not _BASE64.fullmatch(packed):
        return b""
    try:
        return binascii.a2b_base64(packed)
    except binascii.Error:
        return b""


def _within(content: bytes, limits: Limits) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return
    with archive:
        entries = archive.infolist()
        _check(entries, len(content), limits)
        left = limits.max_read
        for entry in entries:
            found = _read(archive, entry, left)
            left -= len(found)
            if _XML.match(found):
                yield found


def _check(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.max_entries:
        raise AttachmentRefused("attachment.entries")
    if unpacked > limits.max_unpacked or (unpacked > limits.free and unpacked > limits.max_ratio * packed):
        raise AttachmentRefused("attachment.bomb")
    names = [entry.orig_filename for entry in entries]
    if any(_OUTSIDE.search(name) for name in names) or any(_is_link(entry) for entry in entries):
        raise AttachmentRefused("attachment.path")
    if len(set(names)) != len(names):
        raise AttachmentRefused("attachment.twice")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Read an entry that is XML, up to `most` bytes whatever the archive says about its size; nothing of another."""
    try:
        with archive.open(entry) as file:
            beginning = file.read(64)
            return beginning + file.read(max(0, most - len(beginning))) if _XML.match(beginning) else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, OSError, EOFError):
        # Encrypted, broken, or packed in an unusual way.
        return b""
