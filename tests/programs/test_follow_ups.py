"""Who is asked when, whether it settled: planned with the load, asked awake, answered whenever."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from common.errors import InvalidInput, NotFound
from notifications.models import Message
from patients.services.preferences import update_own_preferences
from programs.models import FollowUp, Prescription
from programs.queries.follow_ups import asked_now
from programs.services.follow_ups import answer_follow_up, ask_due_follow_ups
from programs.services.session_logs import LogInput, record_session_log
from tests.factories import PatientFactory, PreferencesFactory, assigned_program
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db

BERLIN = "Europe/Berlin"
DAY = date(2026, 11, 24)  # a Tuesday
NEXT = DAY + timedelta(days=1)


def at(hour: int, minute: int = 0, *, on: date = DAY, zone: str = BERLIN) -> datetime:
    return clock.moment(zone, on, time(hour, minute))


@pytest.fixture
def program():
    with clock.pretending(at(8)):
        return assigned_program(PreferencesFactory.create().patient, start_on=DAY)


def rows(program, *, loaded: bool = True) -> list[Prescription]:
    mobility = program.prescriptions.filter(exercise__focus="mobility")
    found = program.prescriptions.exclude(pk__in=mobility) if loaded else mobility
    return list(found.order_by("pk"))


def log(program, prescription=None, moment=None, *, on=DAY, uuid=None, **said):
    prescription = prescription or rows(program)[0]
    side = "left" if prescription.side in ("each", "affected_only") else "both"
    data = LogInput(prescription=UUID(str(prescription.uuid)), side=side, on=on, state="done")
    with clock.pretending(moment or at(12)):
        kept = record_session_log(by=program.patient.user, uuid=uuid or uuid4(), data=replace(data, **said))
    return kept.log


def ask(moment: datetime) -> int:
    with clock.pretending(moment):
        return ask_due_follow_ups()


def answer(asked: FollowUp, settled: str, moment: datetime) -> FollowUp:
    assert asked.patient.user
    with clock.pretending(moment):
        return answer_follow_up(by=asked.patient.user, uuid=asked.uuid, settled=settled)


# --- planned with the load ------------------------------------------------------------------------------


def test_the_first_loaded_log_of_a_day_plans_one_question(program):
    first, second, *_others = rows(program)
    log(program, first, at(12))
    log(program, second, at(12, 5))
    asked = FollowUp.objects.get()
    assert (asked.program, asked.run, asked.on, asked.patient) == (program, None, DAY, program.patient)
    assert (asked.loaded_at, asked.ask_at) == (at(12), at(12, on=NEXT))


def test_each_day_has_its_own(program):
    log(program, moment=at(12))
    log(program, moment=at(12, on=NEXT), on=NEXT)
    assert list(FollowUp.objects.order_by("on").values_list("on", flat=True)) == [DAY, NEXT]


def test_stretching_and_what_was_skipped_are_no_load(program):
    log(program, rows(program, loaded=False)[0])
    log(program, state="skipped", skip_reason="no_time")
    assert not FollowUp.objects.exists()


def test_a_part_is_a_load(program):
    log(program, state="partial", sets_done=1)
    assert FollowUp.objects.count() == 1


def test_skipped_corrected_to_done_plans_it(program):
    uuid = uuid4()
    log(program, uuid=uuid, state="skipped", skip_reason="no_time")
    log(program, uuid=uuid)
    assert FollowUp.objects.count() == 1


def test_done_corrected_to_skipped_is_not_asked_about(program):
    uuid = uuid4()
    log(program, uuid=uuid)
    log(program, uuid=uuid, state="skipped", skip_reason="no_time")
    with clock.pretending(at(12, on=NEXT)):
        assert list(asked_now(program.patient)) == []


def test_planning_costs_one_statement_however_many_logs_came_before(program):
    first, second, *_others = rows(program)
    log(program, first)
    with CaptureQueriesContext(connection) as asked:
        log(program, second)
    about = [query["sql"] for query in asked if "programs_followup" in query["sql"]]
    assert len(about) == 1
    assert len(asked) <= 9


def test_a_session_told_days_later_is_taken_for_the_evening_and_asked_about_once_more(program):
    log(program, moment=at(20, on=NEXT), on=DAY)
    asked = FollowUp.objects.get()
    assert (asked.loaded_at, asked.ask_at) == (at(18), at(18, on=DAY + timedelta(days=2)))


def test_a_session_told_after_two_days_is_asked_about_by_no_mail(program):
    log(program, moment=at(20, on=DAY + timedelta(days=3)), on=DAY)
    assert FollowUp.objects.get().ask_at is None


# --- awake, and on the days the clocks change -----------------------------------------------------------


def planned_at(program, moment: datetime) -> datetime | None:
    on = clock.today_in(program.patient.time_zone, moment)
    log(program, moment=moment, on=on)
    return FollowUp.objects.get().ask_at


def test_late_in_the_evening_it_waits_for_the_morning(program):
    assert planned_at(program, at(22)) == at(7, on=DAY + timedelta(days=2))


def test_early_in_the_morning_it_waits_for_the_end_of_the_night(program):
    assert planned_at(program, at(5, on=NEXT)) == at(7, on=DAY + timedelta(days=2))


def test_own_quiet_hours_count(program):
    with clock.pretending(at(9)):
        update_own_preferences(
            by=program.patient.user, changes={"quiet_from": time(11), "quiet_to": time(13, 30)}
        )
    assert planned_at(program, at(12)) == at(13, 30, on=NEXT)


def test_without_stored_preferences_the_usual_night_is_quiet():
    with clock.pretending(at(8)):
        patient = PatientFactory.create()
        program = assigned_program(patient, start_on=DAY)
        patient.preferences.delete()
    program.patient = type(patient).objects.get(pk=patient.pk)
    assert planned_at(program, at(22)) == at(7, on=DAY + timedelta(days=2))


@pytest.mark.parametrize(("on", "shown"), [(date(2027, 3, 27), time(13)), (date(2027, 10, 30), time(11))])
def test_a_day_later_is_24_hours_also_when_the_clocks_change(on, shown):
    """Noon on the Saturday before: the Sunday has 23 or 25 hours."""
    with clock.pretending(at(8, on=on)):
        program = assigned_program(PreferencesFactory.create().patient, start_on=on)
    ask_at = planned_at(program, at(12, on=on))
    assert ask_at == at(12, on=on) + timedelta(hours=24)
    assert ask_at.astimezone(clock.zone(BERLIN)).time() == shown


def test_quiet_hours_that_end_in_the_missing_hour_end_after_it():
    """On 28 March 2027 the clocks of Berlin go from 2:00 to 3:00."""
    on = date(2027, 3, 27)
    with clock.pretending(at(8, on=on)):
        patient = PreferencesFactory.create(quiet_to=time(2, 30)).patient
        program = assigned_program(patient, start_on=on)
    log(program, moment=at(0, 30, on=on + timedelta(days=1)), on=on)  # told after midnight: 18:00
    FollowUp.objects.update(ask_at=None)
    other = FollowUpFactory.create(
        patient=patient,
        run__episode=program.episode,
        loaded_at=at(1, on=on),
        ask_at=at(1, on=on + timedelta(1)),
    )
    ask(at(1, on=on + timedelta(days=1)))
    other.refresh_from_db()
    assert other.ask_at == at(3, on=on + timedelta(days=1))


# --- asked by the sweep ---------------------------------------------------------------------------------


def test_before_the_hour_nobody_is_asked(program):
    log(program)
    assert ask(at(11, 59, on=NEXT)) == 0


def test_at_the_hour_a_message_is_planned_and_the_next_time_is_after_48_hours(program):
    log(program)
    assert ask(at(12, on=NEXT)) == 1
    message, asked = Message.objects.get(), FollowUp.objects.get()
    assert (message.kind, message.key) == ("follow_up", f"follow_up:{program.patient.uuid}:2026-11-25")
    assert (message.recipient, message.due_at) == (program.patient.user, at(12, on=NEXT))
    assert (asked.times_asked, asked.ask_at) == (1, at(12, on=DAY + timedelta(days=2)))


def test_it_is_asked_twice_and_never_again(program):
    log(program)
    ask(at(12, on=NEXT))
    ask(at(12, 4, on=DAY + timedelta(days=2)))
    asked = FollowUp.objects.get()
    assert (asked.times_asked, asked.ask_at, Message.objects.count()) == (2, None, 2)


def test_a_run_and_a_session_of_one_day_make_one_mail(program):
    log(program)
    run = RunLogFactory.create(episode=program.episode, on=DAY)
    FollowUpFactory.create(run=run, loaded_at=at(12, 30), ask_at=at(12, 30, on=NEXT))
    assert ask(at(12, 31, on=NEXT)) == 2
    assert Message.objects.count() == 1


def test_a_sweep_that_comes_at_night_asks_in_the_morning(program):
    log(program)
    ask(at(22, on=NEXT))
    asked = FollowUp.objects.get()
    assert (asked.times_asked, asked.ask_at) == (0, at(7, on=DAY + timedelta(days=2)))
    assert not Message.objects.exists()


def test_a_patient_without_an_account_gets_no_mail_and_leaves_the_list():
    run = RunLogFactory.create(logged_by=PatientFactory.create().user, episode__patient__user=None, on=DAY)
    FollowUpFactory.create(run=run, loaded_at=at(12), ask_at=at(12, on=NEXT))
    ask(at(12, on=DAY + timedelta(days=3)))
    assert (Message.objects.count(), FollowUp.objects.get().ask_at) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_ask_once_each():
    for _patient in range(6):
        FollowUpFactory.create(run__on=DAY, loaded_at=at(12), ask_at=at(12, on=NEXT))
    looked_at: list[int] = []
    start = Barrier(2)

    def run() -> None:
        start.wait()
        try:
            looked_at.append(ask_due_follow_ups(at(12, on=NEXT)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(looked_at), Message.objects.count()) == (6, 6)
    assert set(FollowUp.objects.values_list("times_asked", flat=True)) == {1}


# --- answered -------------------------------------------------------------------------------------------


@pytest.fixture
def asked(program) -> FollowUp:
    log(program)
    return FollowUp.objects.get()


def test_an_answer_is_kept_with_who_and_when_and_nobody_asks_again(asked):
    answer(asked, "same_evening", at(8, on=NEXT))
    asked.refresh_from_db()
    assert (asked.settled, asked.answered_at, asked.answered_by, asked.ask_at) == (
        "same_evening", at(8, on=NEXT), asked.patient.user, None,
    )  # fmt: skip
    assert ask(at(12, on=NEXT)) == 0


def test_not_yet_is_asked_again_after_48_hours(asked):
    answer(asked, "not_yet", at(13, on=NEXT))
    asked.refresh_from_db()
    assert asked.ask_at == at(12, on=DAY + timedelta(days=2))


def test_not_yet_said_again_counts_from_the_later_moment(asked):
    answer(asked, "not_yet", at(9, on=NEXT))
    answer(asked, "not_yet", at(20, on=NEXT))
    asked.refresh_from_db()
    assert asked.answered_at == at(20, on=NEXT)


def test_the_same_answer_again_changes_nothing(asked):
    answer(asked, "within_1h", at(8, on=NEXT))
    answer(asked, "within_1h", at(9, on=NEXT))
    asked.refresh_from_db()
    assert asked.answered_at == at(8, on=NEXT)


def test_another_answer_corrects_and_the_first_stays_readable(asked):
    answer(asked, "within_1h", at(8, on=NEXT))
    answer(asked, "next_morning", at(9, on=NEXT))
    told = asked.events.exclude(settled="").order_by("pgh_id").values_list("settled", flat=True)
    assert list(told) == ["within_1h", "next_morning"]


def test_an_answer_after_weeks_is_taken(asked):
    answer(asked, "longer", at(8, on=DAY + timedelta(days=20)))
    asked.refresh_from_db()
    assert asked.settled == "longer"


@pytest.mark.parametrize(
    ("settled", "on"),
    [("next_morning", DAY), ("within_24h", DAY), ("within_48h", DAY), ("longer", NEXT), ("never", NEXT)],
)
def test_what_cannot_be_true_yet_is_refused(asked, settled, on):
    with pytest.raises(InvalidInput) as refused:
        answer(asked, settled, at(20, on=on))
    assert list(refused.value.fields) == ["settled"]


def test_somebody_elses_question_is_none(asked):
    with pytest.raises(NotFound):
        answer_follow_up(by=PatientFactory.create().user, uuid=asked.uuid, settled="within_1h")


# --- what waits for an answer ---------------------------------------------------------------------------


def waiting(asked: FollowUp, moment: datetime) -> bool:
    with clock.pretending(moment):
        return list(asked_now(asked.patient)) == [asked]


def test_it_waits_from_the_next_morning_on_for_a_week(asked):
    assert not waiting(asked, at(23, 59))
    assert waiting(asked, at(0, 1, on=NEXT))
    assert waiting(asked, at(12, on=DAY + timedelta(days=7)))
    assert not waiting(asked, at(12, on=DAY + timedelta(days=8)))


def test_not_yet_waits_again_the_next_day(asked):
    answer(asked, "not_yet", at(9, on=NEXT))
    assert not waiting(asked, at(20, on=NEXT))
    assert waiting(asked, at(7, on=DAY + timedelta(days=2)))


def test_an_answered_one_waits_no_more(asked):
    answer(asked, "within_24h", at(9, on=NEXT))
    assert not waiting(asked, at(9, on=DAY + timedelta(days=2)))
