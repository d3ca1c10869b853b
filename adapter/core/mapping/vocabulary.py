"""The closed vocabulary of a mapping: which keys each section knows, and one sentence about each.

What is not written here cannot be said in a mapping. `docs/mapping.md` repeats the tables; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a section."""

    about: str  #: one sentence for the administrator
    needed: bool = False  #: a mapping without it does not load


def _needed(about: str) -> Key:
    return Key(about=about, needed=True)


def _may(about: str) -> Key:
    return Key(about=about)


_AT = _may("Path of the value, or a list of paths tried in order; either this or `value`.")
_VALUE = _may("A value that stands in no message, instead of `at`.")
_TAKE = _may("`only` (one value, else ambiguous), `first`, or `all` (one line each; subject, signer, content).")
_EMPTY = _may("Texts that stand for no value, e.g. `01/01/0001`: as absent.")
_DEFAULT = _may("Stands in for an absent or empty value; never for a bad one.")
_REQUIRED = _may("`yes` (the usual) or `no`: may be absent; a bad value is a problem all the same.")
_ZONE = _may("Zone of moments that name none, e.g. `+07:00` (the usual).")
_FORMAT = _may("Letters `yyyy MM dd HH mm ss` with signs between; without it ISO 8601.")
_TABLE = _may("CSV below the folder of this file, for `as: code`: codes, meanings, first and last day.")
_TEXT = {
    "at": _AT,
    "value": _VALUE,
    "take": _TAKE,
    "as": _may("`text` (the usual), `integer`: a whole number, leading zeros left out, or `code`."),
    "pattern": _may("RE2 pattern over the whole text with one capture, which is the value."),
    "table": _TABLE,
    "empty": _EMPTY,
}
_CHOICE = {
    "at": _AT,
    "value": _VALUE,
    "take": _TAKE,
    "as": _needed("`choice`, or `code`: the choices stand in a table, each with the days on which it holds."),
    "choices": _may("What the source writes → what it means; anything else is invalid."),
    "table": _TABLE,
    "empty": _EMPTY,
    "default": _DEFAULT,
}
_DAY = {
    "at": _may("Path of the value, or a list of paths tried in order."),
    "take": _TAKE,
    "as": _needed("`date`, or `datetime` for a moment that is turned into its day in Vietnam."),
    "format": _FORMAT,
    "zone": _ZONE,
    "offset": _may("`read` (the usual), or `ignore` when local times are labelled with a wrong zone."),
    "empty": _EMPTY,
}
_WHO = {
    "code": _may("Field of the agency's code; code, name or both."),
    "name": _may("Field of the agency's name."),
}
_SAID = {
    "when": _may("Condition, from that element; where it does not hold nothing is said."),
    "says": _needed(
        "`reported`, `entered`, `retracted`, `extended`, `judged`, `transferred`, `suspended`, `resumed` or `objected`."
    ),
    "lead": _may("Agency it belongs to (cơ quan chủ trì)."),
    "happened_at": _may("When it happened; the day of issue unless said; absent with `required: no`, nothing is said."),
    "due_on": _may("The new deadline; needed with `says: extended`."),
    "quality": _may("Choice of the quality (chất lượng); needed with `says: judged`."),
    "new_lead": _may("The agency that leads from then on; needed with `says: transferred`."),
    "reason": _may("Why an agency objects; with `says: objected`."),
}
_CALL = {
    "operation": _needed("Name of the operation in the WSDL."),
    "arguments": _may("Argument names with their texts, nested where the operation nests; placeholders in braces."),
    "soap_action": _may("SOAPAction to send instead of the WSDL's."),
    "answer": _needed("When the answer counts."),
}
_ASKED = {
    "method": _may("`GET` (the usual), `POST`, `PUT` or `PATCH`."),
    "path": _needed("Path of the resource, below the address of the settings; placeholders in braces."),
    "query": _may("Names of the query with their texts; placeholders in braces."),
    "answer": _needed("When the answer counts."),
}
_LIST = {
    "each": _needed("Path of the items."),
    "id": _needed("Path of an item's reference, from the item."),
    "version": _may("Version of an item: a number or a time."),
    "levels": _may("Paths of secrecy values in an item; what is not open there is not even fetched."),
    "entered": _may("First day the source knew the item: withheld items are counted by it."),
    "inline": _may("Path of the whole message in an item."),
    "inline_text": _may("`yes`: the inline message is XML written as text."),
    "paging": _may("How a list is cut into pages; without it there is one page."),
    "cursor": _needed("What a poll remembers for the next one."),
}
_FETCH = {
    "item": _needed("Path of the one message."),
    "id": _may("Path of the reference that the message bears, from it: an answer about another one is put off."),
    "text": _may("`yes`: the message is XML written as text."),
}
_REGISTER = {
    "days": _may("How the two days are written; ISO 8601 without it."),
    "each": _needed("Path of the issued numbers."),
    "apart": _may("Path of a bare count of numbers kept in other (secret) series."),
    "number": _may("Path of a number, from each; with `notation` and `issued_on` missing documents can be named."),
    "notation": _may("Path of its notation."),
    "issued_on": _may("Its day of issue."),
}
_WORDS = {
    "standing": _may("Our code of a standing → the source's word, all of them; without it our codes are sent."),
    "lacking": _may("`report` and `result` → the source's words for what is lacking."),
    "quality": _may("Our code of a quality → the source's word."),
    "days": _may("How days are written; ISO 8601 without it."),
    "read_back": _may("How the source is asked what it shows; without it a push may be repeated."),
}
_SHOWN = {
    "standing": _needed("Path of the standing's word in the answer."),
    "due_on": _may("Path of the deadline."),
    "completed_on": _may("Path of the day of completion."),
    "lacking": _may("Path of what is lacking."),
    "quality": _may("Path of the quality."),
    "key": _may("Path of the key of the push that is shown."),
}
_STREAM = {
    "list": _needed("How references are listed."),
    "fetch": _may("How one document is fetched; needed unless the list carries whole messages (`inline`)."),
}
_STREAMS = {
    "documents": _needed("How documents are listed and fetched."),
    "events": _may("How workflow events are listed; needed when there is `evidence`."),
    "register": _may("How the source's own register of issued numbers is counted."),
    "push": _may("How the source is told where an assignment stands; without it nothing is told."),
}
_UNFOLD = {"unfold": _may("Path of an element whose text is XML; its tree is read as its child, before all else.")}
_EXPECTS = {"expects": _needed("Path of the response element; an answer without it is never success.")}
_SUCCESS = {
    "success": _may("List of `at` and `in`: each path must give one of its values."),
    "code": _may("Path of the source's own result code."),
}
_STATUSES = {
    **_SUCCESS,
    "later": _may("Result codes or HTTP statuses that mean: come back later."),
    "refused": _may("Result codes or HTTP statuses that mean: this one never."),
    "administrator": _may("Result codes or HTTP statuses that mean: a person is needed (log-in, rights)."),
}

