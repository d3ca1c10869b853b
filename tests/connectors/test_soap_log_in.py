"""Every way to log in that the settings offer, against a real service: over HTTP, in the envelope, by certificate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import certificates
import pytest
import second_service
from certificates import Certificates
from second_service import SecondService

from adapter.core import mapping
from adapter.wire import AdministratorNeeded, Later, Trouble
from connectors.soap import Soap

FILE = Path(second_service.__file__).with_name("second_service.yaml")
EXCHANGE = mapping.load(FILE.read_text("utf-8"), FILE.name).exchange
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def connected(service: SecondService, **options: object) -> Iterator[Soap]:
    given = {
        "endpoint": service.url, "wsdl": service.wsdl, "username": second_service.USERNAME,
        "password": second_service.PASSWORD,
    }  # fmt: skip
    connector = Soap(given | options, exchange=EXCHANGE, source="thu")
    yield connector
    connector.close()


def listed(connector: Soap) -> int:
    return len(connector.list("documents", None, None, NOW).refs)


@pytest.mark.parametrize(("log_in", "token"), [("token-text", "PasswordText"), ("token-digest", "PasswordDigest")])
def test_a_token_in_the_envelope_logs_in_again_and_again(log_in: str, token: str) -> None:
    with second_service.serving() as service:
        service.token = token
        with connected(service, log_in=log_in) as connector:
            assert [listed(connector) for _ in range(3)] == [10, 10, 10]
            # Not over HTTP as well: a log or proxy on the way has no second copy of the password.
            assert all("Authorization" not in head for _, head, _ in service.requests)
            digest = [second_service.PASSWORD in body for _, _, body in service.requests]
            assert set(digest) == {log_in == "token-text"}
            service.password = "đã đổi"
            with pytest.raises(AdministratorNeeded):
                listed(connector)


def test_the_other_way_to_log_in_is_refused() -> None:
    with second_service.serving() as service:
        service.token = "PasswordDigest"
        for log_in in ("basic", "token-text"):
            with connected(service, log_in=log_in) as connector, pytest.raises(AdministratorNeeded):
                listed(connector)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


def trouble_of(connector: Soap) -> str:
    with pytest.raises(Trouble) as caught:
        listed(connector)
    return caught.value.code


def test_a_private_authority_is_trusted_when_it_is_named(made: Certificates) -> None:
    with second_service.serving(tls=made.server(asks_for_ours=False)) as service:
        with connected(service, ca_bundle=made.authority) as connector:
            assert listed(connector) == 10
        with connected(service) as connector:
            assert trouble_of(connector) == "peer.tls"
        assert len(service.requests) == 1, "nothing was sent to a service that could not be recognised"


@pytest.mark.parametrize("files", [("client_cert", "client_key"), ("client_both", "")])
def test_a_certificate_of_ours_is_shown(made: Certificates, files: tuple[str, str]) -> None:
    certificate, key = (getattr(made, name) if name else "" for name in files)
    options = {"ca_bundle": made.authority, "certificate": certificate} | ({"private_key": key} if key else {})
    with second_service.serving(tls=made.server(asks_for_ours=True)) as service:
        with connected(service, **options) as connector:
            assert listed(connector) == 10
        with connected(service, ca_bundle=made.authority) as connector, pytest.raises((AdministratorNeeded, Later)):
            listed(connector)
        assert len(service.requests) == 1
