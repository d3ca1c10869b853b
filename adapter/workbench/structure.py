"""What stands under each key of a mapping: the vocabulary says which keys there are, this says what they hold.

Lint, layout and the schema for editors are made from it; a test holds it to the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from adapter.core.facts import Span, Unit
from adapter.core.mapping import FORMAT, Sampled
from adapter.core.mapping.contracts import Of
from adapter.core.mapping.format import BUSINESS
from adapter.core.mapping.rest import METHODS, TELLING
from adapter.core.mapping.saying import EVENTS
from adapter.core.mapping.saying import WORDS as SAID
from adapter.core.mapping.vocabulary import SECTIONS

Form = Literal["text", "texts", "path", "paths", "flag", "whole", "names", "lists", "template", "section", "sections"]
"""How a value is written: `names` is a table of own names with texts, `lists` one with texts or lists of them,
`template` one that may nest."""

Kind = tuple[Form, str]
"""The form of a value; for sections, which one."""

_TEXT: Kind = ("text", "")
_PATH: Kind = ("path", "")

_FORMS: Mapping[Form, str] = {
    "paths": "secrecy.at attachment.level gate.stamps list.levels",
    "path": (
        "when.at when.before_at when.after_at contract.each attachment.each tasks.each relates_to.each stated.each "
        "answer_of_a_document.each agencies.each files.item list.each list.id list.inline fetch.item fetch.id "
        "register.each register.apart register.number register.notation answer.unfold answer.expects answer.code "
        "success.at version.at entered.at paging.more paging.token cursor.at "
        "read_back.standing read_back.due_on read_back.completed_on read_back.lacking read_back.quality read_back.key"
    ),
    "texts": (
        "when.in secrecy.open secrecy.classified answer.later answer.refused answer.administrator answer_of_push.empty "
        "success.in"
    ),
    "flag": "list.inline_text fetch.text when.present when.absent test.absent_secrecy_opens",
    "whole": "mapping.format paging.first paging.size",
    "lists": "mapping.namespaces",
    "names": (
        "push.standing push.lacking push.quality "
        "files_of_pushes.standing files_of_pushes.lacking files_of_pushes.quality "
        "list_of_rest.query fetch_of_rest.query register_of_rest.query push_of_rest.query read_back_of_rest.query"
    ),
    "template": (
        "push.arguments read_back.arguments list.arguments fetch.arguments register.arguments body.arguments "
        "files_of_pushes.arguments"
    ),
}

_SAID = "lead=agency due_on=deadline quality=maybe_choice new_lead=agency reason=text"

_FIELDS = {
    "document": "business=choice number=key_text notation=key_text issued_on=day kind=choice subject=key_text "
    "signer=text issuer=agency alias=text told_at=deadline relates_to=relates_to replaces=relates_to hold_when=when",
    "relates_to": "alias=key_text number=key_text notation=key_text issued_on=day issuer=agency agencies=agencies",
    "answered_document": "alias=key_text number=key_text notation=key_text issued_on=day issuer=agency",
    "tasks": "key=key_text content=key_text due_on=deadline due_in=due_in due_by=due_by due_every=due_every "
    "due_before=when due_hour=text lead=agencies coordinating=agencies "
    "evidence=stated*",
    "due_in": "count=text from=deadline",
    "due_by": "text=text year=text month=text quarter=text half=text",
    "due_every": "every=maybe_choice day=text month=text from=deadline",
    "evidence": "kind=choice document=key_text task=key_text happened_at=day report=report " + _SAID,
    "stated": "happened_at=deadline report=report " + _SAID,
    "answer_of_a_document": "happened_at=deadline document=answered_document task=key_text " + _SAID,
    "report": "number=text notation=text issued_on=deadline issuer=agency",
    "agency": "code=who_text name=who_text",
    "agencies": "code=who_text name=who_text",
}

_INNER = {
    **_FIELDS,
    "mapping": "gate=gate document=document tasks=tasks answers=answer_of_a_document* evidence=evidence "
    "contract=contract* exchange=exchange rest=rest folder=folder tests=test*",
    "gate": "secrecy=secrecy attachments=attachment*",
    "exchange": "documents=stream events=stream register=register push=push",
    "rest": "documents=stream_of_rest events=stream_of_rest register=register_of_rest push=push_of_rest",
    "stream_of_rest": "list=list_of_rest fetch=fetch_of_rest",
    "list_of_rest": "answer=answer_of_rest",
    "fetch_of_rest": "answer=answer_of_rest",
    "register_of_rest": "answer=answer_of_rest",
    "push_of_rest": "answer=answer_of_push body=body read_back=read_back_of_rest",
    "read_back_of_rest": "answer=answer_of_rest",
    "folder": "documents=files events=files push=files_of_pushes",
    "stream": "list=list fetch=fetch",
    "list": "answer=answer version=version entered=entered paging=paging cursor=cursor",
    "fetch": "answer=answer",
    "register": "answer=answer days=days issued_on=entered",
    "push": "answer=answer days=days read_back=read_back",
    "files_of_pushes": "days=days",
    "read_back": "answer=answer",
    "answer": "success=success*",
    "cursor": "send=written",
    "when": "all=when* any=when* none=when*",
    "contract": "holds=when",
}

_LIKE = {
    **{f"{kind} of rest": kind for kind in ("list", "fetch", "register", "push", "read_back", "answer")},
    "answer of push": "answer",
}
"""Sections that hold what another one does, where nothing else is said."""

READERS = frozenset({"text", "key text", "who text", "choice", "maybe choice", "day", "deadline"})
"""Sections that are one field: what reads a value."""

WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("mapping", "format"): (FORMAT,),
    ("test", "as"): get_args(Sampled),
    ("choice", "as"): ("choice", "code"),
    ("maybe choice", "as"): ("choice", "code"),
    ("contract", "of"): get_args(Of),
    ("when", "as"): ("date", "datetime", "flag"),
    **dict.fromkeys([(kind, "as") for kind in ("text", "key text", "who text")], ("text", "integer", "code")),
    **dict.fromkeys([(kind, "as") for kind in ("day", "deadline", "entered", "days")], ("date", "datetime")),
    **dict.fromkeys([(kind, "as") for kind in ("cursor", "written")], ("datetime", "date", "integer", "text")),
    ("version", "as"): ("integer", "date", "datetime"),
    **dict.fromkeys([(kind, "take") for kind in READERS], ("only", "first", "all")),
    **dict.fromkeys([(kind, "offset") for kind in (*READERS, "when")], ("read", "ignore")),
    ("due in", "unit"): get_args(Unit),
    ("stated", "says"): SAID,
    ("answer of a document", "says"): SAID,
    ("answer of a document", "unknown"): ("hold", "pass"),
    ("relates_to", "by"): ("issuer", "anyone"),
    ("paging", "by"): ("none", "number", "offset", "token"),
    ("cursor", "by"): ("item", "clock"),
    **{(f"{kind} of rest", "method"): METHODS for kind in ("list", "fetch", "register", "read_back")},
    ("push of rest", "method"): TELLING,
}
"""Keys that know a closed list of words."""

MEANINGS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("document", "business"): BUSINESS,
    ("evidence", "kind"): EVENTS,
    ("due every", "every"): get_args(Span),
}
"""Choices that mean one of a closed list of words."""


def _compiled() -> dict[tuple[str, str], Kind]:
    found: dict[tuple[str, str], Kind] = {}
    for form, places in _FORMS.items():
        for place in places.split():
            section, key = place.split(".")
            found[_named(section), key] = (form, "")
    for section, inner in _INNER.items():
        for one in inner.split():
            key, kind = one.split("=")
            form = "sections" if kind.endswith("*") else "section"
            found[_named(section), key] = (form, _named(kind.rstrip("*")))
    for section, like in _LIKE.items():
        for key in SECTIONS[section]:
            if (like, key) in found:
                found.setdefault((section, key), found[like, key])
    for kind in READERS:
        found |= {(kind, "at"): ("paths", ""), (kind, "choices"): ("names", ""), (kind, "required"): ("flag", "")}
        found[kind, "empty"] = ("texts", "")
    found["files of pushes", "read_back"] = ("flag", "")
    # A condition is the same wherever it may stand.
    found |= {(kind, "when"): ("section", "when") for kind, keys in SECTIONS.items() if "when" in keys}
    return found


def _named(kind: str) -> str:
    """Give a section as the vocabulary names it; some of the names have spaces, some underscores."""
    spaced = kind.replace("_of_", " of ")
    return next(one for one in (kind, spaced, kind.replace("_", " ")) if one in SECTIONS)


_KINDS = _compiled()


def kind_of(section: str, key: str) -> Kind:
    """Tell what a key of a section holds; a text unless something else is known."""
    return _KINDS.get((section, key), _TEXT)


def known() -> frozenset[tuple[str, str]]:
    """Name every key that is described here, so that a test can hold it to the vocabulary."""
    return frozenset(_KINDS) | frozenset(WORDS)
