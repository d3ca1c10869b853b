"""Entries of the sync log: one canonical JSON line each, of a closed set of kinds (`docs/log-format.md`).

`encode` and `decode` are the two directions, `check` holds an entry against its kind, `leaf` is what the tree
hashes. A new kind of entry is one row in `adapter.core.entries.kinds`.
"""

from adapter.core.entries.coding import (
    FORMAT,
    LONGEST,
    Draft,
    as_text,
    build,
    check,
    commitments,
    decode,
    encode,
    leaf,
    line,
    moment,
)
from adapter.core.entries.forms import Entry, EntryRefused
from adapter.core.entries.kinds import ACTS, KINDS
from adapter.core.entries.payloads import SALT_BYTES, Payload, commit, seal

__all__ = [
    "ACTS",
    "FORMAT",
    "KINDS",
    "LONGEST",
    "SALT_BYTES",
    "Draft",
    "Entry",
    "EntryRefused",
    "Payload",
    "as_text",
    "build",
    "check",
    "commit",
    "commitments",
    "decode",
    "encode",
    "leaf",
    "line",
    "moment",
    "seal",
]
