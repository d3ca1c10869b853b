"""XML as the service writes it, put together as text: an answer is rendered once, when its version is made."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.sax.saxutils import escape

from adapter.simulator import moments
from adapter.simulator.shapes import Attachment, Content, Document, Event, Named, Reference, Task, Version

NAMESPACE = "urn:vn:qlvb:dich-vu:1"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
)
TAIL = "</soap:Body></soap:Envelope>"
SUCCESS = "<Result><Code>0</Code><Message>Thành công</Message></Result>"


def envelope(operation: str, inner: str) -> bytes:
    """Wrap the content of an answer."""
    name = f"{operation}Response"
    return f'{HEAD}<{name} xmlns="{NAMESPACE}">{inner}</{name}>{TAIL}'.encode()


def result(code: str, message: str) -> str:
    """Write a result that is not success."""
    return f"<Result>{leaf('Code', code)}{leaf('Message', message)}</Result>"


def fault(code: str, text: str) -> bytes:
    """Write a fault of SOAP 1.1."""
    inner = f"<faultcode>soap:{code}</faultcode><faultstring>{escape(text)}</faultstring>"
    return f"{HEAD}<soap:Fault>{inner}</soap:Fault>{TAIL}".encode()


def leaf(name: str, text: str) -> str:
    """Write an element with text; a missing text is an empty element."""
    return f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"


def levels(values: Iterable[str]) -> str:
    """Write as many level elements as there are values."""
    return "".join(leaf("SecrecyLevel", value) for value in values)


def document(made: Document, version: Version) -> bytes:
    """Write the whole answer of GetDocument."""
    times = f"{leaf('EnteredAt', moments.text(made.entered_at))}{leaf('ModifiedAt', moments.text(version.modified_at))}"
    head = f"{leaf('Id', made.id)}{leaf('Version', str(version.number))}{times}"
    whole = envelope("GetDocument", f"{SUCCESS}<Document>{head}{_content(version.content)}</Document>")
    return _spoilt(whole, version.broken)


def _content(content: Content) -> str:
    number = "" if content.number is None else leaf("Number", content.number)
    kind = f"<Kind>{leaf('Code', content.kind.code)}{leaf('Name', content.kind.name)}</Kind>"
    signer = content.signer
    signed = f"{leaf('Name', signer.name)}{leaf('Position', signer.position)}{leaf('Authority', signer.authority)}"
    return "".join(
        (
            leaf("BusinessType", str(content.business)),
            reference("RelatesTo", content.relates_to),
            number,
            leaf("Notation", content.notation),
            leaf("IssuedOn", content.issued_on),
            kind,
            body("Issuer", content.issuer),
            f"<Signer>{signed}</Signer>",
            levels(content.levels),
            leaf("Priority", content.priority),
            leaf("Subject", content.subject),
            leaf("Content", content.content),
            f"<ToPlaces>{''.join(leaf('Place', place) for place in content.places)}</ToPlaces>",
            f"<Tasks>{''.join(_task(n, task) for n, task in enumerate(content.tasks, start=1))}</Tasks>",
            f"<Attachments>{''.join(_attachment(one) for one in content.attachments)}</Attachments>",
        )
    )


def body(name: str, who: Named) -> str:
    """Write an agency."""
    return f"<{name}>{leaf('Code', who.code)}{leaf('Name', who.name)}</{name}>"


def reference(name: str, target: Reference | None) -> str:
    """Write a reference to another document; nothing when there is none."""
    if target is None:
        return ""
    inner = "".join(
        (
            leaf("Id", target.id),
            leaf("Number", target.number),
            leaf("Notation", target.notation),
            leaf("IssuedOn", target.issued_on.isoformat()),
            body("Issuer", target.issuer),
        )
    )
    return f"<{name}>{inner}</{name}>"


def _task(ordinal: int, task: Task) -> str:
    due_on = leaf("DueOn", task.due_on.isoformat()) if task.due_on else ""
    leads = "".join(body("Agency", one) for one in task.leads)
    helping = "".join(body("Agency", one) for one in task.coordinating)
    return (
        f"<Task>{leaf('TaskId', task.id)}{leaf('Ordinal', str(ordinal))}{leaf('Content', task.content)}{due_on}"
        f"<Leads>{leads}</Leads><Coordinators>{helping}</Coordinators></Task>"
    )


def _attachment(one: Attachment) -> str:
    encoded = b64encode(one.text.encode()).decode()
    return (
        f"<Attachment>{leaf('FileName', one.name)}{leaf('ContentType', 'text/plain; charset=utf-8')}"
        f"{levels(one.levels)}{leaf('Content', encoded)}</Attachment>"
    )


def event(one: Event) -> str:
    """Write an event of the work on an assignment."""
    return "".join(
        (
            f"<Event>{leaf('EventId', one.id)}{leaf('Kind', one.kind)}",
            leaf("RecordedAt", moments.text(one.recorded_at)),
            leaf("OccurredAt", moments.text(one.occurred_at)),
            leaf("DocumentId", one.document),
            leaf("TaskId", one.task),
            body("Lead", one.lead) if one.named else "",
            reference("Report", one.report),
            leaf("DueOn", one.due_on.isoformat()) if one.due_on else "",
            leaf("Quality", one.quality) if one.quality else "",
            leaf("Note", one.note) if one.note else "",
            "</Event>",
        )
    )


def _spoilt(whole: bytes, how: str) -> bytes:
    """Make an answer that is not XML, in one of the ways seen in the field."""
    if how == "unclosed":
        return whole.replace(b"</Subject>", b"", 1)
    if how == "ampersand":
        return whole.replace(b"<Subject>", b"<Subject>R&D ", 1)
    if how == "control":
        return whole.replace(b"<Subject>", b"<Subject>\x0b", 1)
    return whole[: len(whole) * 2 // 3] if how == "cut" else whole
