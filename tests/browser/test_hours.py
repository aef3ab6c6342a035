"""Hours and what can be booked on real screens: by keyboard alone, for people who see little, on a tablet."""

from datetime import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from scheduling.models import WeeklyHours
from tests.browser.test_accessibility import TOO_WIDE, violations
from tests.factories import MembershipFactory, physio
from tests.scheduling_factories import (
    ExtraHoursFactory,
    LocationFactory,
    PolicyFactory,
    PractitionerFactory,
    TimeOffFactory,
    bookable,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREEN = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
NARROW = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}


@pytest.fixture
def owner(patient):
    return physio(patient.clinic, Role.OWNER)


@pytest.fixture
def addresses(patient):
    """Every page of hours and booking, with something on each."""
    clinic = patient.clinic
    PolicyFactory.create(clinic=clinic, holiday_country="DE")
    who = bookable(clinic)
    bookable(clinic)
    place = LocationFactory.create(clinic=clinic)
    WeeklyHours.objects.filter(practitioner=who, weekday=0).update(location=place)
    ExtraHoursFactory.create(practitioner=who)
    MembershipFactory.create(clinic=clinic)
    own = ("hours_of", "hours_details", "hours_add", "hours_copy", "hours_extra", "hours_away")
    named = {
        "hours": (),
        "holidays": (),
        "kinds": (),
        **dict.fromkeys(own, (who.uuid,)),
        "hours_new": (),
        "hours_closed": (),
        "weekly_hours": (who.weekly_hours.first().uuid,),
        "weekly_hours_end": (who.weekly_hours.first().uuid,),
        "time_off": (TimeOffFactory.create(clinic=clinic, practitioner=who).uuid,),
        "kind": (who.kinds.get().uuid,),
        "locations": (),
        "location": (place.uuid,),
        "booking_rules": (),
    }
    return [reverse(f"admin:{name}", args=arguments) for name, arguments in named.items()]


def test_axe_finds_nothing_and_no_page_is_wider_than_a_tablet(new_phone, owner, addresses):
    tablet = new_phone(owner, **NARROW)
    for address in addresses:
        page = tablet.open(address)
        assert (violations(page), page.evaluate(TOO_WIDE)) == ([], 0), address
        page.close()


def test_axe_finds_nothing_in_the_dark(new_phone, owner, addresses):
    screen = new_phone(owner, color_scheme="dark", **SCREEN)
    for address in addresses[:6]:
        assert violations(screen.open(address)) == [], address


def test_hours_are_added_by_keyboard_alone(new_phone, owner, patient):
    who = PractitionerFactory.create(clinic=patient.clinic)
    page = new_phone(owner, **SCREEN).open(reverse("admin:hours_of", args=[who.uuid]))
    page.get_by_role("link", name="Add hours").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tuesday").focus()
    page.keyboard.press("Space")
    page.get_by_label("From", exact=True).focus()
    page.keyboard.type("0900AM")
    page.get_by_label("To", exact=True).focus()
    page.keyboard.type("1230PM")
    page.keyboard.press("Enter")

    expect(page.get_by_role("row", name="Tuesday 9:00–12:30")).to_be_visible()
    row = who.weekly_hours.get()
    assert (row.weekday, row.start, row.end) == (1, time(9), time(12, 30))
