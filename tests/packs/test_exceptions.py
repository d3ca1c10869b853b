"""What stands beside the figures of a pack: one source never hides what another lacks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import histories
import packed

from adapter import messages
from adapter.core.ledger import Held
from adapter.packs import exceptions, making, sheets
from adapter.reports import account, accounted, columns, quarantine
from adapter.reports.figures import Ways
from adapter.store import Reader


def taken(reader: Reader, register: int | None, unmatched: Sequence[str] = ()) -> account.Account:
    """Give an account of nothing whose register has so many numbers."""
    plain = account.take(reader, "nobody")
    apart = None if register is None else 0
    return replace(plain, register_numbers=register, register_apart=apart, unmatched=tuple(unmatched))


def test_sources_do_not_make_up_for_each_other(tmp_path: Path) -> None:
    with closing(packed.store(tmp_path)) as opened, opened.read() as reader:
        lacking, too_many = taken(reader, 2, ("7/UBND-NC", "8/UBND-NC")), replace(taken(reader, 0), tasks=2)
        accounts = {"qlvb": lacking, "so-cu": too_many, "tinh": taken(reader, None)}
        months = accounted.of_period(reader, packed.YEAR)
        found = [one for one in exceptions.of(reader, accounts, packed.YEAR, months) if one.source in accounts]
        beside = {(one.what, one.source, one.name, one.count) for one in found if one.what != "held"}
        assert {
            ("unexplained", "qlvb", "", 2),
            ("missing", "qlvb", "7/UBND-NC", 1),
            ("missing", "qlvb", "8/UBND-NC", 1),
            ("no-register", "tinh", "", None),
        } <= beside
        assert not any(what == "unexplained" and source != "qlvb" for what, source, _, _ in beside)
        assert exceptions.unexplained(accounts) is None
        del accounts["tinh"]
        assert exceptions.unexplained(accounts) == 2


def test_what_is_ruled_not_to_be_taken_waits_no_more(tmp_path: Path) -> None:
    with closing(packed.store(tmp_path)) as opened:
        teller = histories.Teller(random.Random(2))
        with opened.write() as writer:
            for _ in range(4):
                batch = teller.tell("hold")
                assert batch is not None
                histories.write(writer, batch)
            for _ in range(3):
                batch = teller.tell("reject")
                assert batch is not None
                histories.write(writer, batch)
        with opened.read() as reader:
            rows, size = reader.rows(Held), quarantine.size(reader)
            assert size.rejected == sum(row.rejected is not None for row in rows) > 0
            pack = making.make(reader, making.stated(reader, packed.YEAR, "vi"))
    told = sum(one.count or 0 for one in pack.exceptions if one.what == "held")
    assert told == pack.evidence.quarantine == size.documents + size.events == len(rows) - size.rejected


def test_definitions_say_by_which_deadline_the_rate_goes() -> None:
    pack = packed.pack("en")
    first = replace(pack, report=replace(pack.report, ways=Ways(rate_deadline="first")))
    for told, of_first in ((pack, False), (first, True)):
        (sheet,) = [one for one in sheets.of(told) if one.key == "definitions"]
        meant = {str(row[0]): str(row[1]) for row in sheet.rows}
        for column in sheets.RATE_PARTS:
            said = meant[messages.text(columns.text_of(column), "en")]
            assert ("set first" in said) == of_first, column
        assert "transferred in" in meant[messages.text(columns.text_of("total"), "en")]
