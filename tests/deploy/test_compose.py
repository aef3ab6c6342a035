"""docker-compose.yml: valid, complete, and closed to the outside but for the proxy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy import compose
from tests.deploy.compose import ROOT, services

OURS = ("migrate", "web", "worker", "beat")
LASTING = ("web", "worker", "beat", "postgres", "redis", "caddy", "turn")


def test_it_follows_the_compose_specification() -> None:
    compose.validate(compose.filled())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("restart:", "restat:"),
        ("interval: 60s", "interval: soon"),
        ("secrets: [postgres_password]", "secrets: [none]"),
    ],
)
def test_the_specification_would_refuse_a_mistake(right: str, wrong: str) -> None:
    assert right in compose.filled()
    with pytest.raises(ValueError, match=r".+"):
        compose.validate(compose.filled().replace(right, wrong))


def test_only_the_proxy_publishes_ports() -> None:
    assert [name for name, service in services().items() if "ports" in service] == ["caddy"]


def test_only_the_relay_is_on_the_hosts_own_network_and_on_no_other() -> None:
    assert [name for name, service in services().items() if "network_mode" in service] == ["turn"]
    assert services()["turn"]["network_mode"] == "host"
    assert "networks" not in services()["turn"]


def test_database_and_redis_are_on_the_inner_network_alone() -> None:
    assert [services()[name]["networks"] for name in ("postgres", "redis")] == [["inside"], ["inside"]]
    assert "inside" not in services()["caddy"]["networks"]


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_comes_back_by_itself(name: str) -> None:
    assert services()[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["worker", "postgres", "redis", "caddy", "turn"])
def test_every_server_has_a_health_check(name: str) -> None:
    assert services()[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_write_nothing_and_may_do_nothing_special(name: str) -> None:
    service = services()[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_relay_can_write_nothing_and_may_do_nothing_special() -> None:
    relay = services()["turn"]
    assert (relay["read_only"], relay["cap_drop"], relay["cap_add"]) == (True, ["ALL"], ["NET_BIND_SERVICE"])
    assert relay["security_opt"] == ["no-new-privileges:true"]


def test_nobody_starts_before_the_migrations_are_done() -> None:
    for name in ("web", "worker", "beat"):
        assert services()[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_no_secret_stands_in_an_environment() -> None:
    named = {key for service in services().values() for key in service.get("environment", {})}
    secret = {"DJANGO_SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD", "TURN_SECRET", "JITSI_SECRET"}
    assert secret & named == set()


def made_secrets(directory: Path) -> Path:
    """The secrets as deploy/make-secrets makes them, in a copy of the project's deploy/."""
    shutil.copytree(ROOT / "deploy", directory / "deploy", dirs_exist_ok=True)
    subprocess.run([directory / "deploy" / "make-secrets"], check=True, capture_output=True)
    return directory / "secrets"


def test_every_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = {path.name: path.read_text() for path in made_secrets(tmp_path).iterdir()}
    again = {path.name: path.read_text() for path in made_secrets(tmp_path).iterdir()}
    assert first.keys() == {name for service in services().values() for name in service.get("secrets", [])}
    assert again == first


def test_the_database_address_carries_the_databases_password(tmp_path: Path) -> None:
    secrets = made_secrets(tmp_path)
    password = (secrets / "postgres_password").read_text()
    assert (secrets / "database_url").read_text() == f"postgresql://clinic:{password}@postgres/clinic"


def test_the_settings_start_safely_with_this_environment(tmp_path: Path) -> None:
    secrets = made_secrets(tmp_path)
    given = services()["web"]["environment"]
    environment = {key: str(value).replace("/run/secrets", str(secrets)) for key, value in given.items()}
    command = [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
