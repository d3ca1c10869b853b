"""Nobody is led elsewhere by a redirect; with a planted bug somebody is, and it is seen (P7)."""

from __future__ import annotations

import faulty_peer as fp
import pytest
import requests

from adapter.exchange import line
from adapter.exchange.http import Peer, Reach
from adapter.wire import AdministratorNeeded, Trouble

HEAD = {"Content-Type": "text/xml"}
STATUSES = ("301 Moved", "302 Found", "303 Other", "307 Again", "308 For good")


def led_to(status: str) -> tuple[list[bytes], str]:
    """Ask a peer that sends us elsewhere on the same machine; give what arrived there, and what we took it for."""
    with fp.faulty(fp.answer("<a/>")) as elsewhere:
        led = fp.answer(b"", f"Location: {elsewhere.url}", status=status)
        with fp.faulty(led) as asked:
            peer = Peer(Reach(url=asked.url, username="an", password="bí-mật", timeout_s=2))
            try:
                peer.post(b"<x/>", HEAD)
                told = "followed"
            except Trouble as trouble:
                told = f"{type(trouble).__name__} {trouble.code}"
            finally:
                peer.close()
        return elsewhere.requests, told


@pytest.mark.parametrize("status", STATUSES)
def test_nothing_is_sent_where_a_redirect_leads(status: str) -> None:
    assert led_to(status) == ([], f"{AdministratorNeeded.__name__} peer.redirected")


def test_a_line_that_follows_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def following(self: requests.Session, request: requests.PreparedRequest, **how: object) -> requests.Response:
        return requests.Session.send(self, request, **(how | {"allow_redirects": True}))  # type: ignore[arg-type]

    monkeypatch.setattr(line._Session, "get_redirect_target", requests.Session.get_redirect_target)
    monkeypatch.setattr(line._Session, "send", following, raising=False)
    arrived, told = led_to("307 Again")
    assert (len(arrived), told) == (1, "followed")
