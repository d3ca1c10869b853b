"""Where documents come from: files beside a file, or one origin beside an address. Nothing else is ever asked."""

from __future__ import annotations

import posixpath
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from adapter.exchange.http import Peer, Reach, origin
from adapter.scaffold.documents import MOST_BYTES, Library, NotGiven
from adapter.wire import Trouble

TIMEOUT_S = 30.0
WHOLE_S = 120.0
"""Seconds for one document, and for all of them."""


def of_file(file: Path, catalogue: Mapping[str, bytes]) -> Library:
    """Give what lies in the folder of a file; links that lead out of it, or to an address, are not followed."""
    folder = file.parent

    def join(base: str, link: str) -> str:
        name = urldefrag(link).url
        if urlsplit(name).scheme or name.startswith(("/", "\\")):
            raise NotGiven("scaffold.import-elsewhere")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(base), name))
        if target.startswith(".."):
            raise NotGiven("scaffold.import-elsewhere")
        return target

    def read(name: str) -> bytes:
        try:
            place = (folder / name).resolve()
            # A link of the file system may lead elsewhere, too.
            if not place.is_relative_to(folder.resolve()):
                raise NotGiven("scaffold.import-elsewhere")
            if place.exists() and not place.is_file():
                raise NotGiven("scaffold.import-missing", "–")  # a folder, or a pipe that would never end
            with place.open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
        raise NotGiven("scaffold.import-missing", reason)

    return Library(root=file.name, join=join, read=read, catalogue=catalogue)


def of_address(url: str, catalogue: Mapping[str, bytes]) -> Library:
    """Give what the origin of an address serves, by our one way out; no log-in, no redirects."""

    def join(base: str, link: str) -> str:
        try:
            target = urldefrag(urljoin(base, link)).url
            if origin(target) == origin(url) and "@" not in urlsplit(target).netloc:
                return target
        except ValueError:  # a port that is no number, an address in broken brackets
            pass
        raise NotGiven("scaffold.import-elsewhere")

    ends_at = time.monotonic() + WHOLE_S

    def read(address: str) -> bytes:
        if time.monotonic() > ends_at:
            raise NotGiven("scaffold.import-missing", f"{WHOLE_S:g} s")
        with closing(Peer(Reach(url=url, timeout_s=TIMEOUT_S, max_bytes=MOST_BYTES))) as peer:
            try:
                reply = peer.get(address)
            except Trouble as trouble:
                # The WSDL itself is asked for by a person, who wants to know why; an import is a finding.
                if address == url:
                    raise
                code = trouble.code
            else:
                if reply.status == 200:  # noqa: PLR2004 - HTTP's own number
                    return reply.body
                code = f"HTTP {reply.status}"
        raise NotGiven("scaffold.import-missing", code)

    return Library(root=url, join=join, read=read, catalogue=catalogue)
