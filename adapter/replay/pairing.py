"""Entries as they were logged beside entries as they are decided now, which have other handles, salts and commitments.

A handle that was made anew is the one that the log gave in its place; a commitment stands for what was committed to.
So what says the same *is* the same entry, and only what is said otherwise differs. What the log has erased is not
compared: nobody can tell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from adapter.audit.what_if import changed
from adapter.core.decide import Decision
from adapter.core.entries import KINDS, SALT_BYTES, Draft, Entry
from adapter.replay.differences import Raw
from adapter.replay.logged import Logged

Content = Callable[[str], bytes | None]
"""Gives the content of a payload, None when it has been erased."""

HANDLES = {
    kind: frozenset(key for key, form in known.forms.items() if form.name == "handle") for kind, known in KINDS.items()
}
COMMITMENTS = {kind: frozenset(known.commitments) for kind, known in KINDS.items()}
HIGHEST = 2**128 - 1

Tier = Literal["one", "assignment", "task", "ordinal", "said", "about"]
TIERS: tuple[Tier, ...] = get_args(Tier)
"""By what an entry and a draft are taken for the same thing, surest first: there is but one in a message; an assignment
that had its handle before; the same task of the same agency; the same position; the same but for texts; about the same.
"""


USUALLY_ABOUT = ("document", "item", "part")
ABOUT = {"edited": ("assignment", "message", "what")}
"""Kind → what an entry of it is about; of the others `USUALLY_ABOUT`."""


class Anew:
    """Makes handles that no log has, and salts that salt nothing (`core.decide.Fresh`)."""

    def __init__(self) -> None:
        self._next = HIGHEST
        self.made: set[str] = set()

    def handle(self) -> str:
        """Give a handle; a random one is as high with a chance of nothing."""
        self._next -= 1
        handle = f"{self._next:032x}"
        self.made.add(handle)
        return handle

    def salt(self) -> bytes:
        """Give the same salt always: nothing of this is kept."""
        return bytes(SALT_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An entry as logged and as decided now; one of the two may not be there."""

    logged: Logged | None
    entry: Entry | None  #: with the handles and commitments of the log, as far as they stand for the same
    changes: tuple[Raw, ...]


