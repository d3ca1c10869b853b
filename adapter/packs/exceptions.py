"""What a reader has to know beside the figures: what is held, what the register has and the account has not.

This is the one place where the account of a period joins the pack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from adapter.core.ledger import Held
from adapter.packs.model import Excepted
from adapter.reports.account import Account
from adapter.store import Reader


def of(reader: Reader, taken: Account) -> tuple[Excepted, ...]:
    """List them: quarantine by source, stream and reason, then what the account cannot explain."""
    return (*_held(reader), *_account(taken))


def _held(reader: Reader) -> Iterator[Excepted]:
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in reader.rows(Held):
        found[row.source, row.stream, row.reason].append(row.since)
    for (source, stream, reason), since in sorted(found.items()):
        oldest = min((one for one in since if one), default="")
        yield Excepted(what="held", source=source, reason=reason, name=stream, count=len(since), since=oldest)


def _account(taken: Account) -> Iterator[Excepted]:
    if taken.withheld is None:
        yield _plain("withheld-not-counted")
    elif taken.difference is None:
        yield _plain("no-register")
    elif taken.difference:
        yield _plain("unexplained", count=taken.difference)
    for number in taken.missing:
        yield _plain("missing", name=number, count=1)


def _plain(what: str, name: str = "", count: int | None = None) -> Excepted:
    return Excepted(what=what, source="", reason="", name=name, count=count, since="")
