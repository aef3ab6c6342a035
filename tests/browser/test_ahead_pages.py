"""The waiting list and packages in a real browser: an offer is taken on the phone, the desk sees it, axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.offering import offer_freed
from scheduling.services.packages import sell_package
from tests.browser.test_desk import NARROW, SCREEN, TOO_WIDE, violations
from tests.browser.test_gate_pages import NOTHING, looked_at
from tests.factories import EpisodeFactory, PatientFactory, loaded_pack, physio
from tests.scheduling_factories import WaitlistEntryFactory, bookable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def practitioner(patient):
    loaded_pack()
    EpisodeFactory.create(patient=patient)
    return bookable(patient.clinic, name="Follow-up")


@pytest.fixture
def offered(practitioner, patient):
    """The patient has an offer, and somebody who does not sign in waits behind them."""
    kind = practitioner.kinds.get()
    entry = WaitlistEntryFactory.create(patient=patient, kind=kind)
    other = PatientFactory.create(clinic=patient.clinic, user=None)
    WaitlistEntryFactory.create(patient=other, kind=kind, practitioner=practitioner)
    at = (clock.now() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    offer_freed(practitioner=practitioner, starts_at=at, ends_at=at + timedelta(minutes=30))
    return entry


def test_an_offer_is_taken_on_the_phone(phone, offered):
    page = phone.open("/visits/")
    page.get_by_role("link", name="a time is free").click()
    page.locator("[name=none]").check(force=True)
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_text("Your visit is booked")).to_be_visible()
    assert Appointment.objects.get().status == AppointmentStatus.BOOKED


def test_whoever_lets_it_go_stays_on_the_list(phone, offered):
    page = phone.open(f"/visits/waiting/{offered.uuid}/")
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("You stay on the list")).to_be_visible()
    expect(page.get_by_role("heading", name="You wait for")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_on_the_phone(new_phone, patient, offered, scheme):
    sell_package(by=physio(patient.clinic), patient=patient.uuid, name="Six visits", visits=6)
    phone = new_phone(patient.user, color_scheme=scheme)
    paths = ["/visits/", "/visits/waiting/", f"/visits/waiting/{offered.uuid}/"]
    found = {path: looked_at(phone.open(path)) for path in paths}
    assert found == dict.fromkeys(paths, NOTHING)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_at_the_desk(new_phone, patient, offered, scheme):
    staff = physio(patient.clinic)
    package = sell_package(by=staff, patient=patient.uuid, name="Six visits", visits=6)
    paths = [
        "/admin/waiting-list/",
        f"/admin/patients/{patient.uuid}/waiting-list/",
        f"/admin/patients/{patient.uuid}/packages/",
        f"/admin/packages/{package.uuid}/",
    ]
    screen, tablet = (new_phone(staff, **size, color_scheme=scheme) for size in (SCREEN, NARROW))
    found = {path: (violations(screen.open(path)), tablet.open(path).evaluate(TOO_WIDE)) for path in paths}
    assert found == dict.fromkeys(paths, ([], 0))
