"""A log is stored once, corrected with a trail, and refused with the field named."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from accounts.models import User
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from programs.models import SessionLog
from programs.queries.today import due_today
from programs.services.lifecycle import finish_program
from programs.services.session_logs import LogInput, record_session_log
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    patient = factories.PatientFactory.create()
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    return factories.assigned_program(patient, start_on=start_on)


@pytest.fixture
def user(program):
    return program.patient.user


@pytest.fixture
def data(program):
    item = next(item for item in due_today(program.patient).items if len(item.due.sides) > 1)
    return LogInput(
        prescription=UUID(str(item.due.item.id)),
        side=item.due.sides[0],
        on=clock.today_in(program.patient.time_zone),
        state="done",
        pain=2,
        effort=5,
    )


def test_a_log_is_stored_as_it_was_said(user, data):
    recorded = record_session_log(by=user, uuid=uuid4(), data=data)
    log = SessionLog.objects.get()
    assert recorded.created
    assert (log.state, log.pain, log.effort, log.rir, log.corrected_at) == ("done", 2, 5, None, None)


def pains_ever(log) -> list[int]:
    """In the order they were said."""
    return list(log.events.order_by("pgh_id").values_list("pain", flat=True))


def test_sending_it_again_changes_nothing(user, data):
    uuid = uuid4()
    record_session_log(by=user, uuid=uuid, data=data)
    again = record_session_log(by=user, uuid=uuid, data=data)
    assert (again.created, again.log.corrected_at, len(pains_ever(again.log))) == (False, None, 1)


def test_sending_it_changed_corrects_it_and_keeps_the_first_version(user, data):
    uuid = uuid4()
    record_session_log(by=user, uuid=uuid, data=data)
    corrected = record_session_log(by=user, uuid=uuid, data=replace(data, pain=4)).log
    assert corrected.corrected_at is not None
    assert pains_ever(corrected) == [2, 4]


def test_a_correction_cannot_move_to_another_day(user, data):
    uuid = uuid4()
    record_session_log(by=user, uuid=uuid, data=data)
    with pytest.raises(InvalidInput):
        record_session_log(by=user, uuid=uuid, data=replace(data, on=data.on - timedelta(days=1)))


def test_a_second_log_for_the_same_side_and_day_names_the_first(user, data):
    first = record_session_log(by=user, uuid=uuid4(), data=data).log
    with pytest.raises(Conflict) as refused:
        record_session_log(by=user, uuid=uuid4(), data=data)
    assert (refused.value.code, refused.value.fields) == ("already_logged", {"id": [str(first.uuid)]})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pain": 11}, "pain"),
        ({"pain": -1}, "pain"),
        ({"effort": 11}, "effort"),
        ({"rir": 6}, "rir"),
        ({"sets_done": 21}, "sets_done"),
        ({"state": "maybe"}, "state"),
        ({"state": "skipped"}, "skip_reason"),
        ({"state": "skipped", "skip_reason": "rain"}, "skip_reason"),
        ({"skip_reason": "pain"}, "skip_reason"),
        ({"state": "partial", "skip_reason": "rain"}, "skip_reason"),
        ({"side": "both"}, "side"),
        ({"note": "x" * 501}, "note"),
        ({"sets_done": 0}, "sets_done"),
        ({"state": "skipped", "skip_reason": "pain", "reps": 10}, "reps"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(user, data, change, field):
    with pytest.raises(InvalidInput) as refused:
        record_session_log(by=user, uuid=uuid4(), data=replace(data, **change))
    assert list(refused.value.fields) == [field]
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize("reason", ["", "pain"])
def test_a_part_may_say_why_it_was_not_all(user, data, reason):
    log = record_session_log(
        by=user, uuid=uuid4(), data=replace(data, state="partial", sets_done=1, skip_reason=reason)
    ).log
    assert (log.state, log.skip_reason) == ("partial", reason)


@pytest.mark.parametrize("days", [1, -10])
def test_a_day_in_the_future_or_before_the_start_is_refused(user, data, days):
    with pytest.raises(InvalidInput) as refused:
        record_session_log(by=user, uuid=uuid4(), data=replace(data, on=data.on + timedelta(days=days)))
    assert list(refused.value.fields) == ["on"]


def test_today_is_the_patients_own_day(program, user, data):
    """At 23:30 UTC it is tomorrow in Auckland: that day is no future there."""
    program.patient.time_zone = "Pacific/Auckland"
    program.patient.save()
    late = clock.now().replace(hour=23, minute=30)
    with clock.pretending(late):
        there = clock.today_in("Pacific/Auckland")
        assert there == late.date() + timedelta(days=1)
        assert record_session_log(by=user, uuid=uuid4(), data=replace(data, on=there)).created


def test_a_log_can_be_sent_again_after_a_flight_to_where_it_is_still_yesterday(program, user, data):
    uuid, noon = uuid4(), clock.now().replace(hour=12, minute=0)
    with clock.pretending(noon):
        program.patient.time_zone = "Pacific/Kiritimati"
        program.patient.save()
        there = replace(data, on=clock.today_in("Pacific/Kiritimati"))
        record_session_log(by=user, uuid=uuid, data=there)
        program.patient.time_zone = "America/Los_Angeles"
        program.patient.save()
        assert record_session_log(by=user, uuid=uuid, data=replace(there, pain=4)).log.pain == 4


def test_a_log_from_before_a_flight_west_is_taken(program, user, data):
    """The program began in Berlin; in Honolulu the day of the session has not come yet."""
    program.patient.time_zone = "Pacific/Honolulu"
    program.patient.save()
    with clock.pretending(clock.now().replace(hour=8, minute=0)):
        on = clock.today_in("Europe/Berlin")
        assert on > clock.today_in("Pacific/Honolulu")
        assert record_session_log(by=user, uuid=uuid4(), data=replace(data, on=on)).created


def test_somebody_elses_prescription_looks_like_none(data):
    other = factories.PatientFactory.create()
    with pytest.raises(InvalidInput) as refused:
        record_session_log(by=other.user, uuid=uuid4(), data=data)
    assert list(refused.value.fields) == ["prescription"]


def test_somebody_elses_log_cannot_be_overwritten(program, user, data):
    uuid = uuid4()
    record_session_log(by=user, uuid=uuid, data=data)
    other = factories.assigned_program(factories.PatientFactory.create())
    item = due_today(other.patient).items[0]
    with pytest.raises(Conflict):
        record_session_log(
            by=User.objects.get(patient=other.patient),
            uuid=uuid,
            data=replace(data, prescription=UUID(str(item.due.item.id)), side=item.due.sides[0], pain=9),
        )
    assert SessionLog.objects.get().pain == 2


@pytest.mark.parametrize("days", [-1, 0])
def test_a_late_log_for_a_day_up_to_the_end_is_kept(program, user, data, days):
    """The phone was in a basement while the physio finished the program: nothing is lost."""
    finish_program(by=program.assigned_by, program=program.uuid, reason="Done")
    trained = replace(data, on=data.on + timedelta(days=days))
    assert record_session_log(by=user, uuid=uuid4(), data=trained).created


def test_a_log_for_a_day_after_the_end_is_refused(program, user, data):
    finish_program(by=program.assigned_by, program=program.uuid, reason="Done")
    tomorrow = replace(data, on=data.on + timedelta(days=1))
    with clock.pretending(clock.now() + timedelta(days=1)), pytest.raises(InvalidInput) as refused:
        record_session_log(by=user, uuid=uuid4(), data=tomorrow)
    assert list(refused.value.fields) == ["on"]


def test_staff_cannot_log_for_a_patient(data):
    with pytest.raises(NotFound):
        record_session_log(by=factories.physio(), uuid=uuid4(), data=data)


@pytest.mark.django_db(transaction=True)
def test_the_same_log_sent_many_times_at_once_is_one_row(user, data):
    uuid = uuid4()

    def send(_number):
        try:
            return record_session_log(by=user, uuid=uuid, data=data).created
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        created = list(threads.map(send, range(32)))
    assert (created.count(True), SessionLog.objects.count()) == (1, 1)
