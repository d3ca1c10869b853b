"""The closed list of kinds of entries: which keys each has, in which form, and what may be its cause.

A new kind is one row here, one function in `adapter.core.ledger.fold` and one section with a vector in
`docs/log-format.md`; tests hold the three together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapter.core.entries.forms import (
    CODE,
    COMMITMENT,
    COUNT,
    DAY,
    DIGEST,
    HANDLE,
    HOUR,
    MOMENT,
    NAME,
    ORIGIN,
    POSITION,
    SETTING,
    VERIFIER,
    VERSION,
    WHOLE,
    Form,
    either,
    fields,
    many,
    maybe,
    one_of,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of entry."""

    forms: Mapping[str, Form]  #: key → form
    required: frozenset[str]  #: keys that may not be absent
    commitments: tuple[str, ...]  #: keys that commit to a payload
    causes: frozenset[str]  #: kinds that may be its cause
    caused: bool  #: it always names a cause


def _kind(forms: Mapping[str, Form], *, causes: tuple[str, ...] = (), caused: bool = False) -> Kind:
    return Kind(
        forms=forms,
        required=frozenset(key for key, form in forms.items() if not form.optional),
        # Payloads are committed to by a key of the entry itself, so that nobody has to search inside values.
        commitments=tuple(key for key, form in forms.items() if form.name == COMMITMENT.name),
        causes=frozenset(causes),
        caused=caused,
    )


def _fact(forms: Mapping[str, Form]) -> Kind:
    """Make a kind that states a fact: a received message is its cause, always."""
    return _kind(forms, causes=("received",), caused=True)


def _event(forms: Mapping[str, Form]) -> Kind:
    """Make a kind that states what an event says about an assignment, or one of the things a document says."""
    return _fact({"message": HANDLE, "part": maybe(POSITION), "assignment": HANDLE, "happened_at": MOMENT, **forms})


STANDING = fields(
    {
        "code": one_of(
            "withdrawn", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue", "open-in-time"
        ),
        "due_on": maybe(DAY),
        "completed_on": maybe(DAY),
        "lacking": many(one_of("report", "result")),
        "quality": maybe(NAME),
    }
)
"""A standing as it is pushed (`core.standing`)."""


ACTS = (
    "activate", "alert", "anchor", "approve", "checkpoint", "cursor", "export", "force", "outbox", "pin", "propose",
    "purge", "purge-apply", "purge-retention", "push", "reload", "reread", "rotate", "run", "transfer", "withdraw",
    "release", "reject", "object",
)  # fmt: skip
"""What a person may ask for (`sync.verbs`), and what an account may run: the words of `acted`. None states a result."""
ANCHORED = fields({"size": COUNT, "root": DIGEST, "digest": DIGEST})
"""A checkpoint that somebody else holds: what it states, and the digest of the signed note."""

THROUGH = fields({"group": NAME, "members": POSITION, "role": one_of("lead", "coordinating")})
"""A group by which agencies of a task were named (`core.facts.Through`)."""

_SPANS = ("month", "quarter", "half-year", "year")
_APPLIED: Mapping[str, Form] = {
    "before": maybe(one_of("inclusive", "exclusive")),
    "calendar": maybe(DIGEST),
    "day_off": maybe(one_of("next", "previous")),
    "hour": maybe(HOUR),
}
COUNTED = either(
    "reckoning",
    fields({"count": COUNT, "from": DAY, "unit": one_of("days", "working-days"), **_APPLIED}),
    fields({"ends": one_of(*_SPANS, "range"), "on": DAY, **_APPLIED}),
    fields({"every": one_of(*_SPANS), "day": maybe(POSITION), "month": maybe(POSITION), "from": DAY, **_APPLIED}),
    fields({"on": DAY, **_APPLIED}),
)
"""How a deadline was come by (`core.facts.Reckoned`)."""


def _pushed(forms: Mapping[str, Form]) -> Kind:
    """Make a kind that tells the fate of a planned push."""
    return _kind({"assignment": HANDLE, **forms}, causes=("push_planned",), caused=True)


