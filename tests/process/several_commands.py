"""The shipped program, several of its commands one after the other in one process; what they print is told apart."""

from __future__ import annotations

import json
import sys

from adapter.cli import nhiemvu, session

BETWEEN = "\x1e\n"

if __name__ == "__main__":
    for command in json.loads(sys.argv[1]):
        if code := session.run(nhiemvu, [*command, *sys.argv[2:]]):
            sys.exit(f"{command} ended with {code}")
        print(end=BETWEEN, flush=True)
