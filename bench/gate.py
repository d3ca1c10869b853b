"""What the gate costs beside bare lxml: `python bench/gate.py [--messages N] [--rounds N]`.

FLOOR is `etree.fromstring` of the same bytes. TREE is our safe way from bytes to a tree: sizes, encodings, document
types, counts, depth. GATE is the tree and every signal of secrecy, attachments looked into. All three take turns in
one process; the median ratio of the rounds is what counts.
"""

from __future__ import annotations

import argparse
import base64
import os
import statistics
from collections.abc import Callable
from importlib.resources import files

from lxml import etree
from take_in import BODY, FILLING, timed

from adapter.core import gate, mapping, xml
from adapter.settings import BUILTIN, beside

ATTACHMENTS = (
    "<Attachments><Attachment><Name>{name}</Name><SecrecyLevel>Thuong</SecrecyLevel><Content>{content}</Content>"
)
END = "</Attachment></Attachments></Document>"


def messages(kind: str, number: int) -> list[bytes]:
    """Write messages of a kind: bare, or with a file of a size within them."""
    bare = [BODY.format(n=n, filling=FILLING) for n in range(number)]
    size = {"5 KB": 0, "5 KB + 200 KB file": 150_000, "5 KB + 8 MB file": 6_000_000}[kind]
    if not size:
        return [one.encode() for one in bare]
    content = base64.b64encode(b"%PDF-1.7\n" + os.urandom(size)).decode()
    attached = ATTACHMENTS.format(name="phu-luc.pdf", content=content) + END
    return [one.removesuffix("</Document>").encode() + attached.encode() for one in bare]


def each(work: Callable[[bytes], object], bodies: list[bytes]) -> None:
    """Do the work for every message."""
    for body in bodies:
        work(body)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--messages", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=7)
    options = asked.parse_args()
    text = (files("mappings") / "simulator.yaml").read_text("utf-8")
    policy = mapping.load(text, "simulator.yaml", beside(BUILTIN)).gate
    huge = etree.XMLParser(huge_tree=True, resolve_entities=False)

    def floor(body: bytes) -> object:
        return etree.fromstring(body, huge)

    def judged(body: bytes) -> None:
        verdict = gate.screen(body, policy)
        assert isinstance(verdict, gate.Open), verdict

    for kind, fewer in (("5 KB", 1), ("5 KB + 200 KB file", 10), ("5 KB + 8 MB file", 200)):
        bodies = messages(kind, max(3, options.messages // fewer))
        tree, whole, cost = [], [], []
        for _ in range(options.rounds):
            low, middle, high = (timed(each, work, bodies) for work in (floor, xml.parse, judged))
            tree.append(middle / low)
            whole.append(high / low)
            cost.append(1e6 * high / len(bodies))
        print(
            f"{kind:18}  bare lxml 1   tree {statistics.median(tree):5.2f}   gate {statistics.median(whole):5.2f}"
            f"   ({statistics.median(cost):.0f} µs a message)"
        )


if __name__ == "__main__":
    main()
