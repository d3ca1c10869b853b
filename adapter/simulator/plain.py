"""Plans of open documents: with tasks and without, late, changed, mended, doubled, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from adapter.simulator import canaries, compose, kinds, wording
from adapter.simulator.agencies import PROVINCE, PROVINCE_CODES, is_province, named
from adapter.simulator.matters import FRIENDS
from adapter.simulator.moments import DAY_S
from adapter.simulator.scene import Scene, reference
from adapter.simulator.shapes import (
    OPEN,
    RECALL,
    Content,
    Document,
    Named,
    Task,
    Verdict,
    Version,
)

LATEST_RECALL_DAYS = 120


def reading(content: Content) -> Verdict:
    """Say what an open, well-formed content means."""
    if not is_province(content.issuer.name):
        return "out-of-scope"
    return "tasks" if content.tasks else "no-task"


def version(content: Content, at: int, number: int = 1) -> Version:
    """Make an open version of a content."""
    return Version(number=number, modified_at=at, listed=(OPEN,), content=content, verdict=reading(content), why="open")


def document(scene: Scene, plan: str, *versions: Version, apart: bool = False, entered_at: int = 0) -> Document:
    """Make a document of its versions; the number is the one in the register, whatever a version says."""
    first = versions[0].content
    return Document(
        id=scene.id(),
        plan=plan,
        number=first.number or "",
        notation=first.notation,
        issued_on=scene.day,
        issuer=compose.body_of(first.issuer),
        series="apart" if apart else "ordinary",
        entered_at=entered_at or versions[0].modified_at,
        versions=versions,
    )


def plain(scene: Scene) -> Document:
    """A document of the province without tasks."""
    made = document(scene, "plain", version(compose.province(scene, tasks=0), scene.entered_at()))
    scene.carry.plain.append(made)
    return made


def tasks(scene: Scene) -> Document:
    """A document of the province with tasks."""
    content = compose.province(scene, tasks=compose.task_count(scene.rng))
    made = document(scene, "tasks", version(content, scene.entered_at()))
    scene.carry.plain.append(made)
    return made


def false_friend(scene: Scene) -> Document:
    """An open document with «mật» in a harmless sense."""
    content = compose.province(scene, tasks=scene.rng.choice((0, 0, 1)), matters=FRIENDS)
    return document(scene, "false-friend", version(content, scene.entered_at()))


def department(scene: Scene) -> Document:
    """A document of a department; half of them assign tasks."""
    content = compose.department(scene, tasks=scene.rng.choice((0, 1)))
    return document(scene, "department", version(content, scene.entered_at()))


def late(scene: Scene) -> Document:
    """A document entered weeks after it was issued."""
    content = compose.province(scene, tasks=scene.rng.choice((0, 1, 2)))
    return document(scene, "late", version(content, scene.entered_at(days_later=scene.rng.randint(15, 75))))


def changed(scene: Scene) -> Document:
    """A document whose second version has another deadline, other leads, or a task less or more."""
    first = compose.province(scene, tasks=1 + compose.task_count(scene.rng))
    at = scene.entered_at()
    versions = [version(first, at)]
    for _ in range(scene.rng.choices((1, 2), (85, 15))[0]):
        at += scene.rng.randint(2, 40) * DAY_S
        versions.append(version(_another(scene, versions[-1].content), at, len(versions) + 1))
    return document(scene, "changed", *versions)


def there_and_back(scene: Scene) -> Document:
    """A → B → A: the third version says what the first one said."""
    first = compose.province(scene, tasks=1 + compose.task_count(scene.rng))
    at = scene.entered_at()
    between = at + scene.rng.randint(2, 15) * DAY_S
    back = between + scene.rng.randint(2, 15) * DAY_S
    second = version(_another(scene, first), between, 2)
    return document(scene, "there-and-back", version(first, at), second, version(first, back, 3))


def corrected(scene: Scene) -> Document:
    """An impossible date at first, mended in the second version."""
    good = compose.province(scene, tasks=compose.task_count(scene.rng))
    bad, words = canaries.plant(scene.rng, replace(good, issued_on=f"{scene.day.year}-02-30"))
    at = scene.entered_at()
    first = replace(version(bad, at), verdict="held", why="date-impossible", canaries=words)
    return document(scene, "corrected", first, version(good, at + scene.rng.randint(1, 20) * DAY_S, 2))


def duplicate(scene: Scene) -> Document | None:
    """The same document once more under another id; None when there is none to double yet."""
    at = scene.entered_at()
    original = _taken(scene, at)
    if original is None:
        return None
    copy = replace(original.versions[0], modified_at=at, verdict="duplicate", why=original.id)
    return replace(original, id=scene.id(), plan="duplicate", series="none", entered_at=at, versions=(copy,))


def recall(scene: Scene) -> Document | None:
    """A notice that takes back a known document; None when there is none yet."""
    at = scene.entered_at()
    target = _taken(scene, at)
    if target is None:
        return None
    made = version(recalling(scene, target), at)
    return document(scene, "recall", replace(made, recalls=target.id, why="recall"))


def recalling(scene: Scene, target: Document) -> Content:
    """Write the notice that takes a document back."""
    kind = kinds.KINDS[scene.rng.choice(("QĐ", "TB", "CV"))]
    content = compose.province(scene, tasks=0, kind=kind)
    name = f"{target.number}/{target.notation} ngày {target.issued_on:%d/%m/%Y}"
    reason = scene.rng.choice(("ban hành nhầm", "không còn phù hợp", "sai thẩm quyền", "trùng nội dung"))
    subject = f"Về việc thu hồi văn bản số {name} do {reason}"
    issuer = Named(name=PROVINCE, code=scene.rng.choice(PROVINCE_CODES))
    return replace(
        content,
        business=RECALL,
        subject=subject,
        content=f"{subject}. {scene.rng.choice(wording.CLOSINGS)}",
        relates_to=replace(reference(target), issuer=issuer),
    )


def _taken(scene: Scene, at: int) -> Document | None:
    """Choose a plain document listed before `at`, rather one with tasks, and take it off the list."""
    since = scene.day - timedelta(days=LATEST_RECALL_DAYS)
    fit = [one for one in scene.carry.plain[-2000:] if one.entered_at < at and one.issued_on >= since]
    if not fit:
        return None
    found = scene.rng.choice(fit)
    if not found.versions[0].content.tasks and scene.rng.random() < 0.8:  # noqa: PLR2004
        found = scene.rng.choice([one for one in fit if one.versions[0].content.tasks] or fit)
    scene.carry.plain.remove(found)
    return found


def _another(scene: Scene, content: Content) -> Content:
    """Change one thing in the tasks of a content."""
    rng, found = scene.rng, list(content.tasks)
    at = rng.randrange(len(found))
    how = rng.choices(("deadline", "lead", "dropped"), (50, 28, 22))[0]
    if how == "dropped" and len(found) > 1:
        del found[at]
    elif how == "lead":
        found[at] = replace(found[at], leads=(_other_lead(scene, found[at]), *found[at].leads[1:]))
    else:
        found[at] = _postponed(scene, found[at])
    return replace(content, tasks=tuple(found))


def _other_lead(scene: Scene, task: Task) -> Named:
    known = {one.name for one in (*task.leads, *task.coordinating)}
    return named(scene.rng.choice([one for one in scene.valid.departments if one.name not in known]))


def _postponed(scene: Scene, task: Task) -> Task:
    due_on = (task.due_on or scene.day + timedelta(days=20)) + timedelta(days=scene.rng.randint(5, 30))
    bare = task.content.split(", hoàn thành trước")[0].removesuffix(".")
    return replace(task, due_on=due_on, content=wording.with_deadline(bare, due_on))
