"""One module per revision, in order. A released one never changes again."""
