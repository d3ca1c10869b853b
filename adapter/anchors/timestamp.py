"""A time-stamping authority (RFC 3161) that says when a checkpoint was there; and all that we use of `rfc3161_client`.

The token is the authority's whole answer: `openssl ts -verify -in TOKEN -data CHECKPOINT -CAfile AUTHORITY` reads it.
It is over every byte of the note. Certificates have to have been valid when the token was made, not when it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapter.anchors import der, reaching
from adapter.anchors.anchor import Consistency, Held, IsOurs, NotProven, Placed, anybodys, moment
from adapter.core.problems import Refusal
from adapter.exchange import headers, options
from adapter.exchange.http import Reach
from adapter.exchange.options import Check
from adapter.wire import AdministratorNeeded, Later

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampRequest, TimeStampResponse

KIND = "timestamp"
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"

GRANTED, GRANTED_WITH_MODS = 0, 1
"""States of an answer (RFC 3161 §2.4.2); all others are refusals."""

IMPRINTS = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}
"""Kinds of digests that a token may be over, by object identifier."""

_ANSWER = headers.Expected(media_types=frozenset({REPLY}), plain=True)
_OK = 200


def _oid(value: object) -> str:
    text = str(options.text.read(value))
    parts = text.split(".")
    if len(parts) < 2 or not all(part.isascii() and part.isdecimal() for part in parts):  # noqa: PLR2004 - an OID's least
        raise ValueError
    return text


def _authority(value: object) -> str:
    file = str(options.file.read(value))
    try:
        found = _certificates(file)
    except OSError:
        raise ValueError from None
    if not any(one.issuer == one.subject for one in found):
        raise ValueError
    return file


CHECKS: dict[str, Check] = reaching.CHECKS | {
    "authority_bundle": Check("no-authority", _authority),
    "policy": Check("no-oid", _oid),
    "digest": options.word("sha256", "sha512"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """One authority; see `anchor.Anchor`."""

    name: str
    reach: Reach
    trust: Trust
    digest: str = "sha512"
    kind: str = field(default=KIND, init=False)

    def place(self, note: bytes, consistency: Consistency) -> Placed:
        """Have a checkpoint stamped; the token is verified before it counts."""
        del consistency
        request = _request(note, self.digest)
        head = {"Accept": REPLY, "Content-Type": QUERY}
        with reaching.peer(self.reach) as peer:
            reply = peer.request("POST", "", request.as_bytes(), head, _ANSWER)
        if reply.status != _OK:
            raise headers.meaning(reply.status, reply.retry_after_s)
        found = _decoded(reply.body)
        code = _wrong(found, note, request.nonce) or _distrusted(found, note, self.trust)
        if code is not None or found is None:
            raise _trouble(str(code), found)
        return Placed(at=moment(found.tst_info.gen_time.timestamp()), token=reply.body)

    def newest(self) -> Held | None:
        """Say nothing: an authority keeps no list of what it stamped."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose tokens count."""

    certificates: tuple[Certificate, ...] = field(repr=False)  #: of the authority; those signed by themselves are roots
    policy: str = ""  #: the token has to be under this one


def make(name: str, given: Mapping[str, Any], origin: str, is_ours: IsOurs = anybodys) -> Timestamp:
    """Make the anchor of an authority by its options; raises Refusal with everything that is wrong with them."""
    del origin, is_ours
    checked = options.checked(given, CHECKS, needed=("url", "authority_bundle"))
    return Timestamp(
        name=name, reach=reaching.reach(checked), trust=_trust(checked), digest=checked.get("digest", "sha512")
    )


def verify(note: bytes, token: bytes, given: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a token that was kept for a checkpoint; None when nothing is.

    Raises `NotProven` for one that the authority and the policy that are named now do not stand behind: they may have
    been others when it was made.
    """
    found = _decoded(token)
    if wrong := _wrong(found, note, None):
        return wrong
    kept = {name: given[name] for name in ("authority_bundle", "policy") if name in given}
    try:
        trust = _trust(options.checked(kept, CHECKS, needed=("authority_bundle",)))
    except Refusal:
        raise NotProven from None
    if _distrusted(found, note, trust):
        raise NotProven
    return None


def _trust(checked: Mapping[str, Any]) -> Trust:
    return Trust(certificates=tuple(_certificates(checked["authority_bundle"])), policy=checked.get("policy", ""))


def _certificates(file: str) -> Sequence[Certificate]:
    """Read certificates in PEM; raises OSError, or ValueError for a file that holds none."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - start-up time

    return load_pem_x509_certificates(Path(file).read_bytes())


def _request(note: bytes, digest: str) -> TimeStampRequest:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - start-up time

    algorithm = HashAlgorithm[digest.upper()]
    return TimestampRequestBuilder().data(note).hash_algorithm(algorithm).cert_request(cert_request=True).build()


def _decoded(data: bytes) -> TimeStampResponse | None:
    """Read an answer; None for bytes that are none."""
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - start-up time

    try:
        return decode_timestamp_response(der.with_sorted_certificates(data))
    except ValueError:
        return None


def _wrong(found: TimeStampResponse | None, note: bytes, nonce: int | None) -> str | None:
    """Say what is wrong with an answer, whoever signed it, the plainest thing first; None when it is about the note."""
    if found is None:
        return "timestamp.malformed"
    if found.status != GRANTED:
        return "timestamp.modified" if found.status == GRANTED_WITH_MODS else "timestamp.rejected"
    try:
        stamped = found.tst_info
        digest = IMPRINTS.get(stamped.message_imprint.hash_algorithm.dotted_string)
        if digest is None or stamped.message_imprint.message != digest(note).digest():
            return "timestamp.other-data"
        if nonce is not None and stamped.nonce != nonce:
            return "timestamp.other-nonce"
    except ValueError:
        return "timestamp.malformed"
    return None


def _distrusted(found: TimeStampResponse | None, note: bytes, trust: Trust) -> str | None:
    """Say why an answer about the note does not count; None when those who are trusted stand behind it."""
    if found is None:
        return "timestamp.malformed"
    try:
        policy = found.tst_info.policy.dotted_string
    except ValueError:
        return "timestamp.malformed"
    if trust.policy and policy != trust.policy:
        return "timestamp.other-policy"
    return None if _is_trusted(found, note, trust) else "timestamp.not-trusted"


def _is_trusted(found: TimeStampResponse, note: bytes, trust: Trust) -> bool:
    """Tell whether the token is signed, by a certificate for time stamps whose chain leads to a root of ours."""
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - start-up time

    roots = [one for one in trust.certificates if one.issuer == one.subject]
    others = [one for one in trust.certificates if one.issuer != one.subject]
    try:
        return VerifierBuilder(roots=roots, intermediates=others).build().verify_message(found, note)
    except (VerificationError, ValueError):
        return False


def _trouble(code: str, found: TimeStampResponse | None) -> AdministratorNeeded | Later:
    if code == "timestamp.malformed":
        return Later(code)
    return AdministratorNeeded(code, status=found.status if found else 0)
