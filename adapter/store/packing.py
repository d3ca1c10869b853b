"""How the content of a payload is kept: compressed where that makes it smaller."""

from __future__ import annotations

import zlib

LEVEL = 3
WORTH = 200
"""Below so many bytes compression costs more time than it saves room."""

LARGEST = 1 << 28
"""Unpacking stops here: a message is smaller, and a forged payload may not fill the memory."""


def pack(content: bytes) -> tuple[str, bytes]:
    """Give the encoding and what is kept."""
    packed = zlib.compress(content, LEVEL) if len(content) >= WORTH else content
    return ("zlib", packed) if len(packed) < len(content) else ("plain", content)


def unpack(encoding: str, kept: bytes) -> bytes | None:
    """Give the content back; None when what is kept is not what was written."""
    if encoding != "zlib":
        return kept if encoding == "plain" else None
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(kept, LARGEST)
    except zlib.error:
        return None
    return content if unpacking.eof and not unpacking.unused_data else None


def has_idle_bits(encoding: str, kept: bytes) -> bool:
    """Tell whether a bit was set where the compressed bytes end between two bytes: it changes nothing that is read.

    Deflate fills its last byte, before the four of the checksum, from the lowest bit on, and the rest is zero. When the
    highest bit that is set there may as well not be, it is none of the content's.
    """
    if encoding != "zlib" or not kept[-5]:
        return False
    without = kept[-5] & ~(1 << kept[-5].bit_length() - 1)
    return unpack(encoding, b"".join((kept[:-5], bytes((without,)), kept[-4:]))) is not None
