"""The daily check in ten seconds: what it asks, what it keeps, what it answers. Without any script."""

from datetime import timedelta
from uuid import uuid4

import pytest

from common import clock
from patients.models import Screening, Stop
from programs.models import DailyCheck
from tests.factories import EpisodeFactory, assigned_program, loaded_pack, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(patient):
    return assigned_program(patient, by=physio(patient.clinic))


def today_of(patient):
    return clock.today_in(patient.time_zone)


def tapped(patient, **more):
    said = {"uuid": str(uuid4()), "on": today_of(patient).isoformat(), "pain_worst": "4", "none": "on"}
    return {name: value for name, value in (said | more).items() if value is not None}


def test_before_the_first_episode_there_is_nothing_to_check(page):
    loaded_pack()
    assert "Nothing to check yet" in page.get("/check/").content.decode()
    assert "Check now" not in page.get("/").content.decode()


def test_what_was_tapped_is_kept(page, patient, program):
    answer = page.post(
        "/check/",
        tapped(patient, pain_morning="2", swelling="mild", felt=["limp"], sleep="7", note="Stairs hurt."),
    )
    assert answer.url == f"/check/?episode={program.episode.uuid}"
    check = DailyCheck.objects.get()
    assert (check.pain_worst, check.pain_morning, check.swelling, check.sleep) == (4, 2, "mild", 7)
    assert (check.limp, check.giving_way, check.note) == (True, False, "Stairs hurt.")
    assert (check.given_by, check.on) == (patient.user, today_of(patient))


def test_what_was_left_out_is_unknown(page, patient, program):
    page.post("/check/", tapped(patient))
    check = DailyCheck.objects.get()
    assert (check.pain_morning, check.swelling, check.limp, check.stress) == (None, "", None, None)


def test_none_of_it_is_an_answer(page, patient, program):
    page.post("/check/", tapped(patient, steady="on"))
    check = DailyCheck.objects.get()
    assert (check.giving_way, check.catching, check.locking, check.limp) == (False, False, False, False)


def test_none_of_these_answers_every_sign_with_no(page, patient, program):
    page.post("/check/", tapped(patient))
    screening = Screening.objects.get(scope="daily")
    assert set(screening.answers.values()) == {False}
    assert set(screening.answers) == {question["id"] for question in screening.asked}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"none": None}, "told"),
        ({"told": ["RF-02"]}, "told"),  # and none of these
        ({"told": ["RF-99"], "none": None}, "told"),
        ({"pain_worst": None}, "pain_worst"),
        ({"pain_worst": "11"}, "pain_worst"),
        ({"swelling": "huge"}, "swelling"),
        ({"felt": ["limp"], "steady": "on"}, "felt"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_is_not_clear_is_said_at_its_question_and_the_rest_is_kept(page, patient, program, wrong, field):
    answer = page.post("/check/", tapped(patient, **({"pain_morning": "3"} | wrong)))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'name="pain_morning" value="3" checked' in answer.content.decode()
    assert DailyCheck.objects.count() == 0


def test_a_day_that_cannot_be_is_refused(page, patient, program):
    answer = page.post("/check/", tapped(patient, on=(today_of(patient) - timedelta(days=3)).isoformat()))
    assert list(answer.context["form"].errors) == ["on"]


def test_a_warning_sign_leads_to_what_to_do(page, patient, program):
    answer = page.post("/check/", tapped(patient, told=["RF-02"], none=None))
    stop = Stop.objects.get()
    assert answer.url == f"/screen/{stop.screening.uuid}/"
    assert DailyCheck.objects.get().screening == stop.screening


def test_sending_it_twice_is_once(page, patient, program):
    said = tapped(patient)
    page.post("/check/", said)
    page.post("/check/", said)
    assert (DailyCheck.objects.count(), Screening.objects.filter(scope="daily").count()) == (1, 1)


def test_another_devices_check_is_named_and_nothing_is_lost(page, patient, program):
    page.post("/check/", tapped(patient))
    answer = page.post("/check/", tapped(patient, pain_worst="6"))
    assert "from another device already" in answer.content.decode()
    assert DailyCheck.objects.get().pain_worst == 4


def test_after_it_stands_one_sentence_with_the_time_before(page, patient, program):
    with clock.pretending(clock.now() - timedelta(days=1)):
        page.post("/check/", tapped(patient, pain_worst="6"))
    page.post("/check/", tapped(patient))
    assert page.get("/check/").context["page"].sentence == "Worst pain 4 of 10, 6 the time before."


def test_what_speaks_for_asking_somebody_is_said_with_its_why(page, patient, program):
    page.post("/check/", tapped(patient, swelling="mild"))
    text = page.get("/check/").content.decode()
    assert "Your knee is swollen." in text
    assert "it should be looked at before you load it" in text
    assert 'href="/ask/"' in text


def test_without_a_reason_nobody_is_sent_to_ask(page, patient, program):
    page.post("/check/", tapped(patient, swelling="none", steady="on"))
    assert [row.id for row in page.get("/check/").context["page"].advice] == []


def test_it_can_be_changed_and_starts_from_what_was_said(page, patient, program):
    page.post("/check/", tapped(patient, steady="on", swelling="mild"))
    shown = page.get("/check/?change=1").content.decode()
    assert 'name="swelling" value="mild" checked' in shown
    check = DailyCheck.objects.get()
    page.post("/check/?change=1", tapped(patient, uuid=str(check.uuid), pain_worst="7"))
    check.refresh_from_db()
    assert (check.pain_worst, check.corrected_at is None) == (7, False)


@pytest.mark.parametrize(("worst", "usual"), [("7", 3), ("2", None)])
def test_what_another_program_said_stays_where_it_fits(page, patient, program, worst, usual):
    page.post("/check/", tapped(patient))
    check = DailyCheck.objects.get()
    check.pain_usual = 3
    check.save()
    page.post("/check/?change=1", tapped(patient, uuid=str(check.uuid), pain_worst=worst))
    check.refresh_from_db()
    assert check.pain_usual == usual


def test_today_asks_for_it_and_then_says_it_is_sent(page, patient, program):
    assert "Check now" in page.get("/").content.decode()
    page.post("/check/", tapped(patient))
    assert "Worst pain 4 of 10" in page.get("/").content.decode()


def test_two_knees_are_asked_about_one_after_the_other(page, patient, program):
    second = EpisodeFactory.create(patient=patient, side="right")
    page.post("/check/", tapped(patient))
    assert f'href="/check/?episode={second.uuid}"' in page.get("/").content.decode()
    page.post(f"/check/?episode={second.uuid}", tapped(patient))
    assert {check.episode_id for check in DailyCheck.objects.all()} == {program.episode_id, second.pk}


def test_somebody_elses_episode_is_not_asked_about(page, patient, program, other_patient):
    theirs = EpisodeFactory.create(patient=other_patient)
    page.post(f"/check/?episode={theirs.uuid}", tapped(patient))
    assert DailyCheck.objects.get().episode == program.episode
