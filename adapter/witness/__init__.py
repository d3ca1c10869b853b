"""A witness of other people's logs: a small service of its own, run by another department than the log's."""
