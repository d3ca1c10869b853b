"""Canaries: unique words in every text field of documents of which nothing may ever be found."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from adapter.simulator.shapes import Content


def plant(rng: Random, content: Content) -> tuple[Content, tuple[str, ...]]:
    """Put a word of its own into every text field and attachment; give them with the content."""
    words: list[str] = []

    def marked(text: str) -> str:
        words.append(f"yen{rng.getrandbits(48):012x}")
        return f"{text} {words[-1]}"

    planted = replace(
        content,
        subject=marked(content.subject),
        content=marked(content.content),
        signer=replace(content.signer, name=marked(content.signer.name)),
        places=tuple(marked(place) for place in content.places),
        tasks=tuple(replace(task, content=marked(task.content)) for task in content.tasks),
        attachments=tuple(
            replace(one, name=f"{marked(one.name.removesuffix('.txt'))}.txt", text=marked(one.text))
            for one in content.attachments
        ),
    )
    return planted, tuple(words)
