"""What reading a message by its mapping costs beside bare lxml: `python bench/mapping.py [--messages N] [--rounds N]`.

FLOOR is `etree.fromstring` of the same bytes; OURS is `interpret` of the opened message: every field, every task,
agencies and days looked up. Both take turns in one process; the median ratio of the rounds is what counts.
"""

from __future__ import annotations

import argparse
import statistics
from importlib.resources import files

from gate import each
from lxml import etree
from take_in import BODY, FILLING, timed

from adapter.core import gate as gates
from adapter.core import interpret, mapping, organisations
from adapter.core.interpret import ScopeRule
from adapter.settings import BUILTIN, beside

MORE = "<ToPlaces>" + "<Place>Như trên</Place>" * 12 + "</ToPlaces></Document>"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--messages", type=int, default=500)
    asked.add_argument("--rounds", type=int, default=9)
    options = asked.parse_args()
    shipped = files("mappings")
    read = mapping.load((shipped / "simulator.yaml").read_text("utf-8"), "simulator.yaml", beside(BUILTIN))
    directory = organisations.load((shipped / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
    scope = ScopeRule(issuers=directory.named("H48"))
    texts = [BODY.format(n=n, filling=FILLING + "x" * 600) for n in range(options.messages)]
    bodies = [text.removesuffix("</Document>").encode() + MORE.encode() for text in texts]
    opened = {body: gates.screen(body, read.gate) for body in bodies}

    def ours(body: bytes) -> None:
        verdict = opened[body]
        assert isinstance(verdict, gates.Open)
        assert interpret.interpret(verdict, read, directory, scope).facts

    ratios = []
    for _ in range(options.rounds):
        low, high = timed(each, etree.fromstring, bodies), timed(each, ours, bodies)
        ratios.append(high / low)
    size = statistics.mean(map(len, bodies))
    cost = 1e6 * high / len(bodies)
    print(f"{size:.0f} bytes: bare lxml 1   mapping {statistics.median(ratios):.2f}   ({cost:.0f} µs a message)")


if __name__ == "__main__":
    main()
