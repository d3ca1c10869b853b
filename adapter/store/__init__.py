"""The store: sync log, payloads, blobs, look-ups, cursors and the ledger, in one database under one writer.

SQL lives in this package and nowhere else. `Store` is the door; `Reader` and `Writer` are what one transaction
offers; every failure of the world behind it is a `StoreError`.
"""

from adapter.store.errors import StoreError
from adapter.store.reader import Alike, Reader
from adapter.store.store import Store
from adapter.store.writer import Writer

__all__ = ["Alike", "Reader", "Store", "StoreError", "Writer"]
