"""The ledger: rows derived from the log, and the fold that derives them — bit for bit the same at any position.

`apply` says what one entry changes, `Memory` holds a ledger as plain values, `fold` runs one over the other,
`digest` names a ledger. `adapter.store` keeps the same rows in tables by the same `apply`.
"""

from adapter.core.ledger.fold import apply
from adapter.core.ledger.memory import Memory, digest, fold
from adapter.core.ledger.rows import (
    ROWS,
    Activation,
    Assignment,
    Cycle,
    Document,
    Edit,
    Evidence,
    Held,
    Hold,
    Identity,
    Message,
    Push,
    PushState,
    Row,
    Switch,
    to_data,
)
from adapter.core.ledger.view import Change, Tables, View

__all__ = [
    "ROWS",
    "Activation",
    "Assignment",
    "Change",
    "Cycle",
    "Document",
    "Edit",
    "Evidence",
    "Held",
    "Hold",
    "Identity",
    "Memory",
    "Message",
    "Push",
    "PushState",
    "Row",
    "Switch",
    "Tables",
    "View",
    "apply",
    "digest",
    "fold",
    "to_data",
]
