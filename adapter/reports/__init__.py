"""Figures and lists: pure queries over the ledger at a position of the log, texts joined from payloads."""
