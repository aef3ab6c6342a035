"""Fetching a calendar from elsewhere: what is never asked, not believed, or listened to any longer."""

import gzip
import ipaddress
import socket
import time
from datetime import UTC, datetime

import pytest
import trustme

from scheduling.calendars import fetch as fetching
from scheduling.calendars.fetch import MOST_BYTES, Fetched, Reach, clean_url, fetch, is_public
from scheduling.calendars.problems import Problem, Trouble
from tests.scheduling.outside_server import CA, CalendarServer, running

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server(tmp_path):
    with running(CalendarServer(tmp_path)) as server:
        server.serves(CALENDAR)
        yield server


def problem_of(server: CalendarServer, url: str = "", reach: Reach | None = None) -> Problem:
    with pytest.raises(Trouble) as trouble:
        fetch(url or server.url, reach=reach or server.reach)
    return trouble.value.problem


def test_a_calendar_comes_with_its_mark(server):
    server.serves(CALENDAR, {"ETag": '"7"'})
    assert fetch(server.url, reach=server.reach) == Fetched(CALENDAR, '"7"')


def test_unchanged_since_the_mark_it_is_not_sent_again(server):
    server.answer = lambda handler: handler.say(
        status=304 if handler.headers["If-None-Match"] == '"7"' else 200
    )
    assert fetch(server.url, etag='"7"', reach=server.reach) == Fetched(None)


def test_path_and_query_are_asked_for_as_they_stand(server):
    fetch(f"https://localhost:{server.port}/a/b.ics?key=1&x=%20", reach=server.reach)
    assert server.asked[0].path == "/a/b.ics?key=1&x=%20"


# --- where it never goes ---


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *(
            "0.0.0.0",  # noqa: S104 - nothing is bound
            "224.0.0.1",
            "239.255.255.250",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "240.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fe80::1%2", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:c0a8:101::1", "2001:0:5ef5:79fd:0:59d:80ff:fffe"),
    ],
)
def test_an_address_that_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::1]"])
def test_no_spelling_of_this_machine_is_asked(server, host):
    url = f"https://{host}:{server.port}/busy.ics"
    assert problem_of(server, url, Reach()) in {Problem.NOT_PUBLIC, Problem.UNKNOWN_HOST}
    assert server.asked == []


def test_a_name_that_leads_to_a_private_place_among_public_ones_is_not_trusted(server, monkeypatch):
    found = [(None, None, 6, "", (address, server.port)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    assert problem_of(server, reach=Reach()) == Problem.NOT_PUBLIC


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_found(server, monkeypatch):
    """A second look-up might say something else: the first answer public, the second one private."""
    looked_up, really = [], socket.getaddrinfo

    def look_up(host, *args, **more):
        looked_up.append(host)
        return really("127.0.0.1" if host == "localhost" else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fetch(server.url, reach=server.reach)
    assert looked_up == ["localhost", "127.0.0.1"]


def test_a_redirect_into_a_private_network_is_not_followed(server, monkeypatch):
    monkeypatch.setattr(fetching, "is_public", lambda address: str(address) == "127.0.0.1")
    server.redirects(f"https://127.0.0.2:{server.port}/")
    url = f"https://127.0.0.1:{server.port}/"
    assert problem_of(server, url, Reach(ca_file=server.reach.ca_file)) == Problem.NOT_PUBLIC
    assert len(server.asked) == 1


def test_a_redirect_away_from_https_is_not_followed(server):
    server.redirects(f"http://localhost:{server.port}/")
    assert problem_of(server) == Problem.NOT_HTTPS


def test_a_redirect_is_followed(server):
    def answer(handler):
        if handler.path == "/new.ics":
            handler.say(CALENDAR)
        else:
            handler.say(status=301, headers={"Location": "/new.ics"})

    server.answer = answer
    assert fetch(server.url, reach=server.reach).data == CALENDAR


def test_the_fourth_redirect_is_one_too_many(server):
    server.redirects(server.url)
    assert problem_of(server) == Problem.TOO_MANY_TURNS
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("http://calendar.example.org/a.ics", Problem.NOT_HTTPS),
        ("ftp://calendar.example.org/a.ics", Problem.NOT_HTTPS),
        ("file:///etc/passwd", Problem.NOT_HTTPS),
        ("calendar.example.org/a.ics", Problem.NOT_HTTPS),
        ("", Problem.NOT_HTTPS),
        ("https://", Problem.UNKNOWN_HOST),
        ("https://me:secret@calendar.example.org/", Problem.UNKNOWN_HOST),
        ("https://calendar.example.org:99999/", Problem.UNKNOWN_HOST),
        ("https://[::1/", Problem.UNKNOWN_HOST),
        ("https://calendar.example.org/a\r\nX-Evil: 1", Problem.UNKNOWN_HOST),
        ("https://calendar.example.org/a b", Problem.UNKNOWN_HOST),
    ],
)
def test_an_address_that_never_can_be(text, problem):
    with pytest.raises(Trouble) as trouble:
        clean_url(text)
    assert trouble.value.problem == problem


@pytest.mark.parametrize("scheme", ["webcal", "webcals", "WEBCAL", "https"])
def test_calendar_programs_spell_it_webcal(scheme):
    assert clean_url(f" {scheme}://calendar.example.org/a.ics ") == "https://calendar.example.org/a.ics"


# --- whom it does not believe ---


def test_a_certificate_of_nobody_we_know(server):
    assert problem_of(server, reach=Reach(private=True)) == Problem.NOT_TRUSTED


def test_a_certificate_of_another_server(tmp_path):
    with running(CalendarServer(tmp_path, CA.issue_cert("elsewhere.example"))) as server:
        assert problem_of(server) == Problem.NOT_TRUSTED
        assert server.asked == []


def test_a_certificate_that_ran_out(tmp_path):
    old: trustme.LeafCert = CA.issue_cert("localhost", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with running(CalendarServer(tmp_path, old)) as server:
        assert problem_of(server) == Problem.NOT_TRUSTED


# --- when it stops listening ---


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 503, 206])
def test_a_refusal(server, status):
    server.answer = lambda handler: handler.say(status=status)
    assert problem_of(server) == Problem.REFUSED


