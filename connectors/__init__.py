"""One file per kind of system; a connector knows `adapter.wire` and `adapter.exchange` only."""
