"""Looking before running: what is set and from where, and the way to every source step by step."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import postgres
import psycopg
import pytest
import second_service
from houses import ENVIRONMENT, PROGRAM, House, Peer

pytestmark = pytest.mark.process


def probes(house: House) -> tuple[int, dict[str, dict[str, Any]]]:
    done = house.run("check", "connections", "--json")
    assert "Traceback" not in done.stderr
    return done.returncode, {row["probe"]: row for row in json.loads(done.stdout)}


def test_every_step_of_the_way_is_looked_at_before_and_after_the_first_run(house: House, year: Peer) -> None:
    house.configure(year)
    for _ in range(2):
        code, found = probes(house)
        assert code == 0, found
        outcomes = {name: row["outcome"] for name, row in found.items()}
        assert outcomes == {
            "name": "ok", "connection": "ok", "encryption": "skipped", "contract": "ok", "log-in": "ok",
            "listing": "ok", "cursor": "ok", "read": "ok",
        }  # fmt: skip
        assert "SHA-256" in found["contract"]["seen"]
        assert house.run("run", "--once").returncode == 0
    size = house.log_size()
    probes(house)
    assert house.log_size() == size, "looking writes nothing"


@pytest.mark.parametrize(
    ("changes", "step", "code", "exit_code"),
    [
        ({"endpoint": "http://no-such-host.invalid/x"}, "name", "probe.no-address", 78),
        ({"endpoint": "http://127.0.0.1:1/x"}, "connection", "peer.unreachable", 75),
        ({"wsdl": "no-such.wsdl"}, "contract", "soap.wsdl-missing", 78),
        ({"password": "wrong"}, "log-in", "peer.log-in", 78),
    ],
)
def test_the_first_step_that_fails_is_named_and_the_rest_skipped(
    house: House, year: Peer, changes: dict[str, str], step: str, code: str, exit_code: int
) -> None:
    (house.folder / "wrong").write_text("sai")
    house.configure(year, **changes)
    ended, found = probes(house)
    assert (ended, found[step]["outcome"], found[step]["code"]) == (exit_code, "failed", code)
    after = list(found)[list(found).index(step) + 1 :]
    assert {found[name]["outcome"] for name in after} <= {"skipped"}
    told = house.run("check", "connections")
    assert code in told.stderr
    assert "FAILED" in told.stdout


def test_a_service_that_misreads_the_date_is_doubtful(house: House) -> None:
    """An empty list without an error is what services answer that do not understand the date (FACTS §9)."""
    text = Path(second_service.__file__).with_name("second_service.yaml").read_text("utf-8")
    start = text.replace('start: "2025-11-01"', 'start: "2001-01-01"')
    (house.folder / "own.yaml").write_text(start, "utf-8")
    (house.folder / "secret").write_text(second_service.PASSWORD)
    with second_service.serving() as service:
        # It understands the first question, whose day is long past, and no later one.
        service.deaf_from = 2024
        house.config.write_text(
            f"""language = "en"
[sources.hai]
connector = "soap"
mapping = "own.yaml"
[sources.hai.options]
endpoint = "{service.url}"
wsdl = "{service.wsdl}"
username = "{second_service.USERNAME}"
password_file = "secret"
""",
            "utf-8",
        )
        code, found = probes(house)
    assert (code, found["cursor"]["outcome"], found["cursor"]["code"]) == (1, "doubtful", "probe.nothing-since")
    assert found["read"]["outcome"] == "ok"


def test_settings_are_shown_with_their_origin_and_without_secrets(house: House, year: Peer) -> None:
    house.configure(year, options="timeout_s = 12", more='database_file = "address"')
    (house.folder / "address").write_text("postgresql://an:chim-én-99@db/x")
    line = [*PROGRAM, "config", "show", "--origin", "--json", "-c", str(house.config)]
    environment = {**ENVIRONMENT, "NHIEMVU_REPORT__DUE_SOON_DAYS": "5"}
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=environment)
    assert "chim" not in done.stdout
    assert (year.folder / "password").read_text() not in done.stdout
    shown = {row["key"]: (row["value"], row["origin"]) for row in json.loads(done.stdout)}
    assert shown["report.due_soon_days"] == ("5", "NHIEMVU_REPORT__DUE_SOON_DAYS")
    assert shown["sources.qlvb.every_s"] == ("60", "")
    written = house.config.read_text("utf-8").splitlines()
    for key, value in (("sources.qlvb.options.timeout_s", "12"), ("sources.qlvb.connector", "soap")):
        assert shown[key][0] == value
        file, number = shown[key][1].rsplit(":", 1)
        assert (file, key.rsplit(".", 1)[1] in written[int(number) - 1]) == (str(house.config), True)
    for secret in ("database", "sources.qlvb.options.password"):
        assert shown[secret][0] == "•••"
        assert shown[secret][1].startswith(str(house.config))
    assert "•••" in house.run("config", "show").stdout


def test_a_misspelt_variable_is_refused(house: House, year: Peer) -> None:
    house.configure(year)
    line = [*PROGRAM, "check", "config", "-c", str(house.config)]
    for variable in ("NHIEMVU_LANGUAGES", "NHIEMVU_LOGS__LEVEL"):
        done = subprocess.run(line, capture_output=True, text=True, check=False, env={**ENVIRONMENT, variable: "x"})
        assert done.returncode == 78
        assert f"{variable} " in done.stderr
        assert "settings.unknown-variable" in done.stderr


def test_a_secret_comes_from_systemd(house: House, year: Peer) -> None:
    house.configure(year, password="credential:vbdh")
    (house.folder / "creds").mkdir()
    (house.folder / "creds" / "vbdh").write_bytes((year.folder / "password").read_bytes())
    line = [*PROGRAM, "run", "--once", "-c", str(house.config)]
    environment = {**ENVIRONMENT, "CREDENTIALS_DIRECTORY": str(house.folder / "creds")}
    assert subprocess.run(line, check=False, env=environment, capture_output=True).returncode == 0
    assert house.run("run", "--once").returncode == 78


def test_a_database_is_prepared_by_its_owner_for_a_role_that_owns_nothing(
    house: House, year: Peer, postgresql: postgres.Server
) -> None:
    with postgresql.schema() as address:
        name = f"daemon_{os.getpid()}"
        postgresql.do(f"CREATE ROLE {name} LOGIN")
        (house.folder / "owner").write_text(address)
        role = psycopg.conninfo.make_conninfo(address, user=name)
        house.configure(year, more=f'database = "{role}"')
        refused = house.run("run", "--once")
        assert refused.returncode == 78
        done = house.run("database", "prepare", "--role", name, "--as-file", str(house.folder / "owner"))
        assert done.returncode == 0, done.stderr
        done = house.run("run", "--once")
        assert done.returncode == 0, done.stderr
        assert house.run("log", "verify").returncode == 0
    house.configure(year)
    assert "store.not-postgresql" in house.run("database", "prepare", "--role", "x").stderr
