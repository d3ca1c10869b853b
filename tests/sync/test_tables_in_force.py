"""Tables of codes are put in force with their mapping: a changed row waits for a person; what was in force is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from making import Counting, folder_source
from shipped import tables_into

from adapter import settings
from adapter.core import mapping
from adapter.core.mapping import bundle
from adapter.core.problems import Refusal
from adapter.store import Store
from adapter.sync import activate, assemble

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "mappings" / "simulator-folder.yaml"
CONFIG = 'data_directory = "data"\n' + folder_source("q", "own.yaml")
TABLE = "codes/document_kinds.csv"


class House:
    """A house with a mapping of its own, and a table beside it."""

    def __init__(self, folder: Path) -> None:
        self.file, self.own, self.table = folder / "config.toml", folder / "own.yaml", folder / TABLE
        self.file.write_text(CONFIG, "utf-8")
        self.own.write_text(SHIPPED.read_text("utf-8"), "utf-8")
        tables_into(folder)
        self._fresh = Counting()

    def start(self) -> None:
        configuration = assemble.read(settings.load(self.file))
        store = Store.open(*settings.load(self.file).place)
        try:
            activate.ensure(store, configuration.wanted, self._fresh, NOW)
        finally:
            store.close()

    def in_force(self) -> tuple[str, bytes]:
        store = Store.open_reading(*settings.load(self.file).place)
        try:
            with store.read() as reader:
                row = activate.in_force(reader)["mapping", "q"]
                return row.identity, reader.blob(row.blob) or b""
        finally:
            store.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    found = House(tmp_path)
    found.start()
    return found


def refused(house: House) -> list[str]:
    with pytest.raises(Refusal) as caught:
        house.start()
    return [str(one.code) for one in caught.value.problems]


def test_what_is_kept_is_everything_that_is_needed_to_read_it_again(house: House) -> None:
    identity, blob = house.in_force()
    told = json.loads(blob)
    assert sorted(told) == ["mapping", "tables"]
    assert told["tables"] == {TABLE: house.table.read_text("utf-8")}
    house.table.unlink()
    text, tables = bundle.unpack(blob)
    assert mapping.load(text, "in-force:q", tables).digest == identity


def test_a_changed_row_waits_for_a_person_and_a_changed_comment_does_not(house: House) -> None:
    table = house.table.read_text("utf-8")
    header, *rows = table.splitlines()
    house.table.write_text("\ufeff" + "\r\n".join([header, "# xem lại", *reversed(rows)]), "utf-8")
    house.start()
    house.table.write_text(table.replace("\nCT,CT,,", "\nCT,CT,2020-03-05,"), "utf-8")
    assert refused(house) == ["activation.changed"]
    house.table.write_text(table.replace("\nCT,CT,,", "\nCT,CT,2020-03-99,"), "utf-8")
    assert refused(house) == ["mapping.table.day"]
    house.table.unlink()
    assert refused(house) == ["mapping.table.missing"]


def test_the_same_rows_in_another_file_are_the_same_mapping(house: House) -> None:
    house.table.rename(house.table.with_name("kinds.csv"))
    house.own.write_text(house.own.read_text("utf-8").replace(TABLE, "codes/kinds.csv"), "utf-8")
    house.start()
