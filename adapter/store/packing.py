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
