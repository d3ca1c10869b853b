"""A witness (C2SP `tlog-witness`) that cosigns checkpoints: `nhiemvu log witness serve` elsewhere, or anybody's.

The token is the checkpoint with the witness's line beneath: it proves by itself, to whoever knows both verifier keys,
that the witness has seen this state of the log, and every earlier state of it that it cosigned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from adapter.anchors import reaching
from adapter.anchors.anchor import Consistency, Held, IsOurs, NotProven, Placed, anybodys, moment
from adapter.core import notes, tlog, witnessing
from adapter.core.notes import COSIGNATURE, NoteRefused, Verifier
from adapter.core.problems import Refusal
from adapter.core.witnessing import Request
from adapter.exchange import headers, options
from adapter.exchange.http import Peer, Reach, Reply
from adapter.exchange.options import Check
from adapter.store import signing
from adapter.wire import AdministratorNeeded, Later, Trouble

KIND = "witness"
_OK, _GONE = 200, frozenset({404, 405, 410, 501})
_CONFLICT, _NOT_SIGNED, _UNKNOWN, _NO_PROOF = 409, 403, 404, 422


def _cosigner(value: object) -> Verifier:
    try:
        found = notes.verifier(str(options.text.read(value)).strip())
    except NoteRefused:
        raise ValueError from None
    if found.kind != COSIGNATURE:
        raise ValueError
    return found


CHECKS: dict[str, Check] = reaching.CHECKS | {
    "verifier": Check("no-witness-key", _cosigner),
    "monitoring_url": options.url,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One witness, and one log that it is asked about; see `anchor.Anchor`."""

    name: str
    origin: str  #: of the log
    verifier: Verifier  #: the witness's own
    reach: Reach  #: of what the specification calls the submission prefix
    monitoring: Reach  #: of the monitoring prefix
    kind: str = field(default=KIND, init=False)

    def place(self, note: bytes, consistency: Consistency) -> Placed:
        """Have a checkpoint cosigned; which one the witness knows is asked with a first request that claims none."""
        size = tlog.checkpoint(notes.parse(note).text).size
        with reaching.peer(self.reach) as peer:
            reply = self._ask(peer, Request(old=0, proof=(), note=note))
            if reply.status == _CONFLICT:
                known = _known(reply)
                if known > size:
                    raise AdministratorNeeded("witness.beyond", known=known, size=size)
                proof = () if known in (0, size) else tuple(consistency(known, size))
                reply = self._ask(peer, Request(old=known, proof=proof, note=note))
                if reply.status == _CONFLICT:
                    raise _conflict(known, _known(reply))
        return self._placed(note, reply)

    def newest(self) -> Held | None:
        """Say what it cosigned last, where it has the address by which `nhiemvu` and mirrors are asked."""
        target = f"/{sha256(self.origin.encode()).hexdigest()}/checkpoint"
        with reaching.peer(self.monitoring) as peer:
            reply = peer.request("GET", target, b"", {"Accept": "text/plain"}, headers.STATUSES)
        if reply.status in _GONE:
            return None
        if reply.status != _OK:
            raise headers.meaning(reply.status, reply.retry_after_s)
        try:
            checkpoint = tlog.checkpoint(notes.opened(reply.body, [self.verifier], signing.verify).text)
        except NoteRefused:
            raise AdministratorNeeded("witness.not-cosigned") from None
        if checkpoint.origin != self.origin:
            raise AdministratorNeeded("witness.not-cosigned")
        return Held(size=checkpoint.size, root=checkpoint.root, note=reply.body)

    def _ask(self, peer: Peer, request: Request) -> Reply:
        head = {"Accept": "text/plain", "Content-Type": "text/plain; charset=utf-8"}
        reply = peer.request("POST", "/add-checkpoint", witnessing.write(request), head, headers.STATUSES)
        if reply.status == _UNKNOWN:
            raise AdministratorNeeded("witness.unknown-here")
        if reply.status == _NOT_SIGNED:
            raise AdministratorNeeded("witness.other-log-key")
        if reply.status == _NO_PROOF or (reply.status == _CONFLICT and reply.media_type != witnessing.SIZE_TYPE):
            raise AdministratorNeeded("witness.other-history")
        if reply.status not in (_OK, _CONFLICT):
            raise headers.meaning(reply.status, reply.retry_after_s)
        return reply

    def _placed(self, note: bytes, reply: Reply) -> Placed:
        try:
            found = witnessing.cosignatures(note, reply.body, self.verifier, signing.verify)
            text = notes.parse(note)
        except NoteRefused:
            raise AdministratorNeeded("witness.not-cosigned") from None
        if not found:
            raise AdministratorNeeded("witness.not-cosigned")
        signature, at = max(found, key=lambda one: one[1])
        others = [one for one in text.signatures if (one.name, one.key_id) != (signature.name, signature.key_id)]
        return Placed(at=moment(at), token=notes.written(text.text, [*others, signature]))


def make(name: str, given: Mapping[str, Any], origin: str, is_ours: IsOurs = anybodys) -> Witness:
    """Make the anchor of a witness by its options; raises Refusal with everything that is wrong with them."""
    del is_ours  # its own line is what counts
    checked = options.checked(given, CHECKS, needed=("url", "verifier"))
    where = checked.get("monitoring_url", checked["url"])
    return Witness(
        name=name,
        origin=origin,
        verifier=checked["verifier"],
        reach=reaching.reach(checked),
        monitoring=reaching.reach(checked, where),
    )


def verify(note: bytes, token: bytes, given: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a token that was kept for a checkpoint; None when nothing is.

    Raises `NotProven` for one without a line of the key that is named now: it may be that of a former one.
    """
    try:
        verifier = options.checked({"verifier": given.get("verifier")}, CHECKS, needed=("verifier",))["verifier"]
    except Refusal:
        raise NotProven from None
    try:
        about, kept = notes.parse(note), notes.parse(token)
        signed = notes.signed_by(kept, [verifier], signing.verify)
    except NoteRefused:
        return "witness.not-cosigned"
    if about.text != kept.text:
        return "witness.other-checkpoint"
    if not signed:
        raise NotProven
    return None


def _known(reply: Reply) -> int:
    """Give the size that a witness named because it knows another one than was claimed."""
    size = witnessing.size(reply.body)
    if size is None:
        raise Later("witness.unclear")
    return size


def _conflict(claimed: int, known: int) -> Trouble:
    """Give what a second conflict means: of the size that it named itself, only the root can be another one."""
    if known == claimed:
        return AdministratorNeeded("witness.other-history")
    # Somebody else had a checkpoint of this log cosigned between our two requests.
    return Later("witness.overtaken")