KINDS: Mapping[str, Kind] = {
    # The log itself
    "opened": _kind({"origin": ORIGIN, "program": VERSION}),
    "activated": _kind(
        {
            "what": one_of("mapping", "settings", "calendar", "directory", "rules"),
            "source": maybe(NAME),
            "blob": DIGEST,
            "identity": DIGEST,
            "note": COMMITMENT,
        }
    ),
    "rekeyed": _kind(
        {
            "former": VERIFIER,
            "key": VERIFIER,
            "how": one_of("signed", "lost"),
            "size": COUNT,
            "root": DIGEST,
            "checkpoint": DIGEST,
            "note": COMMITMENT,
        }
    ),
    "succeeded": _kind(
        {
            "origin": ORIGIN,
            "former": ORIGIN,
            "size": COUNT,
            "root": DIGEST,
            "anchored": ANCHORED,
            "key": maybe(VERIFIER),
            "note": COMMITMENT,
        }
    ),
    # What came in
    "received": _kind(
        {
            "message": HANDLE,
            "source": NAME,
            "stream": NAME,
            "order": one_of("newest", "older"),
            "version": maybe(WHOLE),
            "size": COUNT,
            "body": COMMITMENT,
            "document": maybe(HANDLE),
        },
        causes=("reread", "received", "reassigned"),
    ),
    # Facts
    "issued": _fact(
        {
            "document": HANDLE,
            "message": HANDLE,
            "document_kind": NAME,
            "issued_on": DAY,
            "issuer": NAME,
            "scope": one_of("in", "out"),
            "tasks": COUNT,
            "texts": COMMITMENT,
            "told_at": maybe(MOMENT),
        }
    ),
    "assigned": _fact(
        {
            "assignment": HANDLE,
            "document": HANDLE,
            "ordinal": POSITION,
            "lead": NAME,
            "coordinating": many(NAME),
            "due_on": maybe(DAY),
            "texts": COMMITMENT,
            "through": maybe(many(THROUGH)),
            "counted": maybe(COUNTED),
            "due_at": maybe(MOMENT),
        }
    ),
    "withdrawn": _fact({"assignment": HANDLE, "reason": one_of("absent")}),
    "recalled": _fact({"document": HANDLE, "by": HANDLE, "recalled_on": DAY}),
    "replaced": _fact({"document": HANDLE, "by": HANDLE, "replaced_on": DAY, "leads": maybe(many(NAME))}),
    # Events of the work on an assignment
    "reported": _event({"texts": COMMITMENT}),
    "entered": _event({}),
    "retracted": _event({}),
    "extended": _event({"due_on": DAY}),
    "judged": _event({"quality": NAME}),
    "transferred": _event({"new_lead": NAME, "texts": COMMITMENT}),
    "suspended": _event({}),
    "resumed": _event({}),
    "objected": _event({"agency": maybe(NAME), "texts": COMMITMENT}),
    "unsaid": _fact({"message": HANDLE, "part": maybe(POSITION)}),
    # What a newer version says otherwise, and no document has said
    "edited": _fact(
        {
            "assignment": HANDLE,
            "message": HANDLE,
            "what": one_of("due_on", "lead", "coordinating", "content", "dropped"),
            "former_due_on": maybe(DAY),
            "due_on": maybe(DAY),
            "former": maybe(many(NAME)),
            "now": maybe(many(NAME)),
            "texts": maybe(COMMITMENT),
        }
    ),
    # What may not stay
    "raised": _kind({"document": HANDLE}),
    "purged": _kind(
        {
            "document": maybe(HANDLE),
            "because": one_of("raised", "retention", "order", "restored"),
            "note": COMMITMENT,
        }
    ),
    "erased": _kind(
        {"payloads": many(DIGEST), "reason": CODE},
        causes=("activated", "purged", "raised", "released", "reread", "succeeded"),
        caused=True,
    ),
    # Quarantine
    "held": _kind(
        {
            "item": HANDLE,
            "source": NAME,
            "stream": NAME,
            "reason": CODE,
            "size": COUNT,
            "version": maybe(WHOLE),
            "reference": COMMITMENT,
        }
    ),
    "released": _kind(
        {"item": HANDLE, "outcome": one_of("taken", "repeated", "passed", "withheld", "purged", "gone")},
        causes=("received",),
    ),
    # What the source is told
    "push_planned": _kind(
        {"assignment": HANDLE, "source": NAME, "standing": STANDING, "on": DAY, "sent_as": maybe(COUNT)}
    ),
    "push_settled": _pushed({"outcome": one_of("accepted", "refused", "unknown"), "code": maybe(CODE)}),
    "push_seen": _pushed({"shows": one_of("wanted", "other", "nothing")}),
    "push_confirmed": _kind({"source": NAME, "assignments": many(HANDLE)}),
    "push_waived": _kind({"assignment": HANDLE, "source": NAME, "standing": STANDING, "on": DAY}),
    # What a person rules
    "push_switched": _kind({"source": NAME, "pushing": one_of("on", "off"), "note": COMMITMENT}),
    "push_ruled": _kind({"assignment": HANDLE, "what": one_of("hold", "resume", "retry"), "note": COMMITMENT}),
    "rewound": _kind({"source": NAME, "stream": NAME, "note": COMMITMENT}),
    "reassigned": _kind({"assignment": HANDLE, "lead": NAME, "new_lead": NAME, "on": DAY, "note": COMMITMENT}),
    "reread": _kind({"source": NAME, "since": DAY, "note": COMMITMENT}),
    "item_ruled": _kind({"item": HANDLE, "what": one_of("reject", "readmit"), "note": COMMITMENT}),
    "objection_recorded": _kind({"assignment": HANDLE, "agency": NAME, "on": DAY, "note": COMMITMENT}),
    # Who did what
    "started": _kind(
        {
            "how": one_of("daemon", "once", "reload"),
            "program": VERSION,
            "configuration": DIGEST,
            "changed": maybe(many(SETTING)),
            "more": maybe(COUNT),
            "died": maybe(COUNT),
            "note": COMMITMENT,
        }
    ),
    "stopped": _kind({"how": one_of("told", "failed")}, causes=("started",), caused=True),
    "acted": _kind(
        {
            "what": one_of(*ACTS),
            "outcome": one_of("done", "begun", "refused"),
            "code": maybe(CODE),
            "again": maybe(COUNT),
            "note": COMMITMENT,
        }
    ),
    "forced": _kind({"what": one_of("report"), "despite": CODE, "note": COMMITMENT}),
    # The account
    "cycle": _kind(
        {
            "source": NAME,
            "stream": NAME,
            "from": maybe(DAY),
            "to": DAY,
            "listed": COUNT,
            "fetched": COUNT,
            "taken": COUNT,
            "older": COUNT,
            "repeated": COUNT,
            "passed": maybe(COUNT),
            "purged": maybe(COUNT),
            "held": COUNT,
            "withheld": maybe(COUNT),
            "withheld_by_day": maybe(many(fields({"n": COUNT, "on": DAY}))),
            "register": maybe(fields({"numbers": COUNT, "apart": maybe(COUNT)})),
            "register_by_month": maybe(many(fields({"n": COUNT, "on": DAY}))),
            "unmatched": maybe(COMMITMENT),
            "window": maybe(one_of("whole")),
        }
    ),
}
