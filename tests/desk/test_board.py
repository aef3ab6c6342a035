"""The board: who stands on it and in which order, what a row says, and what is done with one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from common import clock
from patients.models import Episode, Signal, SignalKind, SignalState, SignalThreshold
from patients.queries.signals import board, rows_of
from patients.services.episodes import close_episode
from patients.services.signal_actions import acknowledge_patient, assign_signal, snooze_signal
from tests import factories as f
from tests.desk.conftest import signed_in
from tests.desk.test_query_counts import count
from tests.gate import asked, checked_in, stopped
from tests.loop_factories import SignalFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def signal(patient, kind=SignalKind.SILENT, hours=24, evidence=None):
    seen = evidence or {"days": 6, "logged_on": None}
    due_at = clock.now() + timedelta(hours=hours)
    return SignalFactory.create(patient=patient, kind=kind, due_at=due_at, evidence=seen)


def somebody(clinic, name, *kinds, **fields):
    patient = f.PatientFactory.create(clinic=clinic, name=name)
    for kind in kinds:
        signal(patient, kind, **fields)
    return patient


def names(by, **options):
    return [patient.name for patient in board(by, **options)]


def text(client, **asked):
    return " ".join(client.get(HOME, asked).content.decode().split())


def test_one_bad_day_makes_one_row_with_the_heaviest_reason_first(clinic, physio_user):
    bad_day = (SignalKind.BAD_SESSION, SignalKind.SEVERE_PAIN, SignalKind.ESCALATED, SignalKind.QUESTION)
    somebody(clinic, "Petra", *bad_day)
    (row,) = rows_of(list(board(physio_user)))

    assert row.first.kind == SignalKind.SEVERE_PAIN
    assert [each.kind for each in row.also] == [bad_day[2], bad_day[0], bad_day[3]]


def test_the_heaviest_stands_on_top_and_what_somebody_has_seen_at_the_end(clinic, physio_user):
    somebody(clinic, "Silent", SignalKind.SILENT)
    somebody(clinic, "Sore", SignalKind.SEVERE_PAIN)
    seen = somebody(clinic, "Seen", SignalKind.RED_FLAG)
    acknowledge_patient(by=physio_user, patient=seen.uuid)

    assert names(physio_user) == ["Sore", "Silent", "Seen"]


def test_of_the_same_weight_whose_time_runs_out_first(clinic, physio_user):
    somebody(clinic, "Later", SignalKind.SILENT, hours=30)
    somebody(clinic, "Sooner", SignalKind.SILENT, hours=2)

    assert names(physio_user) == ["Sooner", "Later"]


def test_what_is_put_off_has_a_list_of_its_own_until_its_time_is_over(clinic, physio_user):
    patient = somebody(clinic, "Away", SignalKind.SILENT)
    row = Signal.objects.get(patient=patient)
    until = clock.now() + timedelta(hours=5)
    snooze_signal(by=physio_user, signal=row.uuid, until=until, reason="Travels")

    assert (names(physio_user), names(physio_user, view="snoozed")) == ([], ["Away"])
    with clock.pretending(until + timedelta(minutes=1)):
        assert (names(physio_user), names(physio_user, view="snoozed")) == (["Away"], [])


def test_mine_are_those_given_to_me_and_those_in_my_charge_or_in_nobodys(clinic, physio_user):
    colleague = f.physio(clinic)
    mine, theirs, given, away = (
        somebody(clinic, name, SignalKind.SILENT) for name in ("Mine", "Theirs", "Given", "Away")
    )
    for patient, charge in (
        (mine, physio_user),
        (theirs, colleague),
        (given, colleague),
        (away, physio_user),
    ):
        patient.primary_physio = charge
        patient.save()
    somebody(clinic, "Nobody's", SignalKind.SILENT)
    for patient, to in ((given, physio_user), (away, colleague)):
        assign_signal(by=physio_user, signal=Signal.objects.get(patient=patient).uuid, to=to.uuid)

    assert sorted(names(physio_user, view="mine")) == ["Given", "Mine", "Nobody's"]


def test_another_clinic_is_not_on_it(physio_user):
    signal(f.PatientFactory.create())

    assert names(physio_user) == []


def test_a_patient_is_found_by_name(clinic, physio):
    somebody(clinic, "Petra", SignalKind.SILENT)
    somebody(clinic, "Noah", SignalKind.SILENT)

    assert ("Petra" in text(physio, q="pet"), "Noah" in text(physio, q="pet")) == (True, False)
    assert "Nobody matches" in text(physio, q="zzz")


def test_a_row_says_the_reason_with_its_evidence_and_until_when(physio, patient):
    seen = {"pain": 8, "on": clock.today_in(patient.time_zone).isoformat()}
    signal(patient, SignalKind.SEVERE_PAIN, hours=-1, evidence=seen)
    said = text(physio)

    assert "Pain 8 of 10 today" in said
    assert "Overdue since" in said
    assert "with nobody yet" in said


def test_a_question_and_a_stop_stand_there_at_once(physio, patient):
    asked(f.PatientFactory.create(clinic=patient.clinic))
    stopped(patient)
    said = text(physio)

    assert "A question waits since today" in said
    assert said.index("Warning sign, urgent") < said.index("A question waits")


def test_the_pain_of_the_last_days_is_drawn(physio, program):
    for days_ago, pain in ((1, 3), (0, 6)):
        checked_in(program.episode, days_ago=days_ago, pain_worst=pain)
    signal(program.patient)

    assert "Worst pain, day by day: 3, 6" in text(physio)


def test_an_empty_board_says_what_will_stand_there(physio):
    assert "Nobody needs you now" in text(physio)
    assert "Nothing is put off" in text(physio, view="snoozed")
    assert "Nobody of yours needs you now" in text(physio, view="mine")


def test_seen_moves_the_whole_row(physio, patient):
    signal(patient)
    signal(patient, SignalKind.QUESTION, evidence={"questions": 1, "on": "2026-01-05"})
    sent = physio.post(reverse("admin:board_seen", args=[patient.uuid]) + "?view=mine")

    assert sent["Location"] == "/admin/?view=mine"
    assert set(Signal.objects.values_list("state", flat=True)) == {SignalState.ACKNOWLEDGED}
    assert "Seen by" in text(physio)


def test_seen_twice_is_told_kindly(physio, patient):
    sent = physio.post(reverse("admin:board_seen", args=[patient.uuid]), follow=True)

    assert "Nothing is left to do here" in sent.content.decode()


def test_it_is_put_off_with_a_day_and_a_reason(physio, patient, today):
    row = signal(patient)
    address = reverse("admin:board_snooze", args=[patient.uuid])
    assert "Say why, in a few words." in physio.post(address, {"until": today}).content.decode()

    physio.post(address, {"until": today + timedelta(days=3), "reason": "Travels"})
    row.refresh_from_db()
    local = row.snoozed_until.astimezone(clock.zone(patient.clinic.time_zone))
    assert (local.date(), local.hour, row.note) == (today + timedelta(days=3), 6, "Travels")
    assert "Travels" in text(physio, view="snoozed")


def test_it_is_given_to_a_colleague(physio, patient):
    colleague = f.physio(patient.clinic)
    signal(patient)
    physio.post(reverse("admin:board_assign", args=[patient.uuid]), {"to": str(colleague.uuid)})

    assert f"with {colleague.name}" in text(physio)


def test_one_reason_is_settled_and_the_others_stay(physio, patient):
    row = signal(patient)
    signal(patient, SignalKind.PAIN_RISING, evidence={"points": 2})
    physio.post(reverse("admin:signal_settle", args=[row.uuid]), {"reason": "Telephoned, is well"})

    assert list(Signal.objects.filter(settled_at=None).values_list("kind", flat=True)) == ["pain_rising"]


def test_a_patients_own_threshold_stands_beside_the_programs(physio, program):
    address = reverse("admin:patient_thresholds", args=[program.patient.uuid])
    physio.post(address, {"kind": "silent", "value": 10, "reason": "Works abroad"})

    assert SignalThreshold.objects.get(patient=program.patient).value == 10
    assert "Works abroad" in physio.get(address).content.decode()


def test_a_threshold_out_of_bounds_is_refused_at_its_field(physio, program):
    address = reverse("admin:patient_thresholds", args=[program.patient.uuid])
    answer = physio.post(address, {"kind": "silent", "value": 90, "reason": "x"})

    assert "From 2 to 30." in answer.content.decode()


def test_the_chart_shows_why_to_look(physio, patient):
    signal(patient)

    assert (
        "No daily check for 6 days, nothing logged"
        in physio.get(reverse("admin:patient", args=[patient.uuid])).content.decode()
    )


def test_a_closed_episode_is_opened_again(physio, physio_user, patient):
    episode = f.EpisodeFactory.create(patient=patient)
    close_episode(by=physio_user, episode=episode.uuid, reason="Well")
    physio.post(reverse("admin:episode_reopen", args=[episode.uuid]), {"reason": "It came back"})

    assert Episode.objects.get(pk=episode.pk).status == "open"


def test_the_front_desk_finds_its_patients_and_no_board(front_desk, patient):
    signal(patient)

    assert "nothing logged" not in text(front_desk)
    assert front_desk.get(reverse("admin:caseload")).status_code == 404


def test_many_rows_cost_as_many_queries_as_one(physio, clinic):
    kinds = (SignalKind.SILENT, SignalKind.PAIN_RISING, SignalKind.SEVERE_PAIN)
    somebody(clinic, "One", SignalKind.SILENT)
    one = count(physio, HOME)
    for number in range(5):
        somebody(clinic, f"More {number}", *kinds)

    assert count(physio, HOME) == one


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.OWNER])
def test_those_who_treat_see_the_quality_of_the_clinic(clinic, role):
    page = signed_in(f.physio(clinic, role)).get(reverse("admin:quality"))

    assert "Nothing was logged yet." in page.content.decode()