@dataclass(slots=True, kw_only=True)
class Pairing:
    """Pairs the entries of one message."""

    decision: Decision
    content: Content
    made: set[str]  #: handles that were made anew
    stand_in: str  #: what stands for the reference of the message, which no entry tells
    handles: dict[str, str] = field(default_factory=dict)  #: made anew → of the log
    own: dict[str, bytes] = field(default_factory=dict)  #: commitment → content that the log does not have
    _contents: dict[str, bytes] = field(default_factory=dict, repr=False)

    def pair(self, logged: Sequence[Logged]) -> list[Pair]:
        """Pair what is logged with the drafts: the same things first, then those about the same, then the rest."""
        self._contents = {one.commitment: one.content for one in self.decision.payloads}
        drafts = self.decision.drafts
        if [one.kind for one in logged] == [draft.kind for draft in drafts]:
            pairs = self._in_order(logged, drafts)
            if pairs is not None:
                return pairs
        return self._by_likeness(logged, drafts)

    def lookups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the look-ups of the decision by the handles of the log."""
        handles = self.handles
        for handle, key in self.decision.lookups:
            if key[0] != "numbered":
                yield handles.get(handle, handle), tuple([handles.get(part, part) for part in key])

    def _in_order(self, logged: Sequence[Logged], drafts: Sequence[Draft]) -> list[Pair] | None:
        """Pair entry by entry; None as soon as one says something else."""
        pairs = []
        before = dict(self.handles)
        for one, draft in zip(logged, drafts, strict=True):
            pair = self._compared(one, draft)
            if pair.changes:
                self.handles, self.own = before, {}
                return None
            pairs.append(pair)
        return pairs

    def _by_likeness(self, logged: Sequence[Logged], drafts: Sequence[Draft]) -> list[Pair]:
        left, waiting = list(logged), list(drafts)
        found: dict[int, Pair] = {}
        for tier in TIERS:
            for draft in list(waiting):
                one = next((one for one in left if self._alike(tier, one, draft)), None)
                if one is not None:
                    left.remove(one)
                    waiting.remove(draft)
                    found[id(draft)] = self._compared(one, draft)
        pairs = [found[id(draft)] if id(draft) in found else self._alone(draft) for draft in drafts]
        return [*pairs, *(Pair(logged=one, entry=None, changes=_gone(one.entry)) for one in left)]

    def _compared(self, one: Logged, draft: Draft) -> Pair:
        """Hold an entry against a draft; what was made anew in the draft gets the names that the log has for it."""
        entry: dict[str, object] = {"kind": one.kind}
        changes: list[Raw] = []
        handles, commitments = HANDLES[one.kind], COMMITMENTS[one.kind]
        for key in KINDS[one.kind].forms:
            was, now = one.entry.get(key), draft.body.get(key)
            if was == now:
                pass
            elif key in handles:
                now = self._named(was, now)
            elif key in commitments and was is not None and now is not None:
                found = self._texts_changed(str(was), str(now))
                changes += found
                now = now if found else was
                was = now
            if was != now:
                changes.append((key, _plain(was), _plain(now)))
            if now is not None:
                entry[key] = now
        told = {**entry, "at": one.entry["at"]} if changes else one.entry
        return Pair(logged=one, entry=told, changes=tuple(changes))

    def _alone(self, draft: Draft) -> Pair:
        entry = {
            key: self.handles.get(value, value) if type(value) is str else value for key, value in draft.body.items()
        }
        for key in COMMITMENTS[draft.kind] & entry.keys():
            self._keep(str(entry[key]))
        changes = tuple((what, "", now) for what, now, _ in _gone({**draft.body, "kind": draft.kind}))
        return Pair(logged=None, entry={**entry, "kind": draft.kind}, changes=changes)

    def _named(self, was: object, now: object) -> object:
        """Give the handle of the log for one that was made anew, unless it stands for another one already."""
        if type(now) is not str or now not in self.made:
            return now
        if now not in self.handles and type(was) is str and was not in self.handles.values():
            self.handles[now] = was
        return self.handles.get(now, now)

    def _texts_changed(self, was: str, now: str) -> list[Raw]:
        """Name what differs between two payloads; what the log has erased is what it was."""
        logged = self.content(was)
        mine = self._contents.get(now)
        mine = self.content(now) if mine is None else mine
        if logged is None or mine is None or logged == mine:
            return []
        if logged[:1] != b"{" or mine[:1] != b"{":
            self._keep(now)
            return [("body", "…", "…")]
        before, after = json.loads(logged), json.loads(mine)
        if after.get("reference") == self.stand_in:
            after = {**after, "reference": before["reference"]} if "reference" in before else _without_reference(after)
        found = list(changed(before, after))
        if found:
            self._keep(now)
        return found

    def _keep(self, commitment: str) -> None:
        if commitment in self._contents:
            self.own[commitment] = self._contents[commitment]

    def _alike(self, tier: Tier, one: Logged, draft: Draft) -> bool:
        """Tell whether an entry and a draft are the same thing in this respect."""
        if one.kind != draft.kind:
            return False
        mine = self._likeness(tier, one.entry, drafted=False)
        return mine is not None and mine == self._likeness(tier, {**draft.body, "kind": draft.kind}, drafted=True)

    def _likeness(self, tier: Tier, entry: Entry, *, drafted: bool) -> object:
        kind, assigns = entry["kind"], entry["kind"] == "assigned"
        match tier:
            case "one":
                return kind if kind in ("received", "issued") else None
            case "assignment":
                return entry["assignment"] if assigns and entry["assignment"] not in self.made else None
            case "task":
                task = self._task(entry, drafted=drafted) if assigns else None
                return None if task is None else (task, entry["lead"])
            case "ordinal":
                return entry["ordinal"] if assigns else None
            case "said":
                return None if assigns else json.dumps(self._told(entry), sort_keys=True)
            case "about":
                return None if assigns else [self._of_log(entry.get(key)) for key in ABOUT.get(kind, USUALLY_ABOUT)]

    def _task(self, entry: Entry, *, drafted: bool) -> str | None:
        """Give the source's key of a task."""
        content = self._contents.get(entry["texts"]) if drafted else self.content(entry["texts"])
        return None if content is None else str(json.loads(content)["task"])

    def _told(self, entry: Entry) -> dict[str, object]:
        """Give what an entry says but for texts, by the handles of the log."""
        left_out = COMMITMENTS[entry["kind"]] | {"at", "cause", "format", "under"}
        told = {key: value for key, value in entry.items() if key not in left_out}
        return {key: self._of_log(value) for key, value in told.items()}

    def _of_log(self, value: object) -> object:
        """Give the handle of the log that one made anew stands for; anything else as it is."""
        return self.handles.get(value, value) if type(value) is str else value


def _without_reference(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name != "reference"}


def _gone(entry: Entry) -> tuple[Raw, ...]:
    """Name the fields of an entry that would not be there: no handle, nothing committed to."""
    kind = str(entry["kind"])
    left_out = HANDLES[kind] | COMMITMENTS[kind]
    told = [(key, _plain(entry[key]), "") for key in KINDS[kind].forms if key in entry and key not in left_out]
    return (("entry", kind, ""), *told)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)
