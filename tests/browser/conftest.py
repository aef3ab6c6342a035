"""A real Chromium against a real server. A page that reports an error or breaks the content policy fails."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, sync_playwright

from accounts.models import User
from patients.models import Patient
from tests.browser.line import Line
from tests.factories import PreferencesFactory

# Playwright's loop runs in the test's own thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 10_000
NO_CONNECTION = ["net::ERR", "Failed to fetch", "FetchEvent"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Phone:
    """One person's browser. `expected` names what may fail to load, for tests that make it fail."""

    context: BrowserContext
    line: Line
    expected: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def server(self) -> str:
        return self.line.url

    def lose_connection(self) -> None:
        """Down to the basement: the line is dead, and then the browser notices."""
        self.expected += NO_CONNECTION
        self.line.cut()
        self.context.set_offline(True)

    def find_connection(self) -> None:
        self.line.mend()
        self.context.set_offline(False)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(self.server + path)
        return page

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies["sessionid"]
        self.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": self.server}])

    def close(self) -> None:
        """Leaves every page first: Chromium can wait for ever to close one that its worker is loading."""
        try:
            for page in self.context.pages:
                leave(page)
        finally:
            self.context.close()
            self.line.close()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(part in message.text for part in self.expected):
            self.problems.append(message.text)


def leave(page: Page) -> None:
    """Today reloads itself when what was kept has been sent: that may come between, once."""
    with suppress(Error):
        page.goto("about:blank")
    page.goto("about:blank")


@pytest.fixture(scope="session")
def start_chromium() -> Iterator[Callable[..., Browser]]:
    """Starts browsers; arguments are those of the command line. There can be one driver only in a process."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM_PATH")
        yield lambda *more: playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])


@pytest.fixture(scope="session")
def chromium(start_chromium) -> Iterator[Browser]:
    browser = start_chromium()
    yield browser
    browser.close()


class Served:
    """How many requests the live server is at. Between two statements the database sees none of them."""

    def __init__(self) -> None:
        self.under_way = 0
        self._lock = Lock()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_signal) -> None:
        with self._lock:
            self.under_way += 1

    def _end(self, **_signal) -> None:
        with self._lock:
            self.under_way -= 1


served = Served()


def wait_until_served() -> None:
    """Until the server has answered what closed pages still asked: emptying the tables would clash."""
    busy = """SELECT count(*) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            time.sleep(0.05)
            cursor.execute(busy)
            if not cursor.fetchone()[0] and not served.under_way:
                return


@pytest.fixture
def new_phone(chromium, live_server) -> Iterator[Callable[..., Phone]]:
    """Makes phones; options are those of a browser context, such as color_scheme."""
    cache.clear()
    phones: list[Phone] = []

    def make(user: User | None = None, **options) -> Phone:
        phone = Phone(chromium.new_context(**(PHONE | options)), Line(live_server.url))
        phone.context.set_default_timeout(PATIENCE_MS)
        phones.append(phone)
        if user:
            phone.sign_in(user)
        return phone

    yield make
    for phone in phones:
        phone.close()
    wait_until_served()
    assert [problem for phone in phones for problem in phone.problems] == []


@pytest.fixture
def patient(transactional_db) -> Patient:
    patient: Patient = PreferencesFactory.create().patient
    return patient


@pytest.fixture
def phone(new_phone: Callable[..., Phone], patient: Patient) -> Phone:
    """The patient's phone, signed in."""
    return new_phone(patient.user)
