"""As much of DER (X.690) as it takes to put the certificates of a time stamp in their order.

A token lists certificates as a set, which DER wants sorted. OpenSSL, and so many an authority, leaves it as it comes,
and `rfc3161_client` reads only what is sorted. No signature covers the list, so sorting it changes nothing that counts.
"""

from __future__ import annotations

from dataclasses import dataclass

CERTIFICATES = 0xA0
"""Tag of the list of certificates within signed data (RFC 5652 §5.1)."""

_LONG, _MOST = 0x80, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value: where it begins with its tag, where its content begins, and where it ends."""

    tag: int
    at: int
    content: int
    end: int


def with_sorted_certificates(answer: bytes) -> bytes:
    """Give an answer of an authority (RFC 3161 §2.4.2) with its certificates in order; unchanged what is none."""
    try:
        (whole,) = _parts(answer, 0, len(answer))
        _, token = _within(answer, whole)
        _, content = _within(answer, token)
        (signed,) = _within(answer, content)
        (listed,) = [part for part in _within(answer, signed) if part.tag == CERTIFICATES]
        certificates = sorted(answer[one.at : one.end] for one in _within(answer, listed))
    except ValueError:
        return answer
    return answer[: listed.content] + b"".join(certificates) + answer[listed.end :]


def _within(data: bytes, part: Part) -> list[Part]:
    return _parts(data, part.content, part.end)


def _parts(data: bytes, at: int, end: int) -> list[Part]:
    """Name the values that follow each other; raises ValueError unless they fill their place exactly."""
    found = []
    while at < end:
        part = _part(data, at, end)
        found.append(part)
        at = part.end
    return found


def _part(data: bytes, at: int, end: int) -> Part:
    content = at + 2
    length = data[at + 1] if content <= end else end
    if length >= _LONG:
        more = length - _LONG
        if not 1 <= more <= _MOST or content + more > end:
            raise ValueError
        length, content = int.from_bytes(data[content : content + more]), content + more
    if content + length > end:
        raise ValueError
    return Part(tag=data[at], at=at, content=content, end=content + length)
