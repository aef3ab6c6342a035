"""After discharge: what is planned, when it is asked, what an answer does, and how an episode opens again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from notifications.registry import Suppress
from patients.enums import EpisodeStatus
from patients.models import Aftercare, HowSince, Signal, SignalKind
from patients.services import aftercare_mail
from patients.services.aftercare import KIND, answer_aftercare, ask_due_aftercare
from patients.services.episodes import close_episode, reopen_episode
from patients.services.signal_actions import settle_by_hand
from tests.factories import EpisodeFactory, PatientFactory, PreferencesFactory, physio
from tests.loop_factories import AftercareFactory

pytestmark = pytest.mark.django_db
CLOSED = datetime(2026, 1, 30, 12, tzinfo=UTC)
LATER = datetime(2026, 7, 31, 12, tzinfo=UTC)


@pytest.fixture
def by():
    return physio()


@pytest.fixture
def episode(by):
    patient = PatientFactory.create(clinic=by.memberships.get().clinic)
    return EpisodeFactory.create(patient=patient)


@pytest.fixture
def closed(by, episode):
    with clock.pretending(CLOSED):
        return close_episode(by=by, episode=episode.uuid, reason="Runs without pain")


def rows(episode):
    return list(Aftercare.objects.filter(episode=episode).order_by("due_on"))


def answer(row, how=HowSince.WELL, at=LATER):
    with clock.pretending(at):
        return answer_aftercare(by=row.episode.patient.user, uuid=row.uuid, answer=how)


def test_four_questions_are_planned_in_the_patients_own_calendar(closed):
    assert [(row.months, row.due_on) for row in rows(closed)] == [
        (1, date(2026, 2, 28)),
        (3, date(2026, 4, 30)),
        (6, date(2026, 7, 30)),
        (12, date(2027, 1, 30)),
    ]


@pytest.mark.parametrize(("hour", "asked"), [(7, 0), (8, 1)], ids=["before nine in Berlin", "from nine on"])
def test_it_is_asked_in_the_patients_morning(closed, hour, asked):
    assert ask_due_aftercare(datetime(2026, 2, 28, hour, tzinfo=UTC)) == asked
    assert Message.objects.filter(kind=KIND).count() == asked


def test_it_is_asked_once(closed):
    for _time in range(2):
        ask_due_aftercare(datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert Message.objects.filter(kind=KIND).count() == 1


def test_it_is_not_asked_in_the_quiet_hours(closed):
    PreferencesFactory.create(patient=closed.patient, quiet_from="08:00", quiet_to="11:00")

    assert ask_due_aftercare(datetime(2026, 2, 28, 9, tzinfo=UTC)) == 0
    assert ask_due_aftercare(datetime(2026, 2, 28, 10, tzinfo=UTC)) == 1


def test_those_whose_morning_is_to_come_hold_nobody_up(closed, monkeypatch):
    monkeypatch.setattr("patients.services.aftercare.BATCH", 1)
    far = PatientFactory.create(time_zone="Pacific/Honolulu")
    AftercareFactory.create(episode__patient=far, due_on=date(2026, 2, 27), asked_at=None)
    west = Aftercare.objects.get(episode__patient=far)
    Aftercare.objects.filter(pk=west.pk).update(due_on=date(2026, 2, 28))

    assert ask_due_aftercare(datetime(2026, 2, 28, 9, tzinfo=UTC)) == 1


def test_the_mail_says_nothing_about_the_body(closed):
    ask_due_aftercare(datetime(2026, 2, 28, 9, tzinfo=UTC))
    mail = aftercare_mail.compose_aftercare(Message.objects.get(kind=KIND))

    assert "/aftercare/" in mail.text
    assert not {"knee", "pain", closed.patient.name.lower()} & set(mail.text.lower().split())


def test_an_answered_question_needs_no_mail(closed):
    ask_due_aftercare(datetime(2026, 2, 28, 9, tzinfo=UTC))
    answer(rows(closed)[0])

    assert aftercare_mail.compose_aftercare(Message.objects.get(kind=KIND)) == Suppress(
        aftercare_mail.ANSWERED
    )


def test_who_wants_no_reminders_gets_no_mail(closed):
    PreferencesFactory.create(patient=closed.patient, reminders=False)
    ask_due_aftercare(datetime(2026, 2, 28, 9, tzinfo=UTC))

    assert aftercare_mail.compose_aftercare(Message.objects.get(kind=KIND)) == Suppress(
        aftercare_mail.SWITCHED_OFF
    )


def test_an_answer_is_kept_with_when_and_who(closed):
    row = answer(rows(closed)[0], HowSince.NIGGLES)

    assert (row.answer, row.answered_by, row.answered_at) == ("niggles", closed.patient.user, LATER)
    assert not Signal.objects.exists()


def test_the_same_answer_again_changes_nothing(closed):
    first = answer(rows(closed)[0])
    again = answer(first, at=LATER + timedelta(hours=1))

    assert again.answered_at == first.answered_at


def test_it_came_back_opens_the_episode_and_tells_the_clinic(closed):
    row = answer(rows(closed)[0], HowSince.RELAPSE)
    closed.refresh_from_db()

    assert (closed.status, closed.closed_at, closed.close_reason) == (EpisodeStatus.OPEN, None, "")
    signal = Signal.objects.get(kind=SignalKind.RELAPSE)
    assert (signal.episode, signal.evidence["months"]) == (closed, 1)
    assert [each.withdrawn_at is not None for each in rows(closed)] == [False, True, True, True]
    assert row.answer == HowSince.RELAPSE


def test_the_history_says_when_it_had_been_closed(closed):
    answer(rows(closed)[0], HowSince.RELAPSE)
    kept = closed.events.filter(close_reason="Runs without pain")

    assert kept.exists()


def test_what_is_treated_already_is_not_opened_a_second_time(closed):
    other = EpisodeFactory.create(patient=closed.patient, condition=closed.condition, side=closed.side)
    answer(rows(closed)[0], HowSince.RELAPSE)
    closed.refresh_from_db()

    assert closed.status == EpisodeStatus.CLOSED
    assert Signal.objects.get(kind=SignalKind.RELAPSE).episode == other


def test_the_other_side_is_another_matter(closed):
    EpisodeFactory.create(patient=closed.patient, condition=closed.condition, side="right")
    answer(rows(closed)[0], HowSince.RELAPSE)
    closed.refresh_from_db()

    assert closed.status == EpisodeStatus.OPEN


def test_a_wrong_answer_can_be_corrected_until_the_episode_is_open(closed):
    row = answer(rows(closed)[0], HowSince.WELL)
    answer(row, HowSince.RELAPSE)
    with pytest.raises(Conflict) as refusal:
        answer(row, HowSince.WELL)

    assert refusal.value.code == "reopened"


def test_a_question_of_a_later_day_is_not_answered_yet(closed):
    with pytest.raises(Conflict) as refusal:
        answer(rows(closed)[3])

    assert refusal.value.code == "too_early"


def test_an_answer_that_is_none_is_refused(closed):
    with pytest.raises(InvalidInput):
        answer(rows(closed)[0], "so-so")


def test_somebody_elses_question_is_none(closed):
    stranger = PatientFactory.create()
    with pytest.raises(NotFound):
        answer_aftercare(by=stranger.user, uuid=rows(closed)[0].uuid, answer="well")


def test_a_clinician_opens_an_episode_again(by, closed):
    reopened = reopen_episode(by=by, episode=closed.uuid, reason="Came by with the same pain")

    assert reopened.status == EpisodeStatus.OPEN
    assert all(row.withdrawn_at for row in rows(closed))


@pytest.mark.parametrize("code", ["open", "treated_already"])
def test_an_episode_is_not_opened_twice(by, closed, code):
    if code == "open":
        reopen_episode(by=by, episode=closed.uuid, reason="It came back")
    else:
        EpisodeFactory.create(patient=closed.patient)
    with pytest.raises(Conflict) as refusal:
        reopen_episode(by=by, episode=closed.uuid, reason="It came back")

    assert refusal.value.code == code


def test_closed_again_it_is_asked_about_again(by, closed):
    reopen_episode(by=by, episode=closed.uuid, reason="It came back")
    with clock.pretending(CLOSED + timedelta(days=40)):
        close_episode(by=by, episode=closed.uuid, reason="Well again")

    assert sum(row.withdrawn_at is None for row in rows(closed)) == 4


def test_a_relapse_is_settled_by_a_clinician(by, closed):
    answer(rows(closed)[0], HowSince.RELAPSE)
    signal = Signal.objects.get(kind=SignalKind.RELAPSE)

    assert settle_by_hand(by=by, signal=signal.uuid, reason="Seen today").settled_at


def test_the_database_refuses_an_answer_without_when_and_who(closed):
    with pytest.raises(IntegrityError, match="aftercare_answered_has_when_who"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE patients_aftercare SET answer = 'well' WHERE id = %s", [rows(closed)[0].pk]
        )
