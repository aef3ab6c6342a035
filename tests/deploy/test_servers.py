"""The embedded servers: real ones, over sockets, found again, never confused with a stranger's process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from _tools.servers import Servers

pytestmark = pytest.mark.usefixtures("without_addresses")


@pytest.fixture(scope="module")
def servers(data: Path) -> Iterator[Servers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("_tools.servers.DATA", data)
        yield Servers("demo")


def query(servers: Servers, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(servers.addresses()["DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def cache(servers: Servers) -> redis.Redis:
    return redis.Redis.from_url(servers.addresses()["REDIS_URL"])


def test_both_answer_while_in_use_and_are_gone_afterwards(servers: Servers) -> None:
    with servers.in_use():
        assert query(servers, "SELECT current_setting('server_version_num')::int / 10000") == [(18,)]
        assert cache(servers).ping() is True
    with pytest.raises(psycopg.OperationalError):
        query(servers, "SELECT 1")
    with pytest.raises(redis.ConnectionError):
        cache(servers).ping()


def test_the_demo_keeps_what_was_written(servers: Servers) -> None:
    with servers.in_use():
        query(servers, "CREATE TABLE kept (word text)")
        query(servers, "INSERT INTO kept VALUES ('knee')")
        cache(servers).set("kept", "knee")
    with servers.in_use():
        assert query(servers, "SELECT word FROM kept") == [("knee",)]
        assert cache(servers).get("kept") == b"knee"


def test_they_run_on_while_a_second_user_is_there(servers: Servers) -> None:
    with servers.in_use():
        with Servers("demo").in_use():
            pass
        assert query(servers, "SELECT 1") == [(1,)]


def test_nobody_stops_them_under_a_user(servers: Servers) -> None:
    with servers.in_use():
        assert servers.stop() is False
        assert query(servers, "SELECT 1") == [(1,)]


def test_a_pid_file_that_names_a_stranger_leaves_the_stranger_alone(servers: Servers) -> None:
    with servers.in_use():
        pid_files = [servers.postgres._data / "postmaster.pid", servers.redis._pidfile]
        contents = [path.read_text() for path in pid_files]
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        for path, content in zip(pid_files, contents, strict=True):
            path.write_text(content.replace(content.split()[0], str(stranger.pid), 1))
        servers.stop()
        assert stranger.poll() is None
        pid_files[0].unlink()
        with servers.in_use():
            assert query(servers, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_a_cleaned_temporary_directory_does_not_stop_the_next_start(servers: Servers) -> None:
    with servers.in_use():
        sockets = (servers.home / "sockets").resolve()
    for leftover in sockets.iterdir():
        leftover.unlink()
    sockets.rmdir()
    with servers.in_use():
        assert query(servers, "SELECT 1") == [(1,)]
        assert (servers.home / "sockets").resolve() != sockets


def test_a_readers_socket_directory_is_private(servers: Servers) -> None:
    with servers.in_use():
        assert (servers.home / "sockets").resolve().stat().st_mode & 0o077 == 0


def test_addresses_that_the_user_brought_are_used(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLINIC_EMBEDDED", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/clinic")
    monkeypatch.setenv("REDIS_URL", "redis://there")
    assert servers.addresses() == {"DATABASE_URL": "postgresql://there/clinic", "REDIS_URL": "redis://there"}
