"""Signals of stops, questions and measures, and what the owners hear when nobody looks in time."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from common import clock
from notifications.models import Message
from notifications.registry import Suppress
from patients.models import Signal, SignalKind, SignalState
from patients.services import signal_mail
from patients.services.questions import answer_question, close_question
from patients.services.signal_actions import acknowledge_signal, snooze_signal
from patients.services.signal_mail import KIND, escalate_overdue
from patients.services.signals import wake_snoozed
from patients.services.stops import record_contact
from patients.services.waiting_signals import keep_measure_signal, look_at_patients
from programs.services.red_flags import lift_stop
from tests.factories import ClinicFactory, EpisodeFactory, PatientFactory, loaded_pack, physio
from tests.gate import EMERGENCY, URGENT, asked, stopped
from tests.loop_factories import SignalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def by(clinic):
    return physio(clinic)


@pytest.fixture
def owner(clinic):
    return physio(clinic, Role.OWNER)


@pytest.fixture
def patient(clinic):
    return PatientFactory.create(clinic=clinic)


def the(patient, kind):
    return Signal.objects.get(patient=patient, kind=kind, settled_at=None)


def test_a_warning_sign_is_a_signal_until_when_somebody_speaks_to_the_patient(patient):
    stop = stopped(patient)
    signal = the(patient, SignalKind.RED_FLAG)

    assert (signal.due_at, signal.evidence["stop"]) == (stop.contact_by, "urgent")


def test_who_spoke_to_the_patient_has_seen_it(patient, by):
    stop = stopped(patient)
    record_contact(by=by, stop=stop.uuid, note="Goes to the doctor today")
    signal = the(patient, SignalKind.RED_FLAG)

    assert (signal.state, signal.acted_by) == (SignalState.ACKNOWLEDGED, by)


def test_an_emergency_on_top_brings_it_back(patient, by):
    record_contact(by=by, stop=stopped(patient, URGENT).uuid, note="Spoken to")
    worse = stopped(patient, EMERGENCY)
    signal = the(patient, SignalKind.RED_FLAG)

    assert (signal.state, signal.due_at, signal.evidence["stop"]) == (
        SignalState.OPEN,
        worse.contact_by,
        "emergency",
    )


def test_it_ends_with_the_last_stop(patient, by):
    first, second = stopped(patient, URGENT), stopped(patient, EMERGENCY)
    lift_stop(by=by, stop=second.uuid, reason="Seen by the doctor", resume=False)
    signal = the(patient, SignalKind.RED_FLAG)
    assert (signal.evidence["stop"], signal.due_at) == ("urgent", first.contact_by)

    lift_stop(by=by, stop=first.uuid, reason="Examined", resume=False)
    assert not Signal.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize(
    "settle",
    [
        lambda by, question: answer_question(by=by, question=question.uuid, reply="Yes"),
        lambda by, question: close_question(by=by, question=question.uuid),
    ],
)
def test_a_question_waits_until_the_last_one_is_settled(patient, by, settle):
    questions = [asked(patient), asked(patient, "And cycle?")]
    assert the(patient, SignalKind.QUESTION).evidence["questions"] == 2

    settle(by, questions[0])
    assert the(patient, SignalKind.QUESTION).due_at == questions[0].due_at
    settle(by, questions[1])
    assert not Signal.objects.filter(settled_at=None).exists()


def test_another_question_brings_a_seen_one_back(patient, by):
    asked(patient)
    acknowledge_signal(by=by, signal=the(patient, SignalKind.QUESTION).uuid)
    asked(patient, "And cycle?")

    assert the(patient, SignalKind.QUESTION).state == SignalState.OPEN


def test_a_measure_that_waits_for_days_is_a_signal(patient):
    loaded_pack()
    with clock.pretending(clock.now() - timedelta(days=2)):
        EpisodeFactory.create(patient=patient)
    keep_measure_signal(patient)
    assert not Signal.objects.exists()

    with clock.pretending(clock.now() + timedelta(days=2)):
        keep_measure_signal(patient)
    assert the(patient, SignalKind.MEASURE_DUE).evidence["name"]


def test_every_patient_is_looked_at_once_a_day(clinic):
    patients = [PatientFactory.create(clinic=clinic) for _number in range(3)]
    for patient in patients:
        EpisodeFactory.create(patient=patient)
    midnight = clock.now().replace(hour=0)

    assert sum(look_at_patients(midnight + timedelta(hours=hour)) for hour in range(24)) == 3


def overdue(patient, kind=SignalKind.SILENT, **fields):
    return SignalFactory.create(
        patient=patient, kind=kind, due_at=clock.now() - timedelta(minutes=1), **fields
    )


def test_what_is_overdue_is_told_to_the_owners_once(patient, owner):
    row = overdue(patient)
    assert [escalate_overdue(), escalate_overdue()] == [1, 0]

    row.refresh_from_db()
    assert row.escalated_at
    assert Message.objects.get(kind=KIND).recipient == owner


def test_a_patient_with_many_reasons_is_one_mail(patient, owner):
    for kind in (SignalKind.SILENT, SignalKind.PAIN_RISING, SignalKind.QUESTION):
        overdue(patient, kind)

    assert escalate_overdue() == 3
    assert Message.objects.filter(kind=KIND).count() == 1


def test_what_is_not_due_or_was_seen_is_not_told(patient, owner, by):
    SignalFactory.create(patient=patient)
    acknowledge_signal(by=by, signal=overdue(patient, SignalKind.PAIN_RISING).uuid)

    assert escalate_overdue() == 0


def test_what_came_back_and_is_overdue_again_is_told_again(patient, owner, by):
    row = overdue(patient)
    escalate_overdue()
    until = clock.now() + timedelta(hours=1)
    snooze_signal(by=by, signal=row.uuid, until=until, reason="Calls tomorrow")
    wake_snoozed(until)

    assert escalate_overdue(until) == 0
    assert escalate_overdue(until + timedelta(days=1)) == 1


def test_a_stop_has_a_mail_of_its_own(patient, owner):
    overdue(patient, SignalKind.RED_FLAG)
    escalate_overdue()

    assert not Message.objects.filter(kind=KIND).exists()


def test_the_mail_names_neither_the_patient_nor_the_reason(patient, owner):
    overdue(patient)
    escalate_overdue()
    mail = signal_mail.compose_overdue(Message.objects.get(kind=KIND))

    assert patient.name not in mail.text
    assert f"/admin/patients/{patient.uuid}/" in mail.text


def test_when_somebody_has_looked_meanwhile_no_mail_goes_out(patient, owner, by):
    row = overdue(patient)
    escalate_overdue()
    acknowledge_signal(by=by, signal=row.uuid)

    assert signal_mail.compose_overdue(Message.objects.get(kind=KIND)) == Suppress(signal_mail.ACTED)
