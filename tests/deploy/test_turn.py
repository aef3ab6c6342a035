"""The relay's configuration: it asks for our passwords, and carries nothing into the clinic's own network."""

import os
import subprocess
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.deploy.compose import ROOT

TURN = ROOT / "deploy" / "turn"
LINES = [line for line in (TURN / "turnserver.conf").read_text().splitlines() if line and line[0] != "#"]
DENIED = [line.split("=", 1)[1] for line in LINES if line.startswith("denied-peer-ip=")]


def is_denied(address: str) -> bool:
    asked = ip_address(address)
    for denied in DENIED:
        first, last = (ip_address(end) for end in (denied.split("-") * 2)[:2])
        if asked.version == first.version and int(first) <= int(asked) <= int(last):
            return True
    return False


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.17.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.0", "255.255.255.255", "::1", "fe80::1", "fd00::1"),  # noqa: S104
        *("::ffff:10.0.0.1", "64:ff9b::a00:1"),
    ],
)
def test_nothing_is_carried_to_a_private_address(address: str) -> None:
    assert is_denied(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "172.32.0.1", "172.15.0.1", "2a00:1450:4001::1"])
def test_calls_are_carried_to_public_addresses(address: str) -> None:
    assert not is_denied(address)


def test_there_is_no_account_and_no_remote_control() -> None:
    assert "use-auth-secret" in LINES
    assert "no-cli" in LINES
    assert [line for line in LINES if line.startswith(("user=", "lt-cred-mech", "no-auth"))] == []


def start(tmp_path: Path, **environment: str) -> dict[str, str]:
    """What the relay would be started with: start.sh with a relay that shows its configuration."""
    (tmp_path / "secret").write_text("a-secret")
    relay = tmp_path / "turnserver"
    relay.write_text('#!/bin/sh\ncat "$2"\nstat -c "mode=%a" "$2"\n')
    relay.chmod(0o755)
    script = (TURN / "start.sh").read_text()
    for there, here in {
        "/tmp/": f"{tmp_path}/",  # noqa: S108 - first: the others may lead there
        "/etc/coturn": str(TURN),
        "/run/secrets/turn_secret": str(tmp_path / "secret"),
    }.items():
        script = script.replace(there, here)
    ran = subprocess.run(
        ["sh", "-c", script],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line for line in ran.stdout.splitlines() if "=" in line and line[0] != "#"]
    return dict(line.split("=", 1) for line in said)


def test_it_starts_with_the_clinics_name_and_the_secret_in_a_file_of_its_own(tmp_path: Path) -> None:
    said = start(tmp_path, DOMAIN="clinic.example.org")
    assert (said["realm"], said["static-auth-secret"], said["mode"]) == (
        "clinic.example.org",
        "a-secret",
        "600",
    )
    assert "external-ip" not in said


def test_behind_address_translation_it_says_the_public_address(tmp_path: Path) -> None:
    said = start(tmp_path, DOMAIN="clinic.example.org", TURN_EXTERNAL_IP="203.0.113.9/10.0.0.4")
    assert said["external-ip"] == "203.0.113.9/10.0.0.4"
