"""The waiting list: who is asked, in which order, for how long, and what becomes of the time."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from notifications.registry import Content, Suppress, composer_for
from patients.enums import ScreeningScope
from scheduling.enums import AppointmentStatus, BookableBy, Source, WaitlistState
from scheduling.models import Appointment
from scheduling.queries.slots import free_slots
from scheduling.queries.waitlist import open_entries_of, waiting_list
from scheduling.services.freed import slot_freed
from scheduling.services.offering import offer_freed
from scheduling.services.packages import sell_package
from scheduling.services.sweeping import expire_offers
from scheduling.services.time_off import add_time_off
from scheduling.services.waitlist import (
    Times,
    accept_offer,
    add_to_waitlist,
    decline_offer,
    join_waitlist,
    withdraw_from_waitlist,
)
from tests.factories import PatientFactory, ProxyFactory, physio, screened
from tests.gate import URGENT, stopped
from tests.scheduling_factories import (
    AppointmentFactory,
    LocationFactory,
    PolicyFactory,
    WaitlistEntryFactory,
    WeeklyHoursFactory,
    bookable,
)

pytestmark = pytest.mark.django_db

# A Monday at eight in Berlin; what is freed is on Wednesday at ten.
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREED = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner(db):
    return bookable()


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def patient(practitioner):
    return PatientFactory.create(clinic=practitioner.clinic)


def waits(kind, patient=None, **more):
    patient = patient or PatientFactory.create(clinic=kind.clinic)
    return WaitlistEntryFactory.create(patient=patient, kind=kind, **more)


def offer(practitioner, starts_at=FREED, minutes=30):
    return offer_freed(
        practitioner=practitioner, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes)
    )


def accepted(entry):
    patient = entry.patient
    screening = screened(patient, scope=ScreeningScope.DAILY)
    return accept_offer(by=patient.user, patient=patient, entry=entry.uuid, screening=screening.uuid)


def state_of(entry):
    entry.refresh_from_db()
    return entry.state


def from_to(days=30, **more):
    today = clock.now().date()
    return Times(today, today + timedelta(days=days), **more)


# --- joining -----------------------------------------------------------------------------------------------


def test_a_patient_waits_for_what_they_could_book(patient, kind):
    entry = join_waitlist(by=patient.user, patient=patient, kind=kind.uuid, times=from_to())
    assert (entry.state, entry.asked_at, entry.added_by) == (WaitlistState.WAITING, NOW, patient.user)
    assert list(open_entries_of(patient)) == [entry]


def test_nobody_waits_twice_for_one_kind(patient, kind):
    join_waitlist(by=patient.user, patient=patient, kind=kind.uuid, times=from_to())
    with pytest.raises(Conflict) as refused:
        join_waitlist(by=patient.user, patient=patient, kind=kind.uuid, times=from_to())
    assert refused.value.code == "waiting_already"


def test_what_only_staff_book_only_staff_enter(patient, kind):
    kind.who_may_book = BookableBy.NOBODY
    kind.save()
    with pytest.raises(Conflict) as refused:
        join_waitlist(by=patient.user, patient=patient, kind=kind.uuid, times=from_to())
    assert refused.value.code == "not_bookable"
    desk = physio(patient.clinic, Role.FRONT_DESK)
    assert add_to_waitlist(by=desk, patient=patient.uuid, kind=kind.uuid, times=from_to()).added_by == desk


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (lambda today: Times(today, today - timedelta(days=1)), "until_on"),
        (lambda today: Times(today - timedelta(days=9), today - timedelta(days=1)), "until_on"),
        (lambda today: Times(today, today + timedelta(days=367)), "until_on"),
        (lambda today: Times(today, today, time(12), time(9)), "latest"),
    ],
)
def test_times_that_make_no_sense_are_said_at_their_field(patient, kind, times, field):
    with pytest.raises(InvalidInput) as refused:
        join_waitlist(by=patient.user, patient=patient, kind=kind.uuid, times=times(NOW.date()))
    assert list(refused.value.fields) == [field]


def test_another_clinics_kind_person_and_patient_are_not_there(patient, kind):
    elsewhere = bookable()
    with pytest.raises(NotFound):
        join_waitlist(by=patient.user, patient=patient, kind=elsewhere.kinds.get().uuid, times=from_to())
    with pytest.raises(NotFound):
        join_waitlist(
            by=patient.user, patient=patient, kind=kind.uuid, times=from_to(), practitioner=elsewhere.uuid
        )
    with pytest.raises(NotFound):
        add_to_waitlist(by=physio(elsewhere.clinic), patient=patient.uuid, kind=kind.uuid, times=from_to())


def test_with_somebody_who_does_not_do_it_nobody_waits(patient, kind):
    other = bookable(patient.clinic)
    with pytest.raises(InvalidInput) as refused:
        join_waitlist(
            by=patient.user, patient=patient, kind=kind.uuid, times=from_to(), practitioner=other.uuid
        )
    assert list(refused.value.fields) == ["practitioner"]


# --- who is asked ------------------------------------------------------------------------------------------


def test_whoever_asked_first_is_asked_first(practitioner, kind):
    second, first = waits(kind), waits(kind, asked_at=NOW - timedelta(hours=1))
    offered = offer(practitioner)
    assert offered.patient == first.patient
    assert (offered.status, offered.starts_at) == (AppointmentStatus.OFFERED, FREED)
    assert offered.hold_expires_at == NOW + timedelta(minutes=120)
    assert (state_of(first), state_of(second)) == (WaitlistState.OFFERED, WaitlistState.WAITING)


def test_one_time_is_offered_to_one(practitioner, kind):
    waits(kind), waits(kind)
    offer(practitioner)
    assert offer(practitioner) is None


@pytest.mark.parametrize(
    "wish",
    [
        {"from_on": FREED.date() + timedelta(days=1), "until_on": FREED.date() + timedelta(days=9)},
        {"from_on": NOW.date(), "until_on": FREED.date() - timedelta(days=1)},
        {"earliest": time(10, 30)},
        {"latest": time(9, 30)},
    ],
)
def test_whom_the_time_does_not_suit_is_not_asked(practitioner, kind, wish):
    waits(kind, **wish)
    assert offer(practitioner) is None


def test_times_of_day_are_those_of_the_patients_clock(practitioner, kind):
    far = PatientFactory.create(clinic=kind.clinic, time_zone="Asia/Kolkata")
    waits(kind, patient=far, earliest=time(14, 30), latest=time(14, 30))
    assert offer(practitioner).patient == far


def test_who_waits_for_somebody_else_is_not_asked(practitioner, kind):
    other = bookable(practitioner.clinic)
    other.kinds.add(kind)
    waits(kind, practitioner=other)
    assert offer(practitioner) is None


def test_a_visit_that_is_too_long_for_the_gap_is_not_offered(practitioner, kind):
    longer = bookable(practitioner.clinic, minutes=60).kinds.get()
    practitioner.kinds.add(longer)
    for minutes in (-30, 30):
        AppointmentFactory.create(
            practitioner=practitioner,
            kind=kind,
            patient=PatientFactory.create(clinic=kind.clinic),
            starts_at=FREED + timedelta(minutes=minutes),
        )
    waits(longer, asked_at=NOW - timedelta(hours=1))
    shorter = waits(kind)
    assert offer(practitioner).patient == shorter.patient


def test_a_longer_visit_may_begin_before_the_gap_where_there_is_room(practitioner, kind):
    longer = bookable(practitioner.clinic, minutes=60).kinds.get()
    practitioner.kinds.add(longer)
    AppointmentFactory.create(
        practitioner=practitioner,
        kind=kind,
        patient=PatientFactory.create(clinic=kind.clinic),
        starts_at=FREED + timedelta(minutes=30),
    )
    waits(longer)
    assert offer(practitioner).starts_at == FREED - timedelta(minutes=30)


def test_a_patient_who_has_a_visit_then_is_not_asked(practitioner, kind, patient):
    other = bookable(practitioner.clinic)
    AppointmentFactory.create(practitioner=other, kind=other.kinds.get(), patient=patient, starts_at=FREED)
    waits(kind, patient=patient)
    assert offer(practitioner) is None


def test_a_patient_whom_a_stop_holds_is_not_asked(practitioner, kind, patient):
    stopped(patient, URGENT)
    waits(kind, patient=patient)
    assert offer(practitioner) is None


def test_a_patient_who_does_not_sign_in_is_left_to_the_desk(practitioner, kind):
    waits(kind, patient=PatientFactory.create(clinic=kind.clinic, user=None))
    assert offer(practitioner) is None


def test_in_person_it_needs_hours_at_a_place(practitioner):
    here = bookable(practitioner.clinic, is_remote=False).kinds.get()
    practitioner.kinds.add(here)
    waits(here)
    assert offer(practitioner) is None
    practitioner.weekly_hours.update(valid_until=NOW.date())
    place = LocationFactory.create(clinic=practitioner.clinic)
    WeeklyHoursFactory.create(practitioner=practitioner, weekday=2, location=place, valid_from=FREED.date())
    assert offer(practitioner).location == place


def test_what_the_patient_cancelled_is_not_offered_to_them(practitioner, kind, patient):
    AppointmentFactory.create(
        practitioner=practitioner,
        kind=kind,
        patient=patient,
        starts_at=FREED,
        status=AppointmentStatus.CANCELLED,
        cancelled_at=NOW,
    )
    waits(kind, patient=patient)
    assert offer(practitioner) is None


def test_a_time_inside_the_notice_is_not_offered(practitioner, kind):
    waits(kind)
    assert offer(practitioner, starts_at=NOW + timedelta(hours=3)) is None


def test_an_offer_never_stands_into_the_notice(practitioner, kind):
    PolicyFactory.create(clinic=kind.clinic, notice_minutes=60)
    waits(kind)
    soon = NOW + timedelta(hours=2)
    assert offer(practitioner, starts_at=soon).hold_expires_at == soon - timedelta(hours=1)


def test_an_offer_of_a_few_minutes_is_none(practitioner, kind):
    PolicyFactory.create(clinic=kind.clinic, notice_minutes=115)
    waits(kind, latest=time(10))
    assert offer(practitioner, starts_at=NOW + timedelta(hours=2)) is None


def test_time_that_is_over_is_not_offered(practitioner, kind):
    waits(kind)
    assert offer(practitioner, starts_at=NOW - timedelta(days=1)) is None


def test_it_is_offered_after_the_commit(practitioner, kind, django_capture_on_commit_callbacks):
    entry = waits(kind)
    with django_capture_on_commit_callbacks(execute=True):
        slot_freed(practitioner=practitioner, starts_at=FREED, ends_at=FREED + timedelta(minutes=30))
        assert state_of(entry) == WaitlistState.WAITING
    assert state_of(entry) == WaitlistState.OFFERED


# --- the answer --------------------------------------------------------------------------------------------


def test_an_accepted_offer_is_booked_behind_the_gate(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    visit = accepted(entry)
    assert (visit.status, visit.source, visit.starts_at) == (
        AppointmentStatus.BOOKED,
        Source.PORTAL,
        FREED,
    )
    assert (visit.booked_by, visit.hold_expires_at) == (entry.patient.user, None)
    assert state_of(entry) == WaitlistState.BOOKED
    assert Message.objects.filter(kind="visit").exists()


def test_accepting_twice_books_once(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    assert accepted(entry) == accepted(entry)


def test_an_accepted_offer_uses_a_credit(practitioner, kind):
    entry = waits(kind)
    sell_package(by=physio(kind.clinic), patient=entry.patient.uuid, name="Six", visits=6)
    offer(practitioner)
    accepted(entry)
    assert entry.patient.packages.get().entries.order_by("-number")[0].balance == 5


def test_what_the_clinic_confirms_is_asked_for(practitioner, kind):
    kind.who_may_book = BookableBy.ON_REQUEST
    kind.save()
    entry = waits(kind)
    offer(practitioner)
    assert accepted(entry).status == AppointmentStatus.REQUESTED


def test_a_warning_sign_stops_it_and_the_offer_stands(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    told = stopped(entry.patient, URGENT).screening
    with pytest.raises(Conflict) as refused:
        accept_offer(by=entry.patient.user, patient=entry.patient, entry=entry.uuid, screening=told.uuid)
    assert refused.value.code == "red_flag"
    assert state_of(entry) == WaitlistState.OFFERED


def test_without_answers_it_is_not_booked(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    with pytest.raises(Conflict) as refused:
        accept_offer(by=entry.patient.user, patient=entry.patient, entry=entry.uuid, screening=uuid4())
    assert refused.value.code == "screening_needed"


def test_an_offer_that_is_over_books_nothing(practitioner, kind):
    entry = waits(kind)
    offered = offer(practitioner)
    with clock.pretending(offered.hold_expires_at), pytest.raises(Conflict) as refused:
        accepted(entry)
    assert refused.value.code == "offer_over"


def test_an_offer_of_somebody_who_has_left_books_nothing(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    practitioner.user.memberships.update(ended_at=NOW)
    with pytest.raises(Conflict) as refused:
        accepted(entry)
    assert refused.value.code == "offer_over"


def test_an_offer_into_which_time_off_is_put_books_nothing(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    add_time_off(
        by=practitioner.user,
        practitioner=practitioner.uuid,
        starts_at=FREED,
        ends_at=FREED + timedelta(hours=1),
    )
    with pytest.raises(Conflict) as refused:
        accepted(entry)
    assert refused.value.code == "offer_over"
    expire_offers()
    assert state_of(entry) == WaitlistState.WAITING


def test_nobody_takes_somebody_elses_offer(practitioner, kind, patient):
    entry = waits(kind)
    offer(practitioner)
    screening = screened(patient, scope=ScreeningScope.DAILY)
    with pytest.raises(NotFound):
        accept_offer(by=patient.user, patient=patient, entry=entry.uuid, screening=screening.uuid)


def test_declined_it_goes_to_the_next_and_the_place_stays(
    practitioner, kind, django_capture_on_commit_callbacks
):
    first, second = waits(kind, asked_at=NOW - timedelta(hours=1)), waits(kind)
    offer(practitioner)
    with django_capture_on_commit_callbacks(execute=True):
        decline_offer(by=first.patient.user, patient=first.patient, entry=first.uuid)
    assert (state_of(first), state_of(second)) == (WaitlistState.WAITING, WaitlistState.OFFERED)


def test_the_same_time_is_not_offered_twice_to_one(practitioner, kind, django_capture_on_commit_callbacks):
    entry = waits(kind)
    offer(practitioner)
    with django_capture_on_commit_callbacks(execute=True):
        decline_offer(by=entry.patient.user, patient=entry.patient, entry=entry.uuid)
    assert state_of(entry) == WaitlistState.WAITING
    assert offer(practitioner, starts_at=FREED + timedelta(hours=1)).patient == entry.patient


def test_withdrawing_gives_back_what_was_offered(practitioner, kind, django_capture_on_commit_callbacks):
    first, second = waits(kind, asked_at=NOW - timedelta(hours=1)), waits(kind)
    offer(practitioner)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_from_waitlist(by=first.patient.user, patient=first.patient, entry=first.uuid)
    assert (state_of(first), state_of(second)) == (WaitlistState.WITHDRAWN, WaitlistState.OFFERED)


def test_staff_withdraw_somebody_of_their_clinic_only(practitioner, kind):
    entry = waits(kind)
    with pytest.raises(NotFound):
        withdraw_from_waitlist(by=physio(), entry=entry.uuid)
    withdraw_from_waitlist(by=physio(kind.clinic, Role.FRONT_DESK), entry=entry.uuid)
    assert state_of(entry) == WaitlistState.WITHDRAWN


def test_what_is_booked_is_cancelled_not_withdrawn(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    accepted(entry)
    with pytest.raises(Conflict) as refused:
        withdraw_from_waitlist(by=entry.patient.user, patient=entry.patient, entry=entry.uuid)
    assert refused.value.code == "booked"


# --- the end of an offer -----------------------------------------------------------------------------------


def test_nobodys_answer_passes_it_on(practitioner, kind, django_capture_on_commit_callbacks):
    first, second = waits(kind, asked_at=NOW - timedelta(hours=1)), waits(kind)
    offered = offer(practitioner)
    with clock.pretending(offered.hold_expires_at), django_capture_on_commit_callbacks(execute=True):
        assert expire_offers() == 1
    offered.refresh_from_db()
    assert offered.status == AppointmentStatus.EXPIRED
    assert (state_of(first), state_of(second)) == (WaitlistState.WAITING, WaitlistState.OFFERED)


def test_an_offer_that_stands_is_left_alone(practitioner, kind):
    entry = waits(kind)
    offer(practitioner)
    assert expire_offers() == 0
    assert state_of(entry) == WaitlistState.OFFERED


def test_an_offer_that_is_over_blocks_nobody_before_the_sweep(practitioner, kind):
    waits(kind)
    offered = offer(practitioner)
    with clock.pretending(offered.hold_expires_at):
        free = free_slots(
            clinic=kind.clinic,
            kind=kind,
            practitioner=practitioner,
            from_at=FREED,
            until_at=FREED + timedelta(minutes=1),
        )
    assert [slot.starts_at for slot in free] == [FREED]


def test_a_place_ends_with_its_days(kind):
    entry = waits(kind, until_on=NOW.date())
    with clock.pretending(NOW + timedelta(days=2)):
        expire_offers()
    assert state_of(entry) == WaitlistState.LAPSED


# --- the mail ----------------------------------------------------------------------------------------------


def mail_of(offered):
    message = Message.objects.get(key=f"waitlist_offer:{offered.uuid}")
    return message, composer_for(message.kind)(message)


def test_the_mail_says_when_and_until_when_and_nothing_clinical(practitioner, kind):
    kind.name = "Kneecap pain follow-up"
    kind.save()
    waits(kind)
    message, mail = mail_of(offer(practitioner))
    assert isinstance(mail, Content)
    assert mail.subject == "A time has become free: Wednesday 25 November, 10:00"
    assert "kept for you until 10:00 (Berlin time)" in mail.text
    assert "/visits/waiting/" in mail.text
    assert "knee" not in (mail.text + mail.html).lower()
    assert message.expires_at == NOW + timedelta(minutes=120)


def test_a_guardian_reads_the_mail_of_a_child(practitioner, kind):
    child = PatientFactory.create(
        clinic=kind.clinic, user=None, email="", date_of_birth=NOW.date() - timedelta(days=4000)
    )
    guardian = ProxyFactory.create(patient=child, is_guardian=True, relation="parent")
    waits(kind, patient=child)
    _message, mail = mail_of(offer(practitioner))
    assert isinstance(mail, Content)
    assert mail.to == guardian.user.email


def test_an_offer_that_is_settled_is_not_mailed(practitioner, kind):
    entry = waits(kind)
    offered = offer(practitioner)
    accepted(entry)
    assert isinstance(mail_of(offered)[1], Suppress)


def test_the_desk_sees_its_own_list_in_order(practitioner, kind):
    second, first = waits(kind), waits(kind, asked_at=NOW - timedelta(hours=1))
    waits(bookable().kinds.get())
    assert list(waiting_list(physio(kind.clinic, Role.FRONT_DESK))) == [first, second]
    assert Appointment.objects.count() == 0
