"""The golden story: a runner of 32, a half marathon, a dull ache since her mileage went up, weak hip control.

Seen remotely, four weeks of exercises while running goes on with less, and then running without pain. Her
darker sister has a flare in the second week.
"""

from datetime import date, timedelta

import pytest

from common import clock
from programs.models import Program
from tests import factories
from tests.documents import licensed
from tests.story.runner import EXAMINED, MORNING, ZONE, Story, moment

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 3, 2)
STEPS = {"left": 2, "right": 5}
CALM = {"double-squat-45": {"both": 1}, "single-leg-stance": {"left": 31, "right": 30}}
STRONG = {
    "stairs-two-flights": {"both": 0},
    "step-down-quality": {"left": 2, "right": 3},
    "side-plank-hold": {"left": 32, "right": 28},
}
SPRINGY = {
    "single-leg-squat-rating": {"left": "good", "right": "fair"},
    "single-leg-calf-raise-reps": {"left": 22, "right": 20},
    "hop-in-place-20": {"left": 0, "right": 1},
}
BAD_RUN = {"km": 9.0, "pain_peak": 6, "pain_end": 5, "trend": "worse", "stride_changed": True}
WORDS = "We ask a little less of the knee until it is quiet again."
FOUND = {"weak-hip-control": {"side": "right"}, "load-spike": {}}


@pytest.fixture
def story(signed_in):
    factories.loaded_pack()
    with clock.pretending(moment(BEGIN, MORNING)):
        clinic = factories.ClinicFactory.create(time_zone=ZONE)
        physio = licensed(clinic)
        patient = factories.PatientFactory.create(
            clinic=clinic, name="Jana Vogel", date_of_birth=date(1994, 1, 12), time_zone=ZONE
        )
        told = Story(signed_in(patient.user), signed_in(physio), str(patient.uuid), BEGIN)
        told.episode = told.staff_post(
            "episodes/",
            patient=told.patient,
            condition="runners-knee",
            side="right",
            onset_on="2026-02-09",
            goal="Half marathon in the autumn",
        )["id"]
        yield told


def begun(story: Story) -> Story:
    """Screened, examined on video, and with a program that the findings proposed."""
    story.screen()
    story.examine("initial", EXAMINED, {"step-down-quality": STEPS}, findings=FOUND)
    templates = {row["slug"]: row["id"] for row in story.staff_get("program-templates/")["results"]}
    story.begin(templates["rk-4w-mild"], "modified")
    return story


def examined_again(story: Story, worst: int, tests) -> None:
    keys = ("pain_zones", "main_zone", "running_now", "goal")
    story.examine("follow_up", {"worst_pain": worst} | {key: EXAMINED[key] for key in keys}, tests)


def test_four_weeks_to_running_without_pain(story):
    begun(story)
    assert story.may_run() == "unknown"

    # Week 1: calm down. The ache stays mild; short, flat runs with a day between.
    for worst in (4, 4, 3, 3, 3, 2):
        story.day(worst=worst, run={"km": 3.5} if story.on.day in {4, 7} else None)
    examined_again(story, 2, CALM)
    story.day(worst=2)
    story.sweep()
    assert story.approve_week() == "PROGRESS"
    assert story.week() == 2

    # Weeks 2 and 3: build. More repetitions where it went well, each one approved.
    for week, worst in ((2, 2), (3, 1)):
        for number in range(7):
            if number == 6 and week == 3:
                examined_again(story, 1, STRONG)
            story.day(worst=worst, run={"km": 4.0} if number in {1, 4} else None)
        story.sweep()
        assert story.approve_week() == ("ADVANCE_WEEK" if week == 2 else "PROGRESS")
        story.approve_the_rest()
    assert story.week() == 4

    # Week 4: on one leg, running without pain.
    for number in range(7):
        if number == 6:
            examined_again(story, 0, SPRINGY)
        run = {"km": 4.5, "pain_peak": 0} if number in {1, 4} else None
        story.day(worst=0, pain=0, run=run)
    story.sweep()
    story.check(0)
    assert story.may_run() == "go"
    assert story.approve_week() == "COMPLETE"

    ended = story.staff_get(f"programs/{story.program}/")
    assert (ended["status"], ended["weeks"][-1]["week"]) == ("finished", 4)
    weeks = list(Program.objects.get().weeks.values_list("week", "days"))
    assert weeks == [(1, 7), (2, 7), (3, 7), (4, 7)]
    closed = story.staff_post(f"episodes/{story.episode}/close/", reason="Runs without pain again")
    assert closed["status"] == "closed"


def test_a_flare_in_the_second_week_holds_eases_and_tells_why(story):
    begun(story)
    for worst in (4, 4, 3, 3, 3, 2):
        story.day(worst=worst)
    examined_again(story, 2, CALM)
    story.day(worst=2)
    story.sweep()
    story.approve_week()

    # Too far, too fast, through the pain: no more running, a rest, and a row on the board.
    story.day(worst=2)
    story.day(worst=2, run=BAD_RUN)
    assert story.may_run() == "stop"
    assert story.get("me/today/", MORNING)["reason"] == "paused"
    story.sweep()
    story.check(6)
    (row,) = [one for one in story.staff_get("signals/")["results"] if one["kind"] == "bad_session"]
    assert row["evidence"]["pain"] == 6
    assert row["evidence"]["session"] == "run"

    # The physio asks for less, and says so.
    eased = story.staff_post(
        f"programs/{story.program}/decide/",
        verdict="REGRESS",
        reason="Ran through the pain",
        patient_words=WORDS,
    )
    assert (eased["answer"]["action"], eased["answer"]["changes"]["regression"]) == ("edited", "dose")
    (told,) = story.get("me/progress/")["programs"]
    assert WORDS in {one["words"] for one in told["decisions"]}

    # It takes days. Nothing moves on meanwhile, and nobody is told to run as before.
    for worst in (5, 4, 3, 2):
        story.on += timedelta(days=1)
        story.sweep()
        story.check(worst)
        assert story.may_run() in {"stop", "careful"}
    assert story.get("me/today/", MORNING)["reason"] != "paused"
    assert story.week() == 2
    due = {item["name"]: item["dose"]["sets"] for item in story.get("me/today/", MORNING)["items"]}
    assert set(due.values()) <= {1, 2}
