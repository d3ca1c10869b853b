"""Plans of documents that cannot be read fully, and of notices whose effect has to wait."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from adapter.simulator import compose
from adapter.simulator.agencies import PROVINCE, PROVINCE_CODES
from adapter.simulator.closed import closed, drafted
from adapter.simulator.plain import recalling
from adapter.simulator.scene import Scene, reference
from adapter.simulator.shapes import OPEN, REPLACE, UPDATE, Content, Document, Named, Task

BROKEN = ("unclosed", "ampersand", "cut", "control")
INVENTED = ("Sở Quy hoạch và Kiến trúc", "UBND xã Sơn Tây Trung", "Ban Quản lý Phố đi bộ tỉnh", "Sở Nội Vụ tỉnh")
"""Bodies that never were."""


def broken(scene: Scene) -> Document:
    """A document whose answer is not XML."""
    made = _held(scene, "broken", drafted(scene))
    return replace(made, versions=(replace(made.versions[0], broken=scene.rng.choice(BROKEN)),))


def number_missing(scene: Scene) -> Document:
    """A document without its number; the register has it."""
    content = drafted(scene)
    made = _held(scene, "number-missing", replace(content, number=None))
    return replace(made, number=content.number or "")


def date_impossible(scene: Scene) -> Document:
    """A document issued on a day that never was."""
    day = scene.rng.choice(("{0}-02-30", "{0}-04-31", "{0}-13-05", "{0}-11-31")).format(scene.day.year)
    return _held(scene, "date-impossible", replace(drafted(scene), issued_on=day))


def agency_unknown(scene: Scene) -> Document:
    """A task of a body that never was, is no more, is written without accents, or bears another body's code."""
    rng = scene.rng
    content = compose.province(scene, tasks=compose.task_count(rng))
    strange = rng.choice(
        (
            Named(name=rng.choice(INVENTED)),
            Named(name=rng.choice([one for one in scene.agencies.gone(scene.day) if one.kind != "province"]).name),
            Named(name=_bare(rng.choice(scene.valid.communes).name)),
            Named(name="Sở Nội vụ", code="H48"),
        )
    )
    first, *rest = content.tasks
    if rng.random() < 0.7:  # noqa: PLR2004 - mostly the lead, sometimes a coordinating one
        first = replace(first, leads=(strange, *first.leads[1:]))
    else:
        first = replace(first, coordinating=(*first.coordinating, strange))
    return _held(scene, "agency-unknown", replace(content, tasks=(*rest, first)))


def lead_missing(scene: Scene) -> Document:
    """A task that no agency leads."""
    content = compose.province(scene, tasks=compose.task_count(scene.rng))
    tasks: tuple[Task, ...] = (*content.tasks[:-1], replace(content.tasks[-1], leads=()))
    return _held(scene, "lead-missing", replace(content, tasks=tasks))


def recall_unknown(scene: Scene) -> Document | None:
    """A notice that takes back a document nobody could read."""
    target = _unread(scene)
    return None if target is None else _held(scene, "recall-unknown", recalling(scene, target))


def update(scene: Scene) -> Document | None:
    """A notice that updates a document nobody could read."""
    return _notice(scene, "update", UPDATE)


def replaced(scene: Scene) -> Document | None:
    """A document that takes the place of one nobody could read."""
    return _notice(scene, "replace", REPLACE)


def _notice(scene: Scene, plan: str, business: int) -> Document | None:
    target = _unread(scene)
    if target is None:
        return None
    issuer = Named(name=PROVINCE, code=scene.rng.choice(PROVINCE_CODES))
    about = replace(reference(target), issuer=issuer)
    return _held(scene, plan, replace(drafted(scene), business=business, relates_to=about))


def _unread(scene: Scene) -> Document | None:
    """Choose a document that nobody could read, and take it off the list; None when there is none."""
    # A notation with a stamp word would make the notice itself look classified.
    known = [one for one in scene.carry.closed[-200:] if one.plan != "stamp"]
    if not known:
        return None
    target = scene.rng.choice(known)
    scene.carry.closed.remove(target)
    return target


def _held(scene: Scene, plan: str, content: Content) -> Document:
    return closed(scene, plan, content, (OPEN,), "held")


def _bare(text: str) -> str:
    stripped = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return stripped.replace("đ", "d").replace("Đ", "D")
