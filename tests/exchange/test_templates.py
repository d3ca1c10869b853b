"""Requests filled in from a mapping's templates."""

from __future__ import annotations

from adapter.exchange import templates


def test_placeholders_are_filled_at_every_depth_and_other_braces_stay() -> None:
    arguments = {"Since": "{since}", "Paging": {"Number": "{page}", "Note": "{other} {size}"}}
    filled = templates.fill(arguments, {"since": "2025", "page": "2", "size": "50"})
    assert filled == {"Since": "2025", "Paging": {"Number": "2", "Note": "{other} 50"}}


def test_a_value_is_never_read_as_a_template_itself() -> None:
    assert templates.fill({"Id": "x{id}"}, {"id": "{page}\\1"}) == {"Id": "x{page}\\1"}
