"""Options of the REST connector: every problem at once, and no secret in any of them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from adapter.core.problems import Refusal
from adapter.exchange.http import MAX_BYTES
from adapter.messages import peer
from connectors import rest_options

GOOD: dict[str, object] = {"url": "https://vbdh.tinh.example/api/v1"}


def test_an_address_is_enough() -> None:
    options = rest_options.read(GOOD)
    assert (options.timeout_s, options.max_bytes, options.connection_close) == (30, MAX_BYTES, False)
    assert (options.reach().username, options.reach().line) == ("", None)


LOG_INS: list[tuple[dict[str, Any], tuple[str, str] | None]] = [
    ({"username": "an", "password": SecretStr("bi-mat")}, None),
    ({"token": SecretStr("bi-mat")}, ("Authorization", "Bearer bi-mat")),
    ({"key": SecretStr("bi-mat")}, ("X-API-Key", "bi-mat")),
    ({"key": "bi-mat", "key_header": "Ma-Khoa"}, ("Ma-Khoa", "bi-mat")),
]


@pytest.mark.parametrize(("given", "line"), LOG_INS)
def test_each_log_in_is_taken_and_never_shown(given: dict[str, Any], line: tuple[str, str] | None) -> None:
    options = rest_options.read(GOOD | given)
    assert options.reach().line == line
    assert options.reach().username == given.get("username", "")
    assert "bi-mat" not in repr(options)
    assert "bi-mat" not in repr(options.reach())


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("url", "ftp://host/canary", "connector.option-no-base"),
        ("url", "https://an:canary@host/x", "connector.option-no-base"),
        ("url", "https://host/x?canary=1", "connector.option-no-base"),
        ("url", "https://host/x?", "connector.option-no-base"),
        ("url", "https://host/canary/../x", "connector.option-no-base"),
        ("url", "https://host/canary x", "connector.option-no-base"),
        ("url", "", "connector.option-missing"),
        ("token", "canary\r\nHost: x", "connector.option-no-header-value"),
        ("token", "bí-mật", "connector.option-no-header-value"),
        ("key", " canary", "connector.option-no-header-value"),
        ("key_header", "canary:", "connector.option-no-header-name"),
        ("key_header", "Content-Length", "connector.option-no-header-name"),
        ("timeout_s", 0, "connector.option-no-seconds"),
        ("max_bytes", MAX_BYTES + 1, "connector.option-no-bytes"),
        ("ca_bundle", "/no/such/file.pem", "connector.option-no-file"),
        ("certificate", "/no/such/file.pem", "connector.option-no-file"),
        ("endpoint", "canary", "connector.option-unknown"),
    ],
)
def test_a_wrong_option_is_named_without_its_value(option: str, value: object, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        rest_options.read(GOOD | {option: value})
    found = [problem for problem in caught.value.problems if dict(problem.values)["option"] == option]
    assert code in [problem.code for problem in found]
    assert {problem.code for problem in caught.value.problems} <= set(peer.TEXTS)
    assert "canary" not in str(caught.value.problems)


def test_two_log_ins_and_everything_else_are_told_together() -> None:
    with pytest.raises(Refusal) as caught:
        rest_options.read({"token": "a", "username": "b", "timeout_s": -1})
    assert {problem.code for problem in caught.value.problems} == {
        "rest.two-log-ins", "connector.option-missing", "connector.option-no-seconds",
    }  # fmt: skip