SECTIONS: Mapping[str, Mapping[str, Key]] = {
    "mapping": {
        "format": _needed("Version of this format: `1`."),
        "name": _needed("Short name of the mapping."),
        "namespaces": _may("Prefix → namespace, or a list of those that mean the same; `none` for no namespace."),
        "gate": _needed("Secrecy: what opens a message. Nothing is read before."),
        "document": _needed("Fields of a document; paths start at the root element of the message."),
        "tasks": _may("Tasks of a document; without it documents carry none."),
        "answers": _may("What a document says about tasks of others, as a report does that answers them."),
        "evidence": _may("Fields of a workflow event; paths start at the root element of the event."),
        "contract": _may("What holds in every message: one for which an assertion does not hold is held."),
        "exchange": _may("How a SOAP service is asked; paths start at the SOAP Body. Either this, `rest` or `folder`."),
        "rest": _may("How a service of plain HTTP is asked; paths start at the answer's document."),
        "folder": _may("Where files lie, for a source that is a folder."),
        "tests": _may("Samples and what is expected of them; they do not belong to the mapping's identity."),
    },
    "test": {
        "as": _needed("What the sample is: `document`, `event`, an answer, or `requests`, which need no sample."),
        "sample": _may("File of the sample, from the folder of this file; needed for all but `requests`."),
        "expected": _may("File that says what is expected; beside the sample, with `.expected.json`, unless said."),
        "absent_secrecy_opens": _may("`yes`: tried as for a source whose settings say so; `no` (the usual)."),
    },
    "gate": {
        "secrecy": _needed("The secrecy element with the values that open."),
        "stamps": _may("Further places of stamp words; subject and notation are always looked at."),
        "attachments": _may("Attachments and referenced documents that carry levels of their own."),
    },
    "secrecy": {
        "at": _needed("Path, or paths, of secrecy values; each must give exactly one value that opens."),
        "open": _needed("Values that open; never empty, never `*`."),
        "classified": _may("Values known to be classified: withheld and counted. All others are held as undecidable."),
    },
    "attachment": {
        "each": _needed("Path of the attachments."),
        "level": _needed("Path, or paths, of the level, from the attachment."),
    },
    "document": {
        "when": _may("Condition, from the root element; messages for which it does not hold are no documents."),
        "business": _may("Choice of new, recall, update, replace; without it every message is a new document."),
        "number": _needed("Number (số)."),
        "notation": _needed("Notation (ký hiệu)."),
        "issued_on": _needed("Day of issue (ngày ban hành)."),
        "kind": _needed("Choice of the kind (loại văn bản)."),
        "issuer": _needed("Issuing agency (cơ quan ban hành)."),
        "subject": _needed("Subject (trích yếu)."),
        "signer": _may("Full name of the signer (người ký)."),
        "alias": _may("The source's own id of the document, by which others name it; several may bear one."),
        "told_at": _may("When the source said so: what it said last of a document counts, under whatever reference."),
        "relates_to": _may("The document that is taken back, replaced or updated; needed for recall and replace."),
        "replaces": _may("What is replaced, where it is named elsewhere than what is taken back or updated."),
        "hold_when": _may("Condition, from the root element; messages for which it holds wait for a person."),
    },
    "relates_to": {
        "each": _may("Path of the elements that name one document each; one, from the root, unless said."),
        "alias": _may("The source's own id of it; either this or its number, notation, day and issuer."),
        "number": _may("Its number."),
        "notation": _may("Its notation."),
        "issued_on": _may("Its day of issue."),
        "issuer": _may("Its issuing agency."),
        "agencies": _may("Lead agencies for whom alone it is replaced; for all, unless said or where none is named."),
        "by": _may("`issuer` (the usual): by whoever issued it, came after, or is over it; `anyone`: by any sender."),
    },
    "tasks": {
        "each": _needed("Path of the task elements, from the root element."),
        "when": _may("Condition, from the task element; elements for which it does not hold are no tasks."),
        "key": _may("The source's own key of the task; without it the ordinal."),
        "content": _needed("Content (nội dung nhiệm vụ)."),
        "due_on": _may("Deadline (hạn)."),
        "due_in": _may("Deadline that is counted, where `due_on` gives no day."),
        "due_by": _may("Deadline that is the end of a period, where neither of them gives one."),
        "due_every": _may("Deadline of a duty that comes again, where none of them gives one."),
        "due_before": _may('Condition, from the task element: the day is said as "trước ngày" (before that day).'),
        "due_hour": _may("Hour of the deadline: `17:00`, `17h00` or `17 giờ 00`."),
        "lead": _needed("Lead agencies (cơ quan chủ trì); each makes one assignment."),
        "coordinating": _may("Coordinating agencies (cơ quan phối hợp)."),
        "evidence": _may("List of what the task's own element says about the work on it."),
    },
    "due in": {
        "count": _needed("How many days; `as: integer`."),
        "unit": _needed("`days` or `working-days` (ngày làm việc)."),
        "from": _may("The day that is counted from, and does not count; the day of issue unless said or given."),
    },
    "due by": {
        "text": _may("Coded period: `2026-Q4`, `IV/2023`, `12/2025`, `2026-H1`, `2026`, `A..B`; this or `year`."),
        "year": _may("Year, four digits; alone it is the period."),
        "month": _may("Month of the year."),
        "quarter": _may("Quarter of the year: 1 to 4, or I to IV."),
        "half": _may("Half of the year: 1 or 2, or I or II."),
    },
    "due every": {
        "every": _needed("Choice of `month`, `quarter`, `half-year`, `year`; absent with `required: no`: once."),
        "day": _may("Day of the month; its last one unless said, and where the month has no such day."),
        "month": _may("Month of the period, from 1; its last one unless said."),
        "from": _may("The deadline is the first such day after this one; the day of issue unless said or given."),
    },
    "stated": {
        "each": _may("Path of the elements that say so, from the task; the task itself unless said."),
        **_SAID,
        "happened_at": _needed("When it happened: `datetime`, or `date`; absent with `required: no`, nothing is said."),
        "report": _may("The report document (văn bản báo cáo kết quả), with `says: reported`."),
    },
    "answer of a document": {
        "each": _may("Path of the elements that say so, from the root element; the root itself unless said."),
        **_SAID,
        "document": _may("The document with the task; needed unless the key of the task alone names it."),
        "task": _may("Key of the task; every task of the document that the agency leads, unless said."),
        "unknown": _may("`hold` (the usual): waits for what it answers; `pass`: then it answers nothing."),
    },
    "answered document": {
        "alias": _may("The source's own id of it; either this or its number, notation, day and issuer."),
        "number": _may("Its number."),
        "notation": _may("Its notation."),
        "issued_on": _may("Its day of issue."),
        "issuer": _may("Its issuing agency."),
    },
    "when": {
        "at": _may("Path of what is looked at; with one of the words below. Of several values one is enough."),
        "equals": _may("This text."),
        "in": _may("One of these texts."),
        "matches": _may("RE2 pattern without a capture, over the whole text."),
        "present": _may("`yes`: there is a text."),
        "absent": _may("`yes`: there is none."),
        "before": _may("ISO day: it lies before, and is not it; with `as`."),
        "after": _may("ISO day: it lies after, and is not it; with `as`."),
        "before_at": _may("Path of another day, from the same place: it lies before all that stand there; with `as`."),
        "after_at": _may("Path of another day, from the same place: it lies after all that stand there; with `as`."),
        "as": _may("`date` or `datetime`, for the words about days; `flag` for `equals: yes` or `equals: no`."),
        "format": _FORMAT,
        "zone": _ZONE,
        "offset": _may("`read` (the usual), or `ignore` when local times are labelled with a wrong zone."),
        "all": _may("Conditions that all hold, instead of `at`."),
        "any": _may("Conditions of which at least one holds, instead of `at`."),
        "none": _may("Conditions of which none holds, instead of `at`."),
    },
    "contract": {
        "name": _needed("Short name of the assertion; its rule is called `contract.NAME`."),
        "of": _may("What it is about: `document` (the usual) or `event`."),
        "each": _may("Path of the elements it is about, from the root element; the root element unless said."),
        "when": _may("Condition, from the element; elements for which it does not hold are left alone."),
        "holds": _needed("Condition, from the element, that holds, or the message is held."),
    },
    "evidence": {
        "kind": _needed("Choice of the words below: what the event says."),
        "document": _needed("Reference by which the list of documents knows the document."),
        "task": _needed("Key of the task, as `tasks.key` reads it."),
        "lead": _may("Agency the event belongs to (cơ quan chủ trì)."),
        "happened_at": _needed("When it happened, by the source's clock: `datetime`, or `date`."),
        "due_on": _may("The new deadline; needed where `kind` knows extended."),
        "quality": _may("Choice of the quality (chất lượng); needed where `kind` knows judged."),
        "new_lead": _may("The agency that leads from then on; needed where `kind` knows transferred."),
        "reason": _may("Why an agency objects; where `kind` knows objected."),
        "report": _may("The report document (văn bản báo cáo kết quả)."),
    },
    "report": {
        "number": _may("Its number."),
        "notation": _may("Its notation."),
        "issued_on": _may("Its day of issue."),
        "issuer": _may("Its issuing agency: whose event it is when the event names nobody."),
    },
    "agency": _WHO,
    "agencies": {"each": _needed("Path of the agencies; code and name start there."), **_WHO},
    "text": {**_TEXT, "default": _DEFAULT, "required": _REQUIRED},
    "key text": {**_TEXT, "default": _DEFAULT},
    "who text": _TEXT,
    "choice": _CHOICE,
    "day": _DAY,
    "deadline": {**_DAY, "required": _REQUIRED},
    "maybe choice": {**_CHOICE, "required": _REQUIRED},
    "exchange": {
        "service": _may("Service of the WSDL; needed when it has several."),
        "port": _may("Port of the service; needed when it has several."),
        **_STREAMS,
    },
    "folder": {
        "documents": _needed("Files that hold one document each."),
        "events": _may("Files that hold one workflow event each; needed when there is `evidence`."),
        "push": _may("Where standings are put, one file each; without it nothing is told."),
    },
    "files": {
        "in": _needed("Folder of the files, in the folder that the settings name."),
        "item": _needed("Path of the one message in a file: its root, or an element below."),
        "start": _may("Files older than this ISO day are left alone; every file counts unless said."),
        "overlap": _may("How far each look reaches back, e.g. `2d`, `12h`; `2d` unless said."),
    },
    "files of pushes": {
        "in": _needed("Folder of the files, in the folder that the settings name."),
        "element": _needed("Name of the root element, with its prefix; what is inside has the same namespace."),
        "arguments": _needed("Element names with their texts, nested as they should stand; placeholders in braces."),
        "standing": _may("Our code of a standing → the source's word, all of them; without it our codes are written."),
        "lacking": _may("`report` and `result` → the source's words for what is lacking."),
        "quality": _may("Our code of a quality → the source's word."),
        "days": _may("How days are written; ISO 8601 without it."),
        "read_back": _may("`yes` for a connector that can ask what is shown; `no` (the usual) for files."),
    },
    "push": {**_CALL, **_WORDS},
    "read_back": {**_CALL, **_SHOWN},
    "stream": _STREAM,
    "list": {**_CALL, **_LIST},
    "fetch": {**_CALL, **_FETCH},
    "register": {**_CALL, **_REGISTER},
    "answer": {
        **_UNFOLD,
        **_EXPECTS,
        **_SUCCESS,
        "later": _may("Result or fault codes that mean: come back later."),
        "refused": _may("Result or fault codes that mean: this one never."),
        "administrator": _may("Result or fault codes that mean: a person is needed (log-in, rights)."),
    },
    "rest": _STREAMS,
    "stream of rest": _STREAM,
    "list of rest": {**_ASKED, **_LIST},
    "fetch of rest": {**_ASKED, **_FETCH},
    "register of rest": {**_ASKED, **_REGISTER},
    "push of rest": {
        "method": _needed("`POST`, `PUT` or `PATCH`."),
        "path": _ASKED["path"],
        "query": _ASKED["query"],
        "body": _may("What is sent: one XML document."),
        "answer": _needed("When the answer counts."),
        **_WORDS,
    },
    "body": {
        "element": _needed("Name of the root element, with its prefix; what is inside has the same namespace."),
        "arguments": _needed("Element names with their texts, nested as they should stand; placeholders in braces."),
    },
    "read_back of rest": {**_ASKED, **_SHOWN},
    "answer of rest": {**_UNFOLD, **_EXPECTS, **_STATUSES},
    "answer of push": {
        "empty": _may("HTTP statuses (200 to 205) with which an empty answer is success; without it none is."),
        **_UNFOLD,
        "expects": _may("Path of the response element; needed unless an empty answer is success."),
        **_STATUSES,
    },
    "success": {
        "at": _needed("Path of a value in the answer."),
        "in": _needed("Values that mean success."),
    },
    "version": {
        "at": _needed("Path, from the item."),
        "as": _may("`integer` (the usual), `date` or `datetime`."),
        "format": _FORMAT,
        "zone": _ZONE,
    },
    "entered": {
        "at": _needed("Path, from the item."),
        "as": _needed("`date` or `datetime`."),
        "format": _FORMAT,
        "zone": _ZONE,
    },
    "written": {
        "as": _needed("`date`, `datetime`, `integer` or `text`."),
        "format": _FORMAT,
        "zone": _ZONE,
    },
    "days": {
        "as": _needed("`date` or `datetime`."),
        "format": _FORMAT,
        "zone": _ZONE,
    },
    "paging": {
        "by": _needed("`none`, `number`, `offset` or `token`."),
        "first": _may("Number of the first page: 1 for numbers, 0 for offsets, unless said."),
        "size": _may("Items per page: 100 unless said."),
        "more": _may("Path of a flag that says there is more; without it a short page is the last one."),
        "token": _may("Path of the next page's token; an empty one ends the list."),
    },
    "cursor": {
        "by": _needed("`item`: the greatest value over the items; `clock`: the time of asking."),
        "at": _may("Path of the value, from the item; for `by: item`."),
        "as": _may("How it is read: `datetime`, `date`, `integer` or `text`; for `by: item`."),
        "format": _FORMAT,
        "zone": _ZONE,
        "send": _may("How it is written into the request; as it is read unless said."),
        "start": _needed("Where the first poll begins: an ISO day or moment, or a number."),
        "overlap": _may("How far each poll reaches back, e.g. `2d`, `12h`, `30m`, `90s`; `0s` unless said."),
    },
}
"""Section → its keys. `arguments`, `choices` and `namespaces` hold names of their own and are no sections."""
