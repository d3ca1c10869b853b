"""Histories that could have happened: random valid batches of entries, for any test that needs a log.

`histories()` is a Hypothesis strategy; `told(seed, length)` gives one history from a number, for tests that are no
property. Every batch is what one message or one cycle appends.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import strategies as st

from adapter.core import notes, tlog
from adapter.core.entries import KINDS, Draft, Payload, seal
from adapter.core.notes import Verifier
from adapter.reports import identity
from adapter.store import Store, Writer

NOW = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
SOURCES = ("qlvb", "truc")
AGENCIES = ("QNG-001", "QNG-002", "QNG-003", "QNG-017")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one transaction appends."""

    drafts: tuple[Draft, ...]
    payloads: tuple[Payload, ...] = ()
    erase: tuple[str, ...] = ()
    blob: bytes | None = None
    at: datetime = NOW


@dataclass
class Known:
    """A document of the history."""

    document: str
    message: str
    state: str = "in-force"
    assignments: list[str] = field(default_factory=list)
    commitments: list[str] = field(default_factory=list)
    parts: int = 0  #: so many things its message says about assignments


class Teller:
    """Tells a history: knows what stands, so that each entry speaks of things that are there."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.size = 1  # `opened` is there
        self.documents: list[Known] = []
        self.items: dict[str, str] = {}  # item → commitment to its reference
        self.actions: dict[str, Callable[[], Batch | None]] = {
            "activate": self.activate,
            "issue": self.issue,
            "change": self.change,
            "older": self.older,
            "recall": self.recall,
            "raise": self.raise_,
            "hold": self.hold,
            "release": self.release,
            "cycle": self.cycle,
            "event": self.event,
            "say": self.say,
            "replace": self.replace,
            "plan": self.plan,
            "answer": self.answer,
            "rule": self.rule,
            "act": self.act,
            "reassign": self.reassign,
            "edit": self.edit,
            "object": self.object_,
            "reject": self.reject,
        }
        self.rules: list[int] = []  #: seqs of activations
        self.plans: list[tuple[str, int]] = []  #: assignment, seq of the plan
        self.on_hold: set[str] = set()

    def tell(self, action: str) -> Batch | None:
        """Do one thing, if there is something to do it to."""
        batch = self.actions[action]()
        if batch is not None:
            self.size += len(batch.drafts)
        return batch

    def handle(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def sealed(self, payloads: list[Payload], content: object) -> str:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, sort_keys=True)
        payloads.append(seal(text.encode(), self.chance.randbytes(16)))
        return payloads[-1].commitment

    def day(self) -> str:
        return f"2026-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def activate(self) -> Batch:
        payloads: list[Payload] = []
        blob = f"text {self.chance.randrange(3)}".encode()
        what = self.chance.choice(("mapping", "settings", "calendar", "directory", "rules"))
        self.rules.append(self.size)
        source = {"source": self.chance.choice(SOURCES)} if what == "mapping" else {}
        body = {
            "what": what,
            **source,
            "identity": f"{self.chance.getrandbits(256):064x}",
            "note": self.sealed(payloads, {"actor": "an", "reason": "thử"}),
        }
        return Batch(drafts=(Draft(kind="activated", body=body),), payloads=tuple(payloads), blob=blob)

    def issue(self) -> Batch:
        known = Known(document=self.handle(), message=self.handle())
        self.documents.append(known)
        return self._state(known, version=1)

    def change(self) -> Batch | None:
        standing = [known for known in self.documents if known.state == "in-force"]
        return self._state(self.chance.choice(standing), version=2) if standing else None

    def _state(self, known: Known, version: int) -> Batch:
        """State a document: received, issued, its tasks; those it no longer has are withdrawn."""
        payloads: list[Payload] = []
        tasks = self.chance.randint(0, 3)
        texts = {"number": "12", "notation": "UBND-KGVX", "signer": "", "subject": f"V/v {self.handle()}"}
        drafts = [
            self._received(payloads, known, "newest", version),
            Draft(
                kind="issued",
                body={
                    "document": known.document,
                    "document_kind": self.chance.choice(("CV", "QĐ")),
                    "issued_on": self.day(),
                    "issuer": self.chance.choice(AGENCIES),
                    "message": known.message,
                    "scope": self.chance.choice(("in", "out")),
                    "tasks": tasks,
                    "texts": self.sealed(payloads, texts),
                },
                after=0,
            ),
        ]
        while len(known.assignments) < tasks:
            known.assignments.append(self.handle())
        for ordinal, assignment in enumerate(known.assignments, start=1):
            drafts.append(self._task(payloads, known, assignment, ordinal, kept=ordinal <= tasks))
        known.commitments += [payload.commitment for payload in payloads]
        return Batch(drafts=tuple(drafts), payloads=tuple(payloads))

    def _received(self, payloads: list[Payload], known: Known, order: str, version: int | None) -> Draft:
        content = f"<thân>{self.handle()}</thân>" * self.chance.randint(1, 20)
        body: dict[str, object] = {
            "body": self.sealed(payloads, content),
            "document": known.document,
            "message": known.message,
            "order": order,
            "size": len(content.encode()),
            "source": self.chance.choice(SOURCES),
            "stream": "documents",
        }
        if version is not None:
            body["version"] = version
        return Draft(kind="received", body=body)

    def _task(self, payloads: list[Payload], known: Known, assignment: str, ordinal: int, *, kept: bool) -> Draft:
        if not kept:
            return Draft(kind="withdrawn", body={"assignment": assignment, "reason": "absent"}, after=0)
        body: dict[str, object] = {
            "assignment": assignment,
            "coordinating": self.chance.sample(AGENCIES, self.chance.randint(0, 2)),
            "document": known.document,
            "lead": self.chance.choice(AGENCIES),
            "ordinal": ordinal,
            "texts": self.sealed(payloads, {"task": str(ordinal), "content": f"Việc {self.handle()}"}),
        }
        if self.chance.random() < 0.7:
            body["due_on"] = self.day()
            body |= self.chance.choice(self.reckoned(str(body["due_on"]))) if self.chance.random() < 0.3 else {}
        if self.chance.random() < 0.1:
            body["through"] = [{"group": "QNG-G1", "members": 96, "role": "coordinating"}]
        return Draft(kind="assigned", body=body, after=0)

    def reckoned(self, due_on: str) -> list[dict[str, object]]:
        """Give what an entry may say of how its deadline was come by: a form of each."""
        return [
            {"counted": {"count": 5, "from": self.day(), "unit": "days"}},
            {"counted": {"calendar": "ab" * 32, "count": 5, "from": self.day(), "unit": "working-days"}},
            {"counted": {"day_off": "next", "ends": "quarter", "on": self.day()}},
            {"counted": {"before": "exclusive", "day": 15, "every": "month", "from": self.day()}},
            {"counted": {"hour": "17:00", "on": due_on}, "due_at": f"{due_on}T10:00:00Z"},
        ]

    def older(self) -> Batch | None:
        if not self.documents:
            return None
        payloads: list[Payload] = []
        known = self.chance.choice(self.documents)
        if known.state in ("raised", "purged"):
            return None
        received = self._received(payloads, known, "older", None)
        known.commitments += [payload.commitment for payload in payloads]
        return Batch(drafts=(received,), payloads=tuple(payloads))

    def recall(self) -> Batch | None:
        standing = [known for known in self.documents if known.state == "in-force"]
        if len(standing) < 2:
            return None
        target, by = self.chance.sample(standing, 2)
        payloads: list[Payload] = []
        received = self._received(payloads, by, "newest", 3)
        by.commitments += [payload.commitment for payload in payloads]
        target.state = "recalled"
        body = {"by": by.document, "document": target.document, "recalled_on": self.day()}
        return Batch(drafts=(received, Draft(kind="recalled", body=body, after=0)), payloads=tuple(payloads))

    def raise_(self) -> Batch | None:
        if self.chance.random() < 0.5:
            return self.purge()
        known = next((one for one in self.documents if one.state not in ("raised", "purged")), None)
        if known is None:
            return None
        known.state = "raised"
        gone = tuple(known.commitments)
        drafts = (
            Draft(kind="raised", body={"document": known.document}),
            Draft(kind="erased", body={"payloads": list(gone), "reason": "raised"}, after=0),
        )
        return Batch(drafts=drafts, erase=gone)

    def purge(self) -> Batch | None:
        """Let a document go by order, or payloads that were erased in another life of this log."""
        standing = [one for one in self.documents if one.state not in ("raised", "purged")]
        if not standing:
            return None
        known = self.chance.choice(standing)
        payloads: list[Payload] = []
        because = self.chance.choice(("raised", "retention", "order", "restored"))
        note = self.sealed(payloads, {"actor": "an", "reason": "thử"})
        gone, body = known.commitments[:1], {"because": because, "note": note}
        if because != "restored":
            known.state = "raised" if because == "raised" else "purged"
            gone, body = known.commitments, body | {"document": known.document}
        drafts = (
            Draft(kind="purged", body=body),
            Draft(kind="erased", body={"payloads": list(gone), "reason": because}, after=0),
        )
        return Batch(drafts=drafts, payloads=tuple(payloads), erase=tuple(gone))

    def keep_no_longer(self) -> Batch | None:
        """Erase a body whose time is over."""
        if not (self.documents and self.rules):
            return None
        (gone, *_) = self.chance.choice(self.documents).commitments
        body = {"payloads": [gone], "reason": "retention"}
        return Batch(drafts=(Draft(kind="erased", body=body, cause=self.rules[-1]),), erase=(gone,))

    def hold(self) -> Batch:
        payloads: list[Payload] = []
        again = bool(self.items) and self.chance.random() < 0.3
        item = self.chance.choice(sorted(self.items)) if again else self.handle()
        reference = self.items[item] if again else self.sealed(payloads, {"reference": f"VB-{self.handle()}"})
        self.items[item] = reference
        body = {
            "item": item,
            "reason": self.chance.choice(("secrecy.unknown", "field.missing")),
            "reference": reference,
            "size": self.chance.randrange(9000),
            "source": self.chance.choice(SOURCES),
            "stream": "documents",
        }
        return Batch(drafts=(Draft(kind="held", body=body),), payloads=tuple(payloads))

    def release(self) -> Batch | None:
        if not self.items:
            return None
        item = self.chance.choice(sorted(self.items))
        reference = self.items.pop(item)
        outcome = self.chance.choice(("taken", "repeated", "passed", "withheld", "purged", "gone"))
        released = Draft(kind="released", body={"item": item, "outcome": outcome})
        if outcome != "withheld":
            return Batch(drafts=(released,))
        erased = Draft(kind="erased", body={"payloads": [reference], "reason": "withheld"}, after=0)
        return Batch(drafts=(released, erased), erase=(reference,))

    def assignment(self) -> tuple[Known, str] | None:
        """Choose an assignment, of a document that is not raised."""
        there = [known for known in self.documents if known.state not in ("raised", "purged")]
        made = [(known, one) for known in there for one in known.assignments]
        return self.chance.choice(made) if made else None

    def event(self) -> Batch | None:
        found = self.assignment()
        if found is None:
            return None
        known, assignment = found
        payloads: list[Payload] = []
        message = Known(document=known.document, message=self.handle())
        said = self._said(payloads, message.message, assignment)
        received = self._received(payloads, message, "newest", 1)
        known.commitments += [payload.commitment for payload in payloads]
        return Batch(drafts=(received, said), payloads=tuple(payloads))

    def _said(self, payloads: list[Payload], message: str, assignment: str, part: int | None = None) -> Draft:
        told = ("reported", "entered", "retracted", "extended", "judged", "transferred")
        kind = self.chance.choice((*told, "suspended", "resumed", "objected"))
        body: dict[str, object] = {
            "assignment": assignment,
            "happened_at": f"{self.day()}T0{self.chance.randrange(10)}:00:00Z",
            "message": message,
        }
        if kind == "reported":
            body["texts"] = self.sealed(payloads, {"number": "7", "notation": "BC", "issued_on": self.day()})
        if kind == "transferred":
            body["new_lead"] = self.chance.choice(AGENCIES)
            body["texts"] = self.sealed(payloads, {"lead_code": "", "lead_name": f"Sở {self.handle()}"})
        if kind == "objected":
            body["texts"] = self.sealed(payloads, {"reason": f"Việc {self.handle()}"})
            body |= {"agency": self.chance.choice(AGENCIES)} if self.chance.random() < 0.7 else {}
        body |= {"extended": {"due_on": self.day()}, "judged": {"quality": "tot"}}.get(kind, {})
        return Draft(kind=kind, body=body if part is None else body | {"part": part}, after=0)

    def say(self) -> Batch | None:
        """Let a document say several things about assignments, or no longer the last of them."""
        found = self.assignment()
        if found is None:
            return None
        known, assignment = found
        payloads: list[Payload] = []
        drafts = [self._received(payloads, known, "newest", 4)]
        if known.parts and self.chance.random() < 0.4:
            body = {"message": known.message, "part": known.parts}
            drafts.append(Draft(kind="unsaid", body=body, after=0))
            known.parts -= 1
        else:
            known.parts += 1
            drafts.append(self._said(payloads, known.message, assignment, known.parts))
        known.commitments += [payload.commitment for payload in payloads]
        return Batch(drafts=tuple(drafts), payloads=tuple(payloads))

    def replace(self) -> Batch | None:
        standing = [known for known in self.documents if known.state == "in-force"]
        if len(standing) < 2:
            return None
        target, by = self.chance.sample(standing, 2)
        payloads: list[Payload] = []
        received = self._received(payloads, by, "newest", 3)
        by.commitments += [payload.commitment for payload in payloads]
        body: dict[str, object] = {"by": by.document, "document": target.document, "replaced_on": self.day()}
        if self.chance.random() < 0.5:
            body["leads"] = self.chance.sample(AGENCIES, 2)
        else:
            target.state = "replaced"
        return Batch(drafts=(received, Draft(kind="replaced", body=body, after=0)), payloads=tuple(payloads))

    def standing(self) -> dict[str, object]:
        code = self.chance.choice(("open-in-time", "open-overdue", "done-late"))
        return {
            "code": code,
            "due_on": self.day(),
            "lacking": self.chance.choice(([], ["report"], ["report", "result"])),
        }

    def plan(self) -> Batch | None:
        found = self.assignment()
        if found is None:
            return None
        _, assignment = found
        body = {"assignment": assignment, "source": "qlvb", "standing": self.standing(), "on": self.day()}
        if self.chance.random() < 0.2:
            return Batch(drafts=(Draft(kind="push_waived", body=body),))
        former = [seq for one, seq in self.plans if one == assignment]
        if former and self.chance.random() < 0.3:
            body["sent_as"] = former[-1]
        self.plans.append((assignment, self.size))
        return Batch(drafts=(Draft(kind="push_planned", body=body),))

    def answer(self) -> Batch | None:
        if not self.plans:
            return None
        assignment, seq = self.chance.choice(self.plans[-4:])
        outcome = self.chance.choice(("accepted", "refused", "unknown"))
        settled = {"assignment": assignment, "outcome": outcome} | ({} if outcome == "accepted" else {"code": "x"})
        seen = {"assignment": assignment, "shows": self.chance.choice(("wanted", "other", "nothing"))}
        drafts = [Draft(kind="push_settled", body=settled, cause=seq), Draft(kind="push_seen", body=seen, cause=seq)]
        if self.chance.random() < 0.2:
            drafts.append(Draft(kind="push_confirmed", body={"source": "qlvb", "assignments": [assignment]}))
        return Batch(drafts=tuple(drafts[: self.chance.randint(1, 3)]))

    def rule(self) -> Batch | None:
        payloads: list[Payload] = []
        note = self.sealed(payloads, {"actor": "an", "reason": "thử"})
        what = self.chance.choice(("switch", "rewind", "hold", "resume", "retry", "reread", "force"))
        if what == "switch":
            body: dict[str, object] = {"source": "qlvb", "pushing": self.chance.choice(("on", "off")), "note": note}
            return Batch(drafts=(Draft(kind="push_switched", body=body),), payloads=tuple(payloads))
        if what == "reread":
            body = {"source": "qlvb", "since": self.day(), "note": note}
            return self._read_again(Draft(kind="reread", body=body), payloads)
        if what == "force":
            body = {"what": "report", "despite": "forced.not-anchored", "note": note}
            return Batch(drafts=(Draft(kind="forced", body=body),), payloads=tuple(payloads))
        if what == "rewind":
            body = {"source": "qlvb", "stream": "documents", "note": note}
            return Batch(drafts=(Draft(kind="rewound", body=body),), payloads=tuple(payloads))
        known = {one for one, _ in self.plans}
        fit = sorted({"hold": known - self.on_hold, "resume": self.on_hold, "retry": known}[what])
        if not fit:
            return None
        assignment = self.chance.choice(fit)
        self.on_hold ^= {assignment} if what in ("hold", "resume") else set()
        body = {"assignment": assignment, "what": what, "note": note}
        return Batch(drafts=(Draft(kind="push_ruled", body=body),), payloads=tuple(payloads))

    def reassign(self) -> Batch | None:
        found = self.assignment()
        if found is None:
            return None
        payloads: list[Payload] = []
        lead, new_lead = self.chance.sample(AGENCIES, 2)
        note = self.sealed(payloads, {"actor": "an", "document": "15/QĐ-UBND", "reason": "sáp nhập"})
        body = {"assignment": found[1], "lead": lead, "new_lead": new_lead, "on": self.day(), "note": note}
        return Batch(drafts=(Draft(kind="reassigned", body=body),), payloads=tuple(payloads))

    def edit(self) -> Batch | None:
        """Let a newer version change something of an assignment without a word."""
        standing = [known for known in self.documents if known.state == "in-force" and known.assignments]
        if not standing:
            return None
        known, payloads = self.chance.choice(standing), list[Payload]()
        received = self._received(payloads, known, "newest", 2)
        task = self._task(payloads, known, known.assignments[0], 1, kept=True)
        what = self.chance.choice(("due_on", "lead", "coordinating", "content", "dropped"))
        told: dict[str, dict[str, object]] = {
            "due_on": {"former_due_on": self.day(), "due_on": self.day()},
            "content": {"texts": task.body["texts"]},
        }
        agencies = {"former": [self.chance.choice(AGENCIES)], "now": [self.chance.choice(AGENCIES)]}
        body = {"assignment": known.assignments[0], "message": known.message, "what": what} | told.get(what, agencies)
        known.commitments += [payload.commitment for payload in payloads]
        drafts = (received, Draft(kind="edited", body=body, after=0), Draft(kind="assigned", body=task.body, after=0))
        return Batch(drafts=drafts, payloads=tuple(payloads))

    def object_(self) -> Batch | None:
        found = self.assignment()
        if found is None:
            return None
        payloads: list[Payload] = []
        note = self.sealed(payloads, {"actor": "an", "reason": "không thuộc thẩm quyền"})
        body = {"assignment": found[1], "agency": self.chance.choice(AGENCIES), "on": self.day(), "note": note}
        return Batch(drafts=(Draft(kind="objection_recorded", body=body),), payloads=tuple(payloads))

    def reject(self) -> Batch | None:
        if not self.items:
            return None
        payloads: list[Payload] = []
        note = self.sealed(payloads, {"actor": "an", "reason": "trùng"})
        what = self.chance.choice(("reject", "reject", "readmit"))
        body = {"item": self.chance.choice(sorted(self.items)), "what": what, "note": note}
        return Batch(drafts=(Draft(kind="item_ruled", body=body),), payloads=tuple(payloads))

    def _read_again(self, ruling: Draft, payloads: list[Payload]) -> Batch:
        """Rule that bodies are read again; one of a document says something else now."""
        standing = [known for known in self.documents if known.state == "in-force" and known.assignments]
        if not standing:
            return Batch(drafts=(ruling,), payloads=tuple(payloads))
        known = self.chance.choice(standing)
        body = {**self._received(payloads, known, "newest", 2).body, "body": known.commitments[0]}
        payloads.pop()
        task = self._task(payloads, known, known.assignments[0], 1, kept=True)
        known.commitments.append(payloads[-1].commitment)
        stated = Draft(kind="assigned", body=task.body, after=1)
        received = Draft(kind="received", body=body, after=0)
        return Batch(drafts=(ruling, received, stated), payloads=tuple(payloads))

    def act(self) -> Batch:
        """Let the program start, a person do something that leaves no other entry, and perhaps the program stop."""
        payloads: list[Payload] = []
        began: dict[str, object] = {"how": "daemon", "program": "0.1.0"}
        began |= {"configuration": f"{self.chance.getrandbits(256):064x}", "changed": ["sources.qlvb.every_s"]}
        began["note"] = self.sealed(payloads, {"actor": "an", "reason": ""})
        done: dict[str, object] = {"what": self.chance.choice(("alert", "export", "withdraw"))}
        done |= self.chance.choice(({"outcome": "done"}, {"outcome": "refused", "code": "alert.not-open"}))
        done["note"] = self.sealed(payloads, {"actor": "an", "reason": "thử"})
        drafts = [Draft(kind="started", body=began), Draft(kind="acted", body=done)]
        if self.chance.random() < 0.7:
            drafts.append(Draft(kind="stopped", body={"how": self.chance.choice(("told", "failed"))}, after=0))
        return Batch(drafts=tuple(drafts), payloads=tuple(payloads))

    def names(self) -> list[Batch]:
        """Let the log go on under another key, and then under another name; `write` puts in what is so."""
        digest = self.chance.randbytes(32).hex()
        key = str(Verifier(name=f"nhiemvu/{self.handle()}", public=self.chance.randbytes(32)))
        rekeyed = {"former": key, "key": key, "how": "lost", "checkpoint": digest}
        succeeded = {
            "anchored": {"size": 2**40, "root": digest, "digest": digest},
            "former": f"nhiemvu/{self.handle()}",
            "origin": f"nhiemvu/{self.handle()}",
        }
        batches = []
        for kind, said in (("rekeyed", rekeyed), ("succeeded", succeeded)):
            payloads: list[Payload] = []
            note = self.sealed(payloads, {"actor": "an", "reason": "thử"})
            body = {**said, "size": self.size, "root": digest, "note": note}
            batches.append(Batch(drafts=(Draft(kind=kind, body=body),), payloads=tuple(payloads)))
            self.size += 1
        return batches

    def cycle(self) -> Batch:
        gone = self.keep_no_longer() if self.chance.random() < 0.2 else None
        if gone is not None:
            return gone
        names = ("listed", "fetched", "taken", "older", "repeated", "held")
        body: dict[str, object] = {name: self.chance.randrange(100) for name in names}
        body |= {"source": self.chance.choice(SOURCES), "stream": "documents", "to": self.day()}
        if self.chance.random() < 0.5:
            body["from"] = self.day()
            body["withheld"] = 2
            body["withheld_by_day"] = [{"n": 2, "on": self.day()}]
            body["passed"] = 5
            body["register_by_month"] = [{"n": 7, "on": self.day()}]
            body["register"] = {"numbers": 7} | ({"apart": 3} if self.chance.random() < 0.5 else {})
        elif self.chance.random() < 0.5:
            body["window"] = "whole"
        return Batch(drafts=(Draft(kind="cycle", body=body),), at=NOW + timedelta(seconds=self.size))


ACTIONS = (
    "issue", "issue", "change", "older", "recall", "raise", "hold", "release", "cycle", "activate",
    "event", "event", "say", "say", "replace", "plan", "plan", "answer", "answer", "rule",
    "act", "rule", "rule", "reassign", "edit", "object", "reject",
)  # fmt: skip


def told(seed: int, length: int) -> list[Batch]:
    """Tell one history of so many steps."""
    chance = random.Random(seed)
    return _tell(chance, [chance.choice(ACTIONS) for _ in range(length)])


def grow(store: Store, seed: int, length: int) -> None:
    """Let a log grow by a history; nothing in it speaks of earlier entries by number where the log has some already."""
    with store.read() as reader:
        is_young = reader.size() <= 1
    for batch in told(seed, length):
        if is_young or all(draft.cause is None for draft in batch.drafts):
            with store.write() as writer:
                write(writer, batch)


def of_every_kind(length: int) -> list[Batch]:
    """Tell the first history of at least so many steps, by its number, that holds every kind of entry.

    So every table has rows. Later histories are longer: kinds are many.
    """
    for seed in range(10_000):
        history = told(seed, length + seed)
        drafts = [draft for batch in history for draft in batch.drafts]
        held = any(draft.body.get("what") == "hold" for draft in drafts)
        if held and {draft.kind for draft in drafts} >= KINDS.keys() - {"opened", "rekeyed", "succeeded"}:
            teller = Teller(random.Random(seed))
            teller.size += len(drafts)
            return [*history, *teller.names()]
    raise AssertionError(length)


@st.composite
def histories(draw: st.DrawFn, max_length: int = 30) -> list[Batch]:
    """Draw a history; shrinking shortens it."""
    actions = draw(st.lists(st.sampled_from(ACTIONS), max_size=max_length))
    return _tell(random.Random(draw(st.integers(0, 2**32))), actions)


def _tell(chance: random.Random, actions: list[str]) -> list[Batch]:
    teller = Teller(chance)
    return [batch for action in actions if (batch := teller.tell(action)) is not None]


def write(writer: Writer, batch: Batch) -> list[int]:
    """Append a batch as `take_in` does; a cycle moves its cursor."""
    drafts = batch.drafts
    if batch.blob is not None:
        digest = writer.put_blob(batch.blob)
        drafts = tuple(Draft(kind=one.kind, body={**one.body, "blob": digest}) for one in drafts)
    if drafts[0].kind in ("rekeyed", "succeeded"):
        drafts = (Draft(kind=drafts[0].kind, body={**drafts[0].body, **_as_it_is(writer, drafts[0].kind)}),)
    seqs = writer.append(drafts, batch.payloads, at=batch.at)
    if drafts[0].kind in ("cycle", "rewound"):
        body = drafts[0].body
        writer.set_cursor(str(body["source"]), str(body["stream"]), "2026-03-02T04:05:06Z", seqs[0])
    writer.erase(batch.erase)
    return seqs


def _as_it_is(writer: Writer, kind: str) -> dict[str, object]:
    """Say of the log what is so; a key signs what is there before it is replaced."""
    origin, size, root = identity.origin(writer), writer.size(), writer.root()
    state: dict[str, object] = {"size": size, "root": root.hex()}
    if kind == "succeeded":
        return state | {"former": origin}
    key = Verifier(name=origin, public=b"\1" * 32)
    text = tlog.Checkpoint(origin=origin, size=size, root=root).text
    note = notes.written(text, [notes.Signature(name=origin, key_id=key.key_id, value=b"\2" * 64)])
    writer.add_checkpoint(size, note)
    return state | {"former": str(key), "key": str(key), "checkpoint": sha256(note).hexdigest()}