def test_a_server_that_is_away(server):
    server.server_close()
    assert problem_of(server) == Problem.NO_ANSWER


def test_a_name_that_is_nobodys(server):
    assert problem_of(server, "https://nobody.invalid/busy.ics") == Problem.UNKNOWN_HOST


def test_a_body_without_an_end(server):
    sent = []

    def pour(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)
            sent.append(1)

    server.answer = pour
    assert problem_of(server) == Problem.TOO_LARGE
    time.sleep(0.2)
    assert len(sent) * 65536 < 20 * MOST_BYTES  # what stood in buffers when we hung up


def test_pieces_without_an_end(server):
    def pour(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while True:
            handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    server.answer = pour
    assert problem_of(server) == Problem.TOO_LARGE


def test_the_largest_that_is_read(server):
    server.serves(b"x" * MOST_BYTES)
    assert len(fetch(server.url, reach=server.reach).data or b"") == MOST_BYTES
    server.serves(b"x" * (MOST_BYTES + 1))
    assert problem_of(server) == Problem.TOO_LARGE


def test_a_bomb_is_not_unpacked(server):
    server.serves(gzip.compress(b"\0" * 100 * 1024 * 1024), {"Content-Encoding": "gzip"})
    assert problem_of(server) == Problem.NOT_A_CALENDAR


def test_we_ask_for_it_plain(server):
    fetch(server.url, reach=server.reach)
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_headers_without_an_end(server):
    def pour(handler):
        handler.send_response(200)
        while True:
            handler.wfile.write(b"X-A: " + b"x" * 1000 + b"\r\n")

    server.answer = pour
    assert problem_of(server) == Problem.NO_ANSWER


def test_what_is_no_http(server):
    server.answer = lambda handler: handler.wfile.write(b"220 mail.example.org ESMTP\r\n")
    assert problem_of(server) == Problem.NO_ANSWER


def test_a_server_that_says_nothing(server, monkeypatch):
    monkeypatch.setattr(fetching, "WAIT_S", 0.2)
    server.answer = lambda _handler: time.sleep(1)
    assert problem_of(server) == Problem.NO_ANSWER


def test_a_server_that_drips(server, monkeypatch):
    monkeypatch.setattr(fetching, "IN_ALL_S", 0.3)

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.answer = drip
    began = time.monotonic()
    assert problem_of(server) == Problem.NO_ANSWER
    assert time.monotonic() - began < 5
