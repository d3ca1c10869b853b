"""How a source is spoken to safely: one way out over HTTP, verdicts on answers, pages split in memory."""
