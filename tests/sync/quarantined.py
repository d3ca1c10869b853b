"""A ledger over a system in memory, and a person who works on what is held."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from living import Doc, Happening, Living, once
from making import Counting, folder_source

from adapter import settings as files
from adapter.audit import verify
from adapter.core.entries import decode
from adapter.core.ledger import Held
from adapter.reports import account, quarantine
from adapter.store import Store
from adapter.sync import activate, assemble, requests, verbs

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
UNKNOWN = Doc(1, leads=("Sở Không Có",))
CONFIG = 'data_directory = "data"\n' + folder_source("qlvb", "builtin:simulator.yaml")


@dataclass
class House:
    """A ledger, its source, and a person who works on what is held."""

    folder: Path
    peer: Living = field(default_factory=Living)
    fresh: Counting = field(default_factory=Counting)

    def configuration(self) -> assemble.Configuration:
        return assemble.read(files.load(self.folder / "config.toml"))

    def store(self) -> Store:
        return Store.open(*files.load(self.folder / "config.toml").place)

    def round(self, *items: Doc | Happening, now: datetime = NOW, **more: Any) -> None:
        self.peer.put(*items)
        configuration = self.configuration()
        with closing(self.store()) as store:
            seqs = activate.ensure(store, configuration.wanted, self.fresh, now)
            read = configuration.mappings["qlvb"]
            under = assemble.under(configuration, "qlvb", seqs)
            changes = more | {"mapping": read, "policy": read.gate, "directory": configuration.directory}
            once(self.peer, store, self.fresh, now, under=under, **changes)

    def desk(self, **changes: Any) -> verbs.Desk:
        configuration = self.configuration()
        return verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh, **changes)

    def ask(self, verb: str, **arguments: str) -> verbs.Answer:
        return requests.ask(self.desk(), verb, arguments | {"reason": "đã sửa"})

    def release(self, *items: str) -> dict[str, str]:
        return {one["outcome"]: one["code"] for one in self.ask("release", items=",".join(items))["results"]}

    def held(self) -> list[Held]:
        with closing(self.store()) as store, store.read() as reader:
            return reader.rows(Held)

    def reference(self, row: Held) -> str:
        with closing(self.store()) as store, store.read() as reader:
            return quarantine.item(reader, row).reference

    def account(self) -> account.Account:
        with closing(self.store()) as store, store.read() as reader:
            return account.take(reader)

    def kinds(self) -> list[str]:
        with closing(self.store()) as store, store.read() as reader:
            return [str(decode(data)["kind"]) for _, data in reader.entries()]

    def verified(self) -> bool:
        with closing(self.store()) as store, store.read() as reader:
            return not verify.verify(reader).findings
