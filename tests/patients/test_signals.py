"""Signals: one row a kind, refreshed while it holds, gone when it does not, and what becomes of it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.models import Signal, SignalKind, SignalState
from patients.services.signal_actions import (
    acknowledge_patient,
    acknowledge_signal,
    assign_signal,
    settle_by_hand,
    snooze_patient,
    snooze_signal,
)
from patients.services.signals import Reason, keep_signals, raise_signal, settle_signal, wake_snoozed
from patients.services.thresholds import set_threshold
from patients.signal_kinds import BY_THEIR_SOURCE, EVENTS, ORDER
from programs.rules import signal_words
from tests.factories import EpisodeFactory, PatientFactory, physio
from tests.loop_factories import SignalFactory

pytestmark = pytest.mark.django_db
KINDS = (SignalKind.SILENT, SignalKind.SEVERE_PAIN, SignalKind.LOW_ADHERENCE)


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def by(patient):
    return physio(patient.clinic)


def reason(kind=SignalKind.SILENT, hours=72, **fields):
    values = {"evidence": {"days": 5}, "about": "one", **fields}
    return Reason(kind=kind, due_at=clock.now() + timedelta(hours=hours), **values)


def keep(patient, *reasons, at=None):
    keep_signals({patient.pk: reasons}, looked_for=KINDS, at=at or clock.now())


def the(patient, kind=SignalKind.SILENT):
    return Signal.objects.get(patient=patient, kind=kind, settled_at=None)


def later(**span):
    return clock.now() + timedelta(**span)


def test_found_twice_it_is_one_row_with_the_latest_evidence(patient):
    keep(patient, reason())
    keep(patient, reason(evidence={"days": 6}))

    assert the(patient).evidence["days"] == 6


def test_the_time_never_moves_to_later(patient):
    keep(patient, reason(hours=24))
    due = the(patient).due_at
    keep(patient, reason(hours=72, evidence={"days": 6}))

    assert the(patient).due_at == due


def test_found_again_unchanged_it_is_not_written_again(patient):
    keep(patient, reason())
    before = the(patient)
    keep(patient, reason())

    assert the(patient).seen_at == before.seen_at


def test_a_state_that_is_over_settles_by_itself(patient):
    keep(patient, reason())
    keep(patient)

    assert Signal.objects.get(patient=patient).state == SignalState.SETTLED


def test_an_event_that_nobody_has_seen_does_not_go_away(patient):
    keep(patient, reason(SignalKind.SEVERE_PAIN))
    keep(patient)

    assert the(patient, SignalKind.SEVERE_PAIN).state == SignalState.OPEN


def test_an_event_that_somebody_has_seen_goes_away_when_it_is_over(patient, by):
    keep(patient, reason(SignalKind.SEVERE_PAIN))
    acknowledge_signal(by=by, signal=the(patient, SignalKind.SEVERE_PAIN).uuid)
    keep(patient)

    assert not Signal.objects.filter(patient=patient, settled_at=None).exists()


def test_what_was_not_looked_for_is_left_alone(patient):
    question = SignalFactory.create(patient=patient, kind=SignalKind.QUESTION)
    keep(patient)
    question.refresh_from_db()

    assert question.settled_at is None


def test_another_programs_row_is_left_alone(patient):
    keep(patient, reason(episode=None))
    episode = EpisodeFactory.create(patient=patient)
    other = SignalFactory.create(patient=patient, kind=SignalKind.LOW_ADHERENCE, episode=episode)
    keep_signals({patient.pk: ()}, looked_for=KINDS, at=clock.now(), episodes={0})
    other.refresh_from_db()

    assert other.settled_at is None


def test_what_a_person_settled_is_not_raised_again_for_the_same(patient, by):
    keep(patient, reason())
    settle_by_hand(by=by, signal=the(patient).uuid, reason="Telephoned")
    keep(patient, reason(evidence={"days": 6}))

    assert not Signal.objects.filter(patient=patient, settled_at=None).exists()


def test_it_is_raised_again_for_something_else(patient, by):
    keep(patient, reason())
    settle_by_hand(by=by, signal=the(patient).uuid, reason="Telephoned")
    keep(patient, reason(about="another"))

    assert the(patient).state == SignalState.OPEN


def test_a_snoozed_row_stays_away_while_it_is_the_same(patient, by):
    keep(patient, reason(SignalKind.SEVERE_PAIN, level=8))
    put_off(by, the(patient, SignalKind.SEVERE_PAIN))
    keep(patient, reason(SignalKind.SEVERE_PAIN, level=8, evidence={"pain": 8}))

    assert the(patient, SignalKind.SEVERE_PAIN).state == SignalState.SNOOZED


@pytest.mark.parametrize("worse", [{"level": 9}, {"level": 8, "about": "another day"}])
def test_a_snoozed_row_comes_back_when_it_got_worse(patient, by, worse):
    keep(patient, reason(SignalKind.SEVERE_PAIN, level=8))
    put_off(by, the(patient, SignalKind.SEVERE_PAIN))
    keep(patient, reason(SignalKind.SEVERE_PAIN, **worse))
    row = the(patient, SignalKind.SEVERE_PAIN)

    assert (row.state, row.acted_by, row.snoozed_until) == (SignalState.OPEN, None, None)


def test_a_snoozed_row_comes_back_when_its_time_is_over(patient, by):
    keep(patient, reason())
    put_off(by, the(patient), hours=3)

    assert wake_snoozed(later(hours=2)) == 0
    assert wake_snoozed(later(hours=4)) == 1
    assert the(patient).state == SignalState.OPEN


def test_there_is_a_day_to_look_after_it_came_back(patient, by):
    keep(patient, reason(hours=1))
    row = put_off(by, the(patient), hours=48)

    assert row.due_at == row.snoozed_until + timedelta(days=1)


def put_off(by, row, hours=24):
    return snooze_signal(by=by, signal=row.uuid, until=later(hours=hours), reason="Is on holiday")


def test_snoozing_needs_a_reason_and_a_time_to_come(patient, by):
    row = raised(patient)
    with pytest.raises(InvalidInput):
        snooze_signal(by=by, signal=row.uuid, until=later(hours=1), reason="  ")
    with pytest.raises(InvalidInput):
        snooze_signal(by=by, signal=row.uuid, until=later(hours=-1), reason="Holiday")
    with pytest.raises(InvalidInput):
        snooze_signal(by=by, signal=row.uuid, until=later(days=120), reason="Holiday")


def raised(patient, kind=SignalKind.SILENT, **fields):
    return raise_signal(patient=patient, kind=kind, evidence={"days": 5}, due_at=later(hours=24), **fields)


def test_a_warning_sign_cannot_be_put_off(patient, by):
    row = raised(patient, SignalKind.RED_FLAG)
    with pytest.raises(Conflict, match="cannot be put off"):
        snooze_signal(by=by, signal=row.uuid, until=later(hours=1), reason="Later")
    with pytest.raises(Conflict, match="cannot be put off"):
        snooze_patient(by=by, patient=patient.uuid, until=later(hours=1), reason="Later")


@pytest.mark.parametrize("kind", sorted(BY_THEIR_SOURCE))
def test_what_its_source_settles_cannot_be_settled_by_hand(patient, by, kind):
    row = raised(patient, kind)
    with pytest.raises(Conflict) as refusal:
        settle_by_hand(by=by, signal=row.uuid, reason="Done")

    assert refusal.value.code == "by_its_source"


def test_everything_of_a_patients_is_seen_at_once(patient, by):
    raised(patient)
    raised(patient, SignalKind.PAIN_RISING)
    acknowledge_patient(by=by, patient=patient.uuid)

    assert {row.state for row in Signal.objects.all()} == {SignalState.ACKNOWLEDGED}
    with pytest.raises(Conflict):
        acknowledge_patient(by=by, patient=PatientFactory.create(clinic=patient.clinic).uuid)


def test_it_is_given_to_a_colleague_who_treats_here(patient, by):
    colleague = physio(patient.clinic)
    row = assign_signal(by=by, signal=raised(patient).uuid, to=colleague.uuid)

    assert (row.assigned_to, row.acted_at) == (colleague, None)
    assert assign_signal(by=by, signal=row.uuid, to=None).assigned_to is None


@pytest.mark.parametrize("role", [Role.FRONT_DESK, None])
def test_it_is_not_given_to_somebody_who_does_not(patient, by, role):
    stranger = physio(patient.clinic, role) if role else physio()
    with pytest.raises(InvalidInput):
        assign_signal(by=by, signal=raised(patient).uuid, to=stranger.uuid)


def test_another_clinics_physio_finds_no_such_signal(patient):
    with pytest.raises(NotFound):
        acknowledge_signal(by=physio(), signal=raised(patient).uuid)


def test_what_is_settled_cannot_be_seen_any_more(patient, by):
    row = raised(patient)
    settle_signal(patient=patient, kind=row.kind)
    with pytest.raises(Conflict):
        acknowledge_signal(by=by, signal=row.uuid)


def test_a_patients_own_threshold_replaces_the_one_before(patient, by):
    set_threshold(by=by, patient=patient.uuid, kind="silent", value=10, reason="Works abroad")
    threshold = set_threshold(by=by, patient=patient.uuid, kind="silent", value=14, reason="Still abroad")

    assert patient.signal_thresholds.get() == threshold
    assert threshold.value == 14


@pytest.mark.parametrize(
    ("kind", "value", "reason"), [("question", 5, "x"), ("silent", 99, "x"), ("silent", 10, " ")]
)
def test_a_threshold_that_makes_no_sense_is_refused(patient, by, kind, value, reason):
    with pytest.raises(InvalidInput):
        set_threshold(by=by, patient=patient.uuid, kind=kind, value=value, reason=reason)


def test_the_rules_and_the_record_speak_of_the_same_kinds():
    assert [kind.value for kind in signal_words.Kind] == list(ORDER)
    assert {str(kind) for kind in signal_words.EVENTS} == {str(kind) for kind in EVENTS}


SQL = "UPDATE patients_signal SET {} WHERE id = %s"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("kind = 'boredom'", "signal_known_kind"),
        ("state = 'settled'", "signal_settled_has_when"),
        ("settled_at = now()", "signal_settled_has_when"),
        ("state = 'snoozed'", "signal_snoozed_has_until_and_why"),
        ("acted_at = now()", "signal_acted_has_when_who"),
    ],
)
def test_the_database_refuses_what_must_not_be(patient, change, constraint):
    row = raised(patient)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        connection.cursor().execute(SQL.format(change), [row.pk])


def test_the_database_refuses_a_second_row_of_a_kind(patient):
    raised(patient)
    with pytest.raises(IntegrityError, match="signal_one_unsettled_a_kind"), transaction.atomic():
        SignalFactory.create(patient=patient)


def test_many_patients_cost_as_many_queries_as_one(django_assert_num_queries):
    patients = [PatientFactory.create() for _number in range(6)]
    with django_assert_num_queries(6):
        keep_signals({patients[0].pk: [reason()]}, looked_for=KINDS, at=clock.now())
    with django_assert_num_queries(6):
        found = {patient.pk: [reason()] for patient in patients[1:]}
        keep_signals(found, looked_for=KINDS, at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_two_who_find_the_same_at_once_make_one_row():
    patient = PatientFactory.create()
    barrier, failures = threading.Barrier(4), []

    def find():
        try:
            barrier.wait(timeout=10)
            keep(patient, reason())
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=find) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Signal.objects.filter(patient=patient).count() == 1
