"""What holds for every page of the portal: who may see it, what it loads, what it costs."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import assigned_program, physio
from tests.portal.pages import Markup, log_today

pytestmark = pytest.mark.django_db

PAGES = [
    "today", "player", "plan", "learn", "progress", "screen", "check", "run", "follow_ups", "ask", "visits",
    "book", "more", "profile",
]  # fmt: skip
DOORS = ["/sign-in/", "/sign-in/staff/", "/sign-out/", "/password/reset/"]
NO_QUERIES_OF_PAGES = {"today": 30, "player": 8, "plan": 12, "learn": 10, "progress": 22}
FIRST_LOAD = 100_000


@pytest.mark.parametrize("name", PAGES)
def test_the_signed_out_are_asked_to_sign_in(client, name):
    address = reverse(f"portal:{name}")
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize("name", PAGES)
def test_staff_are_sent_to_their_own_start_page(signed_in, patient, name):
    answer = signed_in(physio(patient.clinic)).get(reverse(f"portal:{name}"))
    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("name", PAGES)
def test_a_patient_opens_it(page, patient, name):
    assigned_program(patient)
    assert page.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("address", [*(f"portal:{name}" for name in PAGES), *DOORS])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page, patient, address):
    assigned_program(patient)
    client = Client() if address in {"/sign-in/", "/sign-in/staff/"} else page
    markup = Markup(client.get(address if address in DOORS else reverse(address)).content.decode())
    scripts = [a for a in markup.of("script") if a.get("type") != "application/json"]
    assert all(attrs.get("src") for attrs in scripts)
    assert markup.of("style") == []
    assert [attrs for _tag, attrs in markup.tags if "style" in attrs] == []
    assert [name for _tag, attrs in markup.tags for name in attrs if name.startswith("on")] == []
    loaded = [a.get("src") or a.get("href") or "" for a in markup.of("script", "link", "img", "iframe")]
    assert [url for url in loaded if urlsplit(url).netloc] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_is_in_the_sprite(page, patient, name):
    assigned_program(patient)
    log_today(patient, core=True)
    markup = Markup(page.get(reverse(f"portal:{name}")).content.decode())
    used = {attrs["href"] for attrs in markup.of("use")}
    assert used <= {f"#{attrs['id']}" for attrs in markup.of("symbol")}


def static_file(name) -> Path:
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found)


def test_the_first_load_of_today_is_small(page, patient):
    assigned_program(patient)
    shown = page.get("/").content
    total = len(gzip.compress(shown))
    for attrs in Markup(shown.decode()).of("link", "script"):
        url = attrs.get("href") or attrs.get("src") or ""
        if url.startswith("/static/"):
            total += len(gzip.compress(static_file(url.removeprefix("/static/")).read_bytes()))
    modules = static_file("portal/js/player/main.js").parent
    total += sum(len(gzip.compress(module.read_bytes())) for module in modules.glob("*.js"))
    assert total < FIRST_LOAD


@pytest.mark.parametrize(("name", "limit"), NO_QUERIES_OF_PAGES.items())
def test_a_page_costs_the_same_for_one_program_and_for_three(page, patient, name, limit):
    clinician = physio(patient.clinic)
    assigned_program(patient, by=clinician)
    log_today(patient)
    one = _cost(page, name)
    for template in ("rk-5w-standard", "rk-6w-gradual"):
        assigned_program(patient, by=clinician, template=template)
    log_today(patient)
    assert _cost(page, name) == one
    assert one <= limit


def _cost(page, name):
    page.get(reverse(f"portal:{name}"))  # warms what is kept in memory
    with CaptureQueriesContext(connection) as asked:
        assert page.get(reverse(f"portal:{name}")).status_code == 200
    return len(asked)


def test_the_service_worker_names_the_files_of_this_release(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    named = re.findall(r'"(/static/[^"]+)"', answer.content.decode())
    assert "/static/portal/js/player/main.js" in named
    assert all(finders.find(file.removeprefix("/static/")) for file in named)


def test_the_manifest_makes_it_installable(client):
    manifest = client.get("/manifest.webmanifest").json()
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
