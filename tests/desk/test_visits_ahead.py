"""The waiting list and the packages at the desk, and booking from a question or an enquiry."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from patients.services.enquiries import register_enquiry
from scheduling.enums import WaitlistState
from scheduling.models import CreditEntry, Package, WaitlistEntry
from scheduling.services.offering import offer_freed
from scheduling.services.packages import sell_package
from tests import factories as f
from tests.gate import asked, enquired
from tests.scheduling_factories import (
    AppointmentKindFactory,
    PackageFactory,
    WaitlistEntryFactory,
    bookable,
)

WAITLIST = reverse("admin:waitlist")


@pytest.fixture
def practitioner(clinic):
    return bookable(clinic, name="Follow-up")


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def entry(patient, kind):
    return WaitlistEntryFactory.create(patient=patient, kind=kind)


@pytest.fixture
def package(clinic, patient, physio_user):
    return sell_package(by=physio_user, patient=patient.uuid, name="Six visits", visits=6)


def text_of(response) -> str:
    return response.content.decode()


def said(kind):
    today = clock.now().date()
    return {"kind": kind.uuid, "from_on": today, "until_on": today + timedelta(days=20)}


# --- the waiting list --------------------------------------------------------------------------------------


def test_an_empty_list_says_how_it_fills(front_desk):
    assert "Nobody waits" in text_of(front_desk.get(WAITLIST))


def test_the_list_stands_by_kind_in_the_order_of_asking(front_desk, clinic, kind, entry):
    first = WaitlistEntryFactory.create(
        patient=f.PatientFactory.create(clinic=clinic, name="Anton First"),
        kind=kind,
        asked_at=clock.now() - timedelta(days=2),
    )
    other = AppointmentKindFactory.create(clinic=clinic, name="Assessment", position=1)
    WaitlistEntryFactory.create(patient=entry.patient, kind=other)
    rows = front_desk.get(WAITLIST).context["page_obj"].object_list
    assert [row.pk for row in rows[:2]] == [first.pk, entry.pk]
    assert rows[2].kind == other


def test_who_does_not_sign_in_has_to_be_called(front_desk, clinic, kind):
    WaitlistEntryFactory.create(patient=f.PatientFactory.create(clinic=clinic, user=None), kind=kind)
    assert "Call them" in text_of(front_desk.get(WAITLIST))


def test_an_offer_is_shown_with_its_end(front_desk, practitioner, kind, entry):
    at = (clock.now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    offer_freed(practitioner=practitioner, starts_at=at, ends_at=at + timedelta(minutes=30))
    assert "Has an offer" in text_of(front_desk.get(WAITLIST))


def test_the_front_desk_puts_somebody_on_the_list_and_takes_them_off(front_desk, patient, kind):
    page = reverse("admin:waitlist_add", args=[patient.uuid])
    assert patient.name in text_of(front_desk.get(page))
    assert front_desk.post(page, said(kind)).url == WAITLIST
    entry = WaitlistEntry.objects.get()
    assert (entry.patient, entry.kind, entry.practitioner) == (patient, kind, None)
    front_desk.post(reverse("admin:waitlist_withdraw", args=[entry.uuid]))
    entry.refresh_from_db()
    assert entry.state == WaitlistState.WITHDRAWN


def test_what_is_wrong_stands_at_its_field(front_desk, patient, kind):
    page = reverse("admin:waitlist_add", args=[patient.uuid])
    form = front_desk.post(page, said(kind) | {"until_on": "2020-01-01"}).context["form"]
    assert list(form.errors) == ["until_on"]


def test_twice_for_one_kind_is_refused_in_words(front_desk, patient, kind, entry):
    page = reverse("admin:waitlist_add", args=[patient.uuid])
    assert "on the waiting list already" in text_of(front_desk.post(page, said(kind)))


def test_another_clinic_sees_and_changes_nothing(stranger, patient, entry, package):
    assert patient.name not in text_of(stranger.get(WAITLIST))
    for name, key in (
        ("waitlist_withdraw", entry),
        ("waitlist_add", patient),
        ("patient_packages", patient),
        ("patient_package", package),
    ):
        assert stranger.post(reverse(f"admin:{name}", args=[key.uuid]), {}).status_code == 404


def test_one_place_and_many_take_the_same_queries(front_desk, clinic, kind):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            front_desk.get(WAITLIST)
        return len(caught)

    WaitlistEntryFactory.create(patient=f.PatientFactory.create(clinic=clinic), kind=kind)
    one = queries()
    for _number in range(3):
        WaitlistEntryFactory.create(patient=f.PatientFactory.create(clinic=clinic), kind=kind)
    assert queries() == one


# --- packages ----------------------------------------------------------------------------------------------


def test_the_front_desk_sells_a_package(front_desk, patient, kind):
    page = reverse("admin:patient_packages", args=[patient.uuid])
    assert "No package yet" in text_of(front_desk.get(page))
    front_desk.post(page, {"name": "Six", "visits": "6", "price": "300 €", "kind": kind.uuid})
    package = Package.objects.get()
    assert (package.patient, package.kind, package.price) == (patient, kind, "300 €")
    assert "300 €" in text_of(front_desk.get(page))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"visits": "0"}, "visits"), ({"name": ""}, "name"), ({"expires_on": "2020-01-01"}, "expires_on")],
)
def test_what_cannot_be_sold_is_said_at_its_field(front_desk, patient, wrong, field):
    page = reverse("admin:patient_packages", args=[patient.uuid])
    form = front_desk.post(page, {"name": "Six", "visits": "6"} | wrong).context["form"]
    assert list(form.errors) == [field]
    assert not Package.objects.exists()


def test_the_ledger_shows_every_line_and_takes_a_correction(front_desk, package):
    page = reverse("admin:patient_package", args=[package.uuid])
    assert front_desk.post(page, {"delta": "-1", "note": "One was given as a present"}).url == page
    text = text_of(front_desk.get(page))
    assert "One was given as a present" in text
    assert "5 visits left" in text
    assert CreditEntry.objects.count() == 2


def test_a_correction_below_nothing_is_refused_in_words(front_desk, package):
    page = reverse("admin:patient_package", args=[package.uuid])
    assert "There are only 6 left." in text_of(front_desk.post(page, {"delta": "-7", "note": "Too many"}))


def test_a_package_without_a_line_opens(front_desk, patient):
    package = PackageFactory.create(patient=patient)
    assert "0 visits left" in text_of(front_desk.get(reverse("admin:patient_package", args=[package.uuid])))


def test_the_patients_page_leads_to_packages_and_the_list(front_desk, patient):
    text = text_of(front_desk.get(reverse("admin:patient", args=[patient.uuid])))
    assert reverse("admin:patient_packages", args=[patient.uuid]) in text
    assert reverse("admin:waitlist_add", args=[patient.uuid]) in text


# --- booking from what was asked ---------------------------------------------------------------------------


def test_a_visit_is_booked_from_a_question(physio, patient):
    text = text_of(physio.get(reverse("admin:question", args=[asked(patient).uuid])))
    assert f"{reverse('admin:appointment_new')}?patient={patient.uuid}" in text


def test_a_visit_is_booked_from_an_enquiry(front_desk, clinic):
    enquiry = enquired(clinic)
    page = reverse("admin:enquiry", args=[enquiry.uuid])
    assert reverse("admin:appointment_new") not in text_of(front_desk.get(page))
    patient = register_enquiry(by=f.physio(clinic), enquiry=enquiry.uuid)
    assert f"{reverse('admin:appointment_new')}?patient={patient.uuid}" in text_of(front_desk.get(page))


def test_a_double_click_sells_one_package_and_corrects_once(front_desk, patient):
    sale = {"uuid": str(uuid4()), "name": "Six visits", "visits": "6"}
    for _click in range(2):
        front_desk.post(reverse("admin:patient_packages", args=[patient.uuid]), sale)
    package = Package.objects.get()
    correction = {"uuid": str(uuid4()), "delta": "-1", "note": "paid back"}
    for _click in range(2):
        front_desk.post(reverse("admin:patient_package", args=[package.uuid]), correction)

    assert [entry.balance for entry in package.entries.order_by("number")] == [6, 5]


def test_each_page_to_sell_has_an_id_of_its_own(front_desk, patient):
    page = reverse("admin:patient_packages", args=[patient.uuid])
    looks = [front_desk.get(page).content.decode() for _look in range(2)]
    ids = {found for look in looks for found in re.findall(r'name="uuid" value="([^"]+)"', look)}

    assert len(ids) == 2
