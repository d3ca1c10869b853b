"""Where a witness listens is what was asked for, and what hinders it is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapter.cli import witness
from adapter.core.problems import Refusal
from adapter.store import StoreError, lock


@pytest.mark.parametrize(
    "listen", ["0.0.0.0:65536", "127.0.0.1:74479", "h:999999", "h:" + "9" * 5000, "h:-1", ":80", "h"]
)
def test_what_is_no_address_is_refused(listen: str) -> None:
    with pytest.raises(Refusal) as refused:
        witness._address(listen)
    assert refused.value.problems[0].code == "witness.bad-listen"


def test_the_highest_port_is_one() -> None:
    assert witness._address("[::1]:65535") == ("::1", 65535)


def test_a_lock_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / lock.LOCK).mkdir()
    (tmp_path / "file").touch()
    codes = []
    for place in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(StoreError) as refused:
            lock.take(place)
        codes.append(refused.value.code)
    assert codes == ["store.no-rights", "store.no-rights", "store.not-a-directory"]
