"""Plans of documents that must not pass: classified ones, and those of which nobody can say that they are open."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from adapter.simulator import canaries, compose
from adapter.simulator.moments import DAY_S
from adapter.simulator.plain import document, version
from adapter.simulator.scene import Scene
from adapter.simulator.shapes import CLASSIFIED, MOST_SECRET, OPEN, SECRET, TOP_SECRET, Content, Document, Verdict

UNKNOWN = ("7", "A?", "99", "KHONG-RO", "Binh thuong")
"""Codes of no list."""

STAMPS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")


def closed(
    scene: Scene, plan: str, content: Content, listed: tuple[str, ...], verdict: Verdict, *, apart: bool = False
) -> Document:
    """Make a document of which nothing may be found, with its canaries."""
    planted, words = canaries.plant(scene.rng, content)
    made = replace(version(planted, scene.entered_at()), listed=listed, verdict=verdict, why=plan, canaries=words)
    found = document(scene, plan, made, apart=apart)
    scene.carry.closed.append(found)
    return found


def drafted(scene: Scene, *, apart: bool = False) -> Content:
    """Write what the document would say: with tasks and attachments more often than not."""
    rng = scene.rng
    content = compose.province(scene, tasks=rng.choice((0, 1, 1, 2)), apart=apart)
    return replace(content, attachments=content.attachments or compose.attachments(rng, rng.choice((0, 1))))


def _leveled(plan: str, level: str) -> Callable[[Scene], Document]:
    def make(scene: Scene) -> Document:
        content = replace(drafted(scene, apart=True), levels=(level,))
        return closed(scene, plan, content, (level,), "withheld", apart=True)

    return make


secret = _leveled("secret", SECRET)
top_secret = _leveled("top-secret", TOP_SECRET)
most_secret = _leveled("most-secret", MOST_SECRET)


def secret_inside(scene: Scene) -> Document:
    """The listing says open, the document itself says classified."""
    content = replace(drafted(scene, apart=True), levels=(scene.rng.choice(CLASSIFIED),))
    return closed(scene, "secret-inside", content, (OPEN,), "withheld", apart=True)


def secret_listed(scene: Scene) -> Document:
    """The listing says classified, the document itself says open."""
    listed = (scene.rng.choice(CLASSIFIED),)
    return closed(scene, "secret-listed", drafted(scene, apart=True), listed, "withheld", apart=True)


def secret_double(scene: Scene) -> Document:
    """Two level elements, one open and one classified, in the document or in the listing."""
    both = (OPEN, scene.rng.choice(CLASSIFIED))
    both = both if scene.rng.random() < 0.5 else both[::-1]  # noqa: PLR2004
    content = drafted(scene, apart=True)
    if scene.rng.random() < 0.7:  # noqa: PLR2004
        return closed(scene, "secret-double", replace(content, levels=both), (OPEN,), "withheld", apart=True)
    return closed(scene, "secret-double", content, both, "withheld", apart=True)


def secret_attachment(scene: Scene) -> Document:
    """An open document with a classified attachment, not always the first one."""
    rng = scene.rng
    content = drafted(scene)
    added = replace(compose.attachments(rng, 1)[0], levels=(rng.choice(CLASSIFIED),))
    content = replace(content, attachments=(*content.attachments, added))
    return closed(scene, "secret-attachment", content, (OPEN,), "withheld")


def stamp(scene: Scene) -> Document:
    """A stamp word in the subject or notation of a document that calls itself open."""
    rng = scene.rng
    content = drafted(scene)
    word = rng.choice(STAMPS)
    if rng.random() < 0.2:  # noqa: PLR2004
        content = replace(content, notation=f"{content.notation}-MẬT")
        return closed(scene, "stamp", content, (OPEN,), "withheld")
    written = rng.choice((word, word, unicodedata.normalize("NFD", word), _bare(word)))
    subject = rng.choice(("{word} - {subject}", "({word}) {subject}", "{subject} [{word}]")).format(
        word=written, subject=content.subject
    )
    return closed(scene, "stamp", replace(content, subject=subject), (OPEN,), "withheld")


def raised(scene: Scene) -> Document:
    """Open at first; weeks later its second version is classified, and nothing of the first may stay."""
    content, words = canaries.plant(scene.rng, drafted(scene))
    first = version(content, scene.entered_at())
    later = first.modified_at + scene.rng.randint(14, 60) * DAY_S
    second = version(replace(content, levels=(SECRET,)), later, 2)
    second = replace(second, listed=(SECRET,), verdict="withheld", why="raised", canaries=words)
    return document(scene, "raised", first, second)


def level_unknown(scene: Scene) -> Document:
    """A level of no list, in the listing, in the document, or in both."""
    level = (scene.rng.choice(UNKNOWN),)
    inside, listed = scene.rng.choice(((level, level), (level, level), (level, (OPEN,)), ((OPEN,), level)))
    return closed(scene, "level-unknown", replace(drafted(scene), levels=inside), listed, "held")


def level_missing(scene: Scene) -> Document:
    """No level in the listing, in the document, or in both."""
    inside, listed = scene.rng.choice((((), ()), ((), ()), ((), (OPEN,)), ((OPEN,), ())))
    return closed(scene, "level-missing", replace(drafted(scene), levels=inside), listed, "held")


def level_double(scene: Scene) -> Document:
    """Two level elements, neither of them classified."""
    both = (OPEN, scene.rng.choice((OPEN, *UNKNOWN)))
    return closed(scene, "level-double", replace(drafted(scene), levels=both), (OPEN,), "held")


def attachment_undecidable(scene: Scene) -> Document:
    """An attachment without a level, or with one of no list."""
    rng = scene.rng
    content = drafted(scene)
    levels = rng.choice(((), (rng.choice(UNKNOWN),)))
    added = replace(compose.attachments(rng, 1)[0], levels=levels)
    content = replace(content, attachments=(*content.attachments, added))
    return closed(scene, "attachment-undecidable", content, (OPEN,), "held")


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
