"""An ordinary document, field by field, as every plan begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from adapter.simulator import kinds, shares, wording
from adapter.simulator.agencies import CHAIRMAN, PROVINCE, PROVINCE_CODES, Agency, is_province, named
from adapter.simulator.matters import MATTERS, Matter
from adapter.simulator.scene import Scene
from adapter.simulator.shapes import Attachment, Content, Kind, Named, Task

TRIES = 20
Key = TypeVar("Key", str, int)


def weighted(rng: Random, table: dict[Key, float]) -> Key:
    """Choose by the shares of a table."""
    return rng.choices(list(table), list(table.values()))[0]


def province(
    scene: Scene, *, tasks: int, matters: Sequence[Matter] = MATTERS, apart: bool = False, kind: Kind | None = None
) -> Content:
    """Write a document of the People's Committee of the province."""
    rng = scene.rng
    matter = rng.choice(matters)
    kind = kind or kinds.pick(rng, kinds.DIRECTING if tasks else kinds.OTHERS)
    name = CHAIRMAN if rng.random() < shares.CHAIRMAN else PROVINCE
    issuer = Named(name=name, code=rng.choice(PROVINCE_CODES))
    return _write(scene, issuer, kinds.notation(kind, "UBND", matter.unit), (kind, matter), tasks=tasks, apart=apart)


def department(scene: Scene, *, tasks: int) -> Content:
    """Write a document of a department; what it assigns is out of the directive's scope."""
    rng = scene.rng
    body = rng.choice([one for one in scene.valid.departments if one.abbrev])
    kind = kinds.pick(rng, kinds.DEPARTMENT)
    matter = rng.choice([one for one in MATTERS if one.department == body.name] or MATTERS)
    notation = kinds.notation(kind, body.abbrev, rng.choice(("VP", "TH", "QLNV")))
    return _write(scene, named(body), notation, (kind, matter), tasks=tasks, apart=False)


def body_of(issuer: Named) -> str:
    """Give the body that stands behind an issuer: series of numbers and the register know bodies only."""
    return PROVINCE if is_province(issuer.name) else issuer.name


def task_count(rng: Random) -> int:
    """Choose how many tasks a document that has any assigns."""
    return weighted(rng, shares.TASKS)


def _write(
    scene: Scene, issuer: Named, notation: str, about: tuple[Kind, Matter], *, tasks: int, apart: bool
) -> Content:
    rng, day = scene.rng, scene.day
    kind, matter = about
    place = rng.choice(scene.valid.communes).name.removeprefix("UBND ")
    subject = _new_subject(scene, kind, matter, place, directing=bool(tasks))
    chairman = issuer.name == CHAIRMAN or rng.random() < shares.CHAIRMAN
    signer = kinds.signer(rng, department=not is_province(issuer.name), chairman=chairman)
    return Content(
        number=_new_number(scene, issuer, kind, notation, apart=apart),
        notation=notation,
        issued_on=day.isoformat(),
        kind=kind,
        issuer=issuer,
        signer=signer,
        subject=subject,
        content=wording.body(rng, matter, place, day, subject[:1].lower() + subject[1:]),
        places=("Như trên", f"Lưu: VT, {matter.unit}"),
        priority=rng.choices("0123", (80, 14, 4, 2))[0],
        tasks=tuple(_task(scene, matter, place) for _ in range(tasks)),
        attachments=attachments(rng, rng.choices((0, 1, 2), (75, 18, 7))[0]),
    )


def _new_subject(scene: Scene, kind: Kind, matter: Matter, place: str, *, directing: bool) -> str:
    """Write a subject that no other document has."""
    used = scene.carry.subjects
    for attempt in range(TRIES):
        found = wording.subject(scene.rng, kind.code, matter, place, scene.day, directing=directing)
        if attempt == TRIES - 1:
            found = f"{found} (lần {len(used)})"
        if found not in used:
            break
    used.add(found)
    return found


def _new_number(scene: Scene, issuer: Named, kind: Kind, notation: str, *, apart: bool) -> str:
    """Take a number; two documents of one day never share number and notation, not even across series."""
    while True:
        number = kinds.number(scene.carry.number(body_of(issuer), kind, scene.day, apart=apart))
        key = (number, notation, scene.day)
        if key not in scene.carry.keys:
            scene.carry.keys.add(key)
            return number


def _task(scene: Scene, matter: Matter, place: str) -> Task:
    rng = scene.rng
    due_on = deadline(rng, scene.day)
    leads = _leads(scene, matter, weighted(rng, shares.LEADS))
    others = [one for one in scene.valid.departments if one not in leads]
    helping = rng.sample(others, rng.randint(1, 4)) if rng.random() < shares.COORDINATED else []
    return Task(
        id=f"NV-{rng.getrandbits(40):010x}",
        content=wording.with_deadline(wording.duty(rng, matter, place), due_on),
        due_on=due_on,
        leads=tuple(named(one) for one in leads),
        coordinating=tuple(named(one) for one in helping),
    )


def deadline(rng: Random, day: date) -> date | None:
    """Choose a deadline; one in a hundred is past when the document is issued."""
    if rng.random() < shares.NO_DEADLINE:
        return None
    return day + timedelta(days=-rng.randint(1, 5) if rng.random() < 0.01 else rng.randint(5, 75))  # noqa: PLR2004


def _leads(scene: Scene, matter: Matter, count: int) -> list[Agency]:
    rng, valid = scene.rng, scene.valid
    if rng.random() < shares.COMMUNE_LEADS:
        return rng.sample(valid.communes, count)
    own = [one for one in valid.departments if one.name == matter.department]
    others = [one for one in valid.departments if one not in own]
    return (own + rng.sample(others, count))[:count]


def attachments(rng: Random, count: int) -> tuple[Attachment, ...]:
    """Attach text files; one in forty is large."""
    made = []
    for number in range(1, count + 1):
        lines = 900 if rng.random() < 0.025 else rng.randint(4, 30)  # noqa: PLR2004
        text = "\n".join(
            f"{line}. {rng.choice(wording.DUTIES).format(matter='công tác được giao')}" for line in range(1, lines)
        )
        made.append(Attachment(name=wording.filename(rng, number), text=text))
    return tuple(made)
