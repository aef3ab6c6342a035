"""The clinic hears of a stop at once, and its owner when nobody has spoken to the patient in time."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.roles import Role
from common import clock
from notifications.models import Message, Priority
from notifications.registry import Content, Suppress
from patients.models import Stop
from patients.services import stop_mail
from patients.services.stops import record_contact
from programs.services.red_flags import lift_stop
from tests.factories import ClinicFactory, MembershipFactory, PatientFactory, physio, screened

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
EMERGENCY, URGENT = "RF-02", "RF-12"


@pytest.fixture
def clinic():
    return ClinicFactory.create(time_zone="Europe/Berlin")


@pytest.fixture
def owner(clinic):
    return physio(clinic, Role.OWNER)


@pytest.fixture
def in_charge(clinic):
    return physio(clinic)


@pytest.fixture
def patient(clinic, owner, in_charge):
    physio(clinic)
    physio(clinic, Role.FRONT_DESK)
    physio()  # of another clinic
    return PatientFactory.create(clinic=clinic, name="Vera Muster", primary_physio=in_charge)


def stop_of(patient, sign):
    with clock.pretending(FRIDAY):
        return Stop.objects.get(screening=screened(patient, sign))


def messages(kind):
    return Message.objects.filter(kind=kind).order_by("pk")


def test_everybody_who_may_read_the_record_is_told_the_physio_in_charge_first(patient, in_charge, owner):
    stop_of(patient, EMERGENCY)
    told = [message.recipient for message in messages("red_flag")]

    assert told[0] == in_charge
    assert owner in told
    assert len(told) == 3


def test_nobody_who_left_or_may_not_sign_in_is_told(patient, clinic):
    now = clock.now()
    left = MembershipFactory.create(clinic=clinic, started_at=now - timedelta(days=9), ended_at=now)
    shut_out = physio(clinic)
    shut_out.is_active = False
    shut_out.save()
    stop_of(patient, EMERGENCY)

    told = {message.recipient for message in messages("red_flag")}
    assert told.isdisjoint({left.user, shut_out})


@pytest.mark.parametrize(
    ("sign", "priority"),
    [(EMERGENCY, Priority.FIRST), (URGENT, Priority.NORMAL)],
    ids=["emergency", "urgent"],
)
def test_an_emergency_goes_out_before_everything_else(patient, sign, priority):
    stop_of(patient, sign)

    assert {message.priority for message in messages("red_flag")} == {priority}
    assert {message.due_at for message in messages("red_flag")} == {FRIDAY}


def test_a_worker_is_woken_at_once(patient, monkeypatch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as woken:
        stop_of(patient, EMERGENCY)

    assert len(woken) == 3


@pytest.mark.parametrize(
    ("sign", "due"),
    [(EMERGENCY, FRIDAY + timedelta(minutes=15)), (URGENT, datetime(2026, 11, 23, 15, 30, tzinfo=UTC))],
    ids=["emergency", "urgent"],
)
def test_the_owner_hears_of_it_when_the_time_has_passed(patient, owner, sign, due):
    stop_of(patient, sign)
    reminder = messages("contact_overdue").get()

    assert (reminder.recipient, reminder.due_at) == (owner, due)


@pytest.mark.parametrize("sign", [EMERGENCY, URGENT])
def test_a_mail_names_neither_the_patient_nor_a_symptom(patient, sign):
    stop = stop_of(patient, sign)
    mails = [
        stop_mail.compose_alarm(messages("red_flag").first()),
        stop_mail.compose_overdue(messages("contact_overdue").get()),
    ]
    for mail in mails:
        assert isinstance(mail, Content)
        said = (mail.subject + mail.text + mail.html).lower()
        assert str(patient.uuid) in said
        for word in (
            "vera",
            "muster",
            "knee",
            "swollen",
            "stuck",
            "warning",
            "emergency",
            "urgent",
            "red flag",
        ):
            assert word not in said.replace(str(stop.uuid), ""), word


def test_the_emergency_says_now_and_the_urgent_one_until_when(patient):
    stop_of(patient, EMERGENCY)
    now = stop_mail.compose_alarm(messages("red_flag").first())
    Message.objects.all().delete()
    stop_of(patient, URGENT)
    later = stop_mail.compose_alarm(messages("red_flag").first())

    assert isinstance(now, Content)
    assert isinstance(later, Content)
    assert (now.subject, later.subject) == (
        "A patient needs you now",
        "A patient needs you by Mon 23 Nov, 16:30",
    )


@pytest.mark.parametrize("compose", [stop_mail.compose_alarm, stop_mail.compose_overdue])
def test_a_patient_who_was_spoken_to_is_not_announced_again(patient, in_charge, compose):
    record_contact(by=in_charge, stop=stop_of(patient, URGENT).uuid, note="Called.")

    assert compose(messages("red_flag").first()) == Suppress(stop_mail.CONTACTED)


@pytest.mark.parametrize("compose", [stop_mail.compose_alarm, stop_mail.compose_overdue])
def test_a_stop_that_is_lifted_is_not_announced_again(patient, in_charge, compose):
    lift_stop(by=in_charge, stop=stop_of(patient, URGENT).uuid, reason="Examined.", resume=True)

    assert compose(messages("red_flag").first()) == Suppress(stop_mail.LIFTED)
