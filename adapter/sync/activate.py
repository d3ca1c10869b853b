"""Putting mapping, settings, calendar, directory and rules in force: entries like everything else that decides.

The first start activates what is configured. From then on a changed file changes nothing by itself: the start is
refused until a person activates it with a reason.
"""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.core.ledger import Activation
from adapter.core.problems import Place, Problem, Refusal
from adapter.reports.configured import settings
from adapter.store import Reader, Store, Writer

Key = tuple[str, str]
"""What is put in force, and for which source: `("mapping", "qlvb")`, `("settings", "")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """One thing that decides, as the configuration now has it."""

    what: str  #: mapping, settings, calendar, directory or rules
    source: str  #: the source it is for; empty when it is for all
    file: str  #: where it stands, for messages
    content: bytes  #: its text, kept as a blob
    identity: str  #: what must not change unnoticed: SHA-256 of the content, or a mapping's digest

    @property
    def key(self) -> Key:
        """Name what is put in force."""
        return (self.what, self.source)


def canonical(value: object) -> bytes:
    """Give a value of ours as the bytes that an activation cites."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def configured(what: str, file: str, content: bytes, *, source: str = "", identity: str = "") -> Configured:
    """Describe one configured thing; without an `identity` its content is its identity."""
    return Configured(
        what=what, source=source, file=file, content=content, identity=identity or sha256(content).hexdigest()
    )


def in_force(reader: Reader) -> dict[Key, Activation]:
    """Give the activations in force."""
    return {(row.what, row.source): row for row in reader.rows(Activation)}


def ensure(store: Store, wanted: Iterable[Configured], fresh: Fresh, now: datetime) -> dict[Key, int]:
    """Activate what has never been activated, refuse what has changed; give the seqs in force.

    Raises `problems.Refusal` with one `activation.changed` per changed thing: nothing is activated then.
    """
    wanted = list(wanted)
    return store.commit(lambda writer: ensure_in(writer, wanted, actor(), fresh, now))


def ensure_in(writer: Writer, wanted: Iterable[Configured], who: str, fresh: Fresh, now: datetime) -> dict[Key, int]:
    """Do the same inside a transaction."""
    standing = in_force(writer)
    wanted = list(wanted)
    refuse_changed(standing, wanted)
    new = [one for one in wanted if one.key not in standing]
    if new and takes_two(writer):
        # A source that is added is no first start: nobody puts it in force alone.
        raise Refusal(*[_changed(one) for one in new])
    if new:
        activate(writer, new, {"actor": who, "reason": "first start"}, fresh, now)
    return {key: row.seq for key, row in in_force(writer).items()}


def refuse_changed(standing: Mapping[Key, Activation], wanted: Iterable[Configured]) -> None:
    """Raise `problems.Refusal` where what is configured is not what is in force."""
    changed = [one for one in wanted if one.key in standing and standing[one.key].identity != one.identity]
    if changed:
        raise Refusal(*[_changed(one) for one in changed])


def takes_two(reader: Reader) -> bool:
    """Tell whether the settings in force let nothing be activated by one person alone."""
    return bool(settings(reader).get("second_approver") == "yes")


def activate(
    writer: Writer, wanted: Iterable[Configured], note: Mapping[str, str], fresh: Fresh, now: datetime
) -> list[int]:
    """Append one `activated` entry for each, with who and why as payload."""
    drafts, payloads = [], []
    for one in wanted:
        payload = seal(canonical(dict(note)), fresh.salt())
        payloads.append(payload)
        body = {
            "blob": writer.put_blob(one.content),
            "identity": one.identity,
            "note": payload.commitment,
            "what": one.what,
        }
        drafts.append(Draft(kind="activated", body=body | ({"source": one.source} if one.source else {})))
    return writer.append(drafts, payloads, at=now)


def actor() -> str:
    """Name the account that runs this program, as the system knows it: a variable would say whatever one likes."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # an account without a name, as in a bare container
        return str(os.getuid())


def _changed(one: Configured) -> Problem:
    values = (("what", one.what), ("source", one.source or "-"))
    return Problem(code="activation.changed", place=Place(file=one.file), values=values)
