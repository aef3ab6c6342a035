"""A practitioner's calendars at the desk: their own address, and what is read from elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from scheduling.calendars.problems import Problem
from scheduling.models import CalendarFeed, OutsideCalendar
from tests.factories import physio
from tests.scheduling_factories import OutsideCalendarFactory, PractitionerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return PractitionerFactory.create()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(who, user=None) -> str:
    return client_of(user or who.user).get(reverse("admin:hours_calendars", args=[who.uuid])).content.decode()


def test_ones_own_address_is_shown_once_and_works(who):
    answer = client_of(who.user).post(reverse("admin:hours_feed_new")).content.decode()
    (path,) = re.findall(r'href="webcal://testserver/calendar/([^"]+)"', answer)
    assert Client().get(f"/calendar/{path}").status_code == 200
    assert path not in page_of(who)


def test_the_address_is_closed(who):
    client_of(who.user).post(reverse("admin:hours_feed_new"))
    feed = CalendarFeed.objects.get()
    client_of(who.user).post(reverse("admin:hours_feed_close", args=[feed.uuid]))
    feed.refresh_from_db()
    assert feed.revoked_at is not None


def test_looking_makes_no_address(who):
    client_of(who.user).get(reverse("admin:hours_feed_new"))
    assert CalendarFeed.objects.count() == 0


def test_nobody_makes_an_address_of_somebody_else(who):
    """The owner sees the calendars that are read, and no way to the visits as a feed."""
    owner = physio(who.clinic, Role.OWNER)
    assert "My visits in my own calendar" not in page_of(who, owner)
    assert "My visits in my own calendar" in page_of(who)


def test_a_calendar_is_added(who):
    address = reverse("admin:hours_calendars", args=[who.uuid])
    client_of(who.user).post(address, {"url": "webcal://calendar.example.org/key/a.ics"})
    assert [row.url for row in OutsideCalendar.objects.all()] == ["https://calendar.example.org/key/a.ics"]


def test_an_address_that_cannot_be_is_said_at_the_field(who):
    address = reverse("admin:hours_calendars", args=[who.uuid])
    answer = client_of(who.user).post(address, {"url": "http://calendar.example.org/"}).content.decode()
    assert "has to begin with https://" in answer


def test_its_address_is_not_shown_again_only_the_server(who):
    OutsideCalendarFactory.create(practitioner=who, url="https://calendar.example.org/canary/a.ics")
    assert "calendar.example.org" in page_of(who)
    assert "canary" not in page_of(who)


def test_what_is_wrong_stands_beside_it(who):
    OutsideCalendarFactory.create(practitioner=who, problem=Problem.NOT_TRUSTED)
    assert "its certificate is not valid" in page_of(who)


def test_a_calendar_is_taken_away(who):
    row = OutsideCalendarFactory.create(practitioner=who)
    client_of(who.user).post(reverse("admin:hours_calendar_remove", args=[who.uuid, row.uuid]))
    row.refresh_from_db()
    assert not row.is_active


def test_a_calendar_of_another_is_not_reached_through_ones_own_page(who):
    row = OutsideCalendarFactory.create()
    answer = client_of(who.user).post(reverse("admin:hours_calendar_remove", args=[who.uuid, row.uuid]))
    row.refresh_from_db()
    assert (answer.status_code, row.is_active) == (404, True)
