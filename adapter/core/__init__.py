"""Values in, values out: no clock, no randomness, no network, no disk, no SQL (a test holds this)."""
