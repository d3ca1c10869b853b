"""Options of the SOAP connector: every problem at once, and no secret in any of them."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from adapter.core.problems import Refusal
from adapter.exchange import options
from adapter.exchange.http import MAX_BYTES
from adapter.messages import peer
from connectors import soap_options

GOOD = {"endpoint": "http://127.0.0.1:8080/dich-vu", "wsdl": "http://127.0.0.1:8080/dich-vu?wsdl"}


def test_two_options_are_enough() -> None:
    options = soap_options.read(GOOD)
    assert (options.timeout_s, options.max_bytes, options.connection_close) == (30, MAX_BYTES, False)


def test_numbers_and_flags_may_come_as_text_from_the_environment() -> None:
    options = soap_options.read(GOOD | {"timeout_s": "2.5", "max_bytes": "4096", "connection_close": "true"})
    assert (options.timeout_s, options.max_bytes, options.connection_close) == (2.5, 4096, True)


def test_a_wrapped_secret_is_taken_out_and_never_shown() -> None:
    options = soap_options.read(GOOD | {"username": "an", "password": SecretStr("bí-mật")})
    assert options.password == "bí-mật"
    assert "bí-mật" not in repr(options)
    assert "bí-mật" not in repr(options.reach())


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("endpoint", "ftp://host/x", "connector.option-no-url"),
        ("endpoint", "http://an:canary@host/x", "connector.option-no-url"),
        ("endpoint", "http://host:canary/", "connector.option-no-url"),
        ("endpoint", "http:///x", "connector.option-no-url"),
        ("wsdl", "file:///etc/passwd", "connector.option-no-url"),
        ("wsdl", "", "connector.option-missing"),
        ("password", 5, "connector.option-no-text"),
        ("timeout_s", 0, "connector.option-no-seconds"),
        ("timeout_s", "nan", "connector.option-no-seconds"),
        ("timeout_s", 601, "connector.option-no-seconds"),
        ("timeout_s", True, "connector.option-no-seconds"),
        ("max_bytes", MAX_BYTES + 1, "connector.option-no-bytes"),
        ("max_bytes", "1e9x", "connector.option-no-bytes"),
        ("connection_close", "perhaps", "connector.option-no-flag"),
        ("ca_bundle", "/no/such/file.pem", "connector.option-no-file"),
        ("enpoint", "canary", "connector.option-unknown"),
    ],
)
def test_a_wrong_option_is_named_without_its_value(option: str, value: object, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        soap_options.read(GOOD | {option: value})
    assert [problem.code for problem in caught.value.problems] == [code]
    assert dict(caught.value.problems[0].values)["option"] == option
    assert "canary" not in str(caught.value.problems)


@pytest.mark.parametrize("wsdl", ["https://vbdh.tinh.example/dichvu?wsdl", "http://10.0.0.7/x?wsdl", "HTTP://[::2]/x"])
def test_a_wsdl_of_another_machine_has_to_be_pinned(wsdl: str) -> None:
    with pytest.raises(Refusal) as caught:
        soap_options.read(GOOD | {"wsdl": wsdl, "timeout_s": 0})
    assert {problem.code for problem in caught.value.problems} == {
        "soap.wsdl-not-pinned",
        "connector.option-no-seconds",
    }
    assert soap_options.read(GOOD | {"wsdl": "vbdh.wsdl", "wsdl_url": wsdl.lower()}).wsdl == "vbdh.wsdl"


def test_all_problems_are_told_together() -> None:
    with pytest.raises(Refusal) as caught:
        soap_options.read({"enpoint": "x", "timeout_s": -1})
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == [
        "connector.option-missing",
        "connector.option-missing",
        "connector.option-no-seconds",
        "connector.option-unknown",
    ]
    assert dict(caught.value.problems[0].values) == {"option": "enpoint", "near": "endpoint"}


def test_every_code_has_its_texts() -> None:
    codes = {
        f"connector.option-{expected}"
        for check in (*soap_options.CHECKS.values(), options.word())
        for expected in [check.expected]
    }
    assert codes | {"connector.option-unknown", "connector.option-missing"} <= set(peer.TEXTS)
