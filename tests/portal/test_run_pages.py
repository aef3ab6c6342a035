"""Running in the portal: the card on Today, logging a run, and the tap a day after. Without any script."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from common import clock
from programs.models import FollowUp, RunLog
from tests.factories import EpisodeFactory, ProxyFactory, UserFactory, assigned_program, physio
from tests.gate import checked_in
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def program(patient, today):
    return assigned_program(patient, by=physio(patient.clinic), start_on=today - timedelta(days=5))


def tapped(program, today, **more):
    said = {
        "uuid": str(uuid4()),
        "episode": str(program.episode.uuid),
        "on": today.isoformat(),
        "distance_km": "5.2",
        "pain_peak": "2",
    }
    return {name: value for name, value in (said | more).items() if value is not None}


def asked_after(program, today, days=1) -> FollowUp:
    run = RunLogFactory.create(episode=program.episode, on=today - timedelta(days=days))
    asked: FollowUp = FollowUpFactory.create(run=run, loaded_at=clock.now() - timedelta(days=days))
    return asked


# --- may I run ------------------------------------------------------------------------------------------


def test_without_a_program_nobody_is_told_whether_to_run(page):
    assert "Can I run today?" not in page.get("/").content.decode()


def test_the_card_says_the_word_the_reason_and_what_to_do(page, program, today):
    asked_after(program, today, days=3)
    text = page.get("/").content.decode()
    assert "Not clear yet" in text
    assert "We do not know yet whether your knee is swollen today." in text
    assert 'href="/check/">Do today&#x27;s check</a>' in text
    assert text.count("not known") >= 3


def test_a_sign_of_today_says_not_today_and_hides_logging(page, program):
    assert 'href="/run/"' in page.get("/").content.decode()
    checked_in(program.episode, swelling="mild", giving_way=False, limp=False)
    text = page.get("/").content.decode()
    assert "Not today" in text
    assert "Your knee is swollen today." in text
    assert 'href="/run/"' not in text


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_first_run_is_for_the_physio_to_say(page, program, is_checked):
    if is_checked:
        checked_in(program.episode, swelling="none", giving_way=False, limp=False)
    card = page.get("/").context["run_card"]
    assert (card.word, card.step) == ("unknown", ("/ask/", "Ask your physio"))
    assert card.why == "No run of yours is written down yet."


def test_what_is_missing_about_the_last_run_leads_to_its_question(page, program, today):
    checked_in(program.episode, swelling="none", giving_way=False, limp=False)
    asked = asked_after(program, today, days=3)
    assert page.get("/").context["run_card"].step[0] == f"/follow-ups/{asked.uuid}/"


def test_a_carer_who_may_only_look_sees_it_and_taps_nothing(patient, program, today, signed_in):
    asked_after(program, today)
    looks = ProxyFactory.create(patient=patient, user=UserFactory.create(), scope="view").user
    text = signed_in(looks).get("/").content.decode()
    assert "Can I run today?" in text
    assert 'name="settled"' not in text
    assert 'href="/run/"' not in text


# --- a run ----------------------------------------------------------------------------------------------


def test_before_the_first_episode_there_is_nothing_to_log(page):
    assert "No runs to log yet" in page.get("/run/").content.decode()


def test_what_was_tapped_is_kept(page, patient, program, today):
    said = tapped(
        program, today, minutes="31,5", pain_start="1", pain_end="2", trend="same", stride_changed="no",
        sore_in_warmup="yes", surface="grass", cadence="172", note="Wet.",
    )  # fmt: skip
    answer = page.post("/run/", said)
    run = RunLog.objects.get()
    assert answer.url == f"/run/{run.uuid}/"
    assert (run.distance_km, run.minutes, run.pain_peak, run.trend) == (
        Decimal("5.20"),
        Decimal("31.5"),
        2,
        "same",
    )
    assert (run.stride_changed, run.sore_in_warmup, run.surface, run.cadence) == (False, True, "grass", 172)
    assert (run.logged_by, run.on, run.note) == (patient.user, today, "Wet.")


def test_what_was_left_out_is_unknown(page, program, today):
    page.post("/run/", tapped(program, today))
    run = RunLog.objects.get()
    assert (run.minutes, run.pain_start, run.pain_end, run.trend) == (None, None, None, "")
    assert (run.stride_changed, run.sore_in_warmup, run.hills, run.level) == (None, None, "", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"distance_km": None}, "distance_km"),
        ({"distance_km": "far"}, "distance_km"),
        ({"distance_km": "0"}, "distance_km"),
        ({"minutes": "0"}, "minutes"),
        ({"pain_peak": None}, "pain_peak"),
        ({"pain_peak": "11"}, "pain_peak"),
        ({"pain_end": "4"}, "pain_peak"),  # more than the worst
        ({"trend": "up"}, "trend"),
        ({"cadence": "20"}, "cadence"),
        ({"episode": None}, "episode"),
        ({"on": "2020-01-01"}, "on"),
    ],
)
def test_what_is_not_clear_is_said_at_its_question_and_the_rest_is_kept(page, program, today, wrong, field):
    answer = page.post("/run/", tapped(program, today, **({"pain_start": "1"} | wrong)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert 'name="pain_start" value="1" checked' in answer.content.decode()
    assert not RunLog.objects.exists()


def test_sending_it_twice_is_once(page, program, today):
    said = tapped(program, today)
    page.post("/run/", said)
    page.post("/run/", said)
    assert (RunLog.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_after_it_stands_what_was_said_and_what_comes_next(page, program, today):
    shown = page.post("/run/", tapped(program, today, minutes="31"), follow=True).content.decode()
    assert "5.2 km, 31 min, worst pain 2 of 10" in shown
    assert "whether the knee has settled" in shown


def test_it_can_be_changed_and_starts_from_what_was_said(page, program, today):
    page.post("/run/", tapped(program, today, trend="same"))
    run = RunLog.objects.get()
    shown = page.get(f"/run/?change={run.uuid}").content.decode()
    assert 'value="5.2"' in shown
    assert 'name="trend" value="same" checked' in shown
    page.post(f"/run/?change={run.uuid}", tapped(program, today, uuid=str(run.uuid), pain_peak="4"))
    run.refresh_from_db()
    assert (run.pain_peak, run.corrected_at is None, RunLog.objects.count()) == (4, False, 1)


def test_with_two_knees_it_asks_which(page, patient, program, today):
    assert "Which knee" not in page.get("/run/").content.decode()
    second = EpisodeFactory.create(patient=patient, side="right")
    assert "Which knee" in page.get("/run/").content.decode()
    page.post("/run/", tapped(program, today, episode=str(second.uuid)))
    assert RunLog.objects.get().episode == second


@pytest.mark.parametrize("change", ["nonsense", "6f6f9a64-4a0b-4f5f-9d9c-4b9d1c7e2f01"])
def test_a_run_that_is_none_cannot_be_changed(page, program, change):
    assert page.get(f"/run/?change={change}").status_code == 404


def test_somebody_elses_run_is_none(page, program):
    theirs = RunLogFactory.create()
    assert page.get(f"/run/{theirs.uuid}/").status_code == 404
    assert page.get(f"/run/?change={theirs.uuid}").status_code == 404


# --- a day after ----------------------------------------------------------------------------------------


def test_today_asks_about_yesterdays_load_with_one_tap(page, program, today):
    asked = asked_after(program, today)
    text = page.get("/").content.decode()
    assert "After your run of yesterday: when was it as before?" in text
    answer = page.post(f"/follow-ups/{asked.uuid}/", {"settled": "same_evening"})
    asked.refresh_from_db()
    assert (answer.url, asked.settled) == ("/", "same_evening")
    assert "After your run of yesterday" not in page.get("/").content.decode()


def test_only_what_can_be_true_is_offered(page, program, today):
    asked_after(program, today)
    text = page.get("/follow-ups/").content.decode()
    assert 'value="within_48h"' in text
    assert 'value="longer"' not in text


def test_what_else_waits_comes_next(page, program, today):
    first, second = asked_after(program, today), asked_after(program, today, days=2)
    assert page.post(f"/follow-ups/{first.uuid}/", {"settled": "within_1h"}).url == "/follow-ups/"
    assert page.post(f"/follow-ups/{second.uuid}/", {"settled": "within_1h"}).url == "/"


def test_an_answer_that_cannot_be_says_why(page, program, today):
    asked = asked_after(program, today)
    text = page.post(f"/follow-ups/{asked.uuid}/", {"settled": "longer"}, follow=True).content.decode()
    assert "That much time has not passed yet." in text
    asked.refresh_from_db()
    assert asked.settled == ""


def test_an_answer_can_be_corrected_at_its_own_address(page, program, today):
    asked = asked_after(program, today)
    page.post(f"/follow-ups/{asked.uuid}/", {"settled": "within_1h"})
    assert 'value="within_1h" aria-current="true"' in page.get(f"/follow-ups/{asked.uuid}/").content.decode()


def test_with_nothing_to_answer_it_says_so(page, program):
    assert "There is nothing to answer now." in page.get("/follow-ups/").content.decode()


def test_somebody_elses_question_is_none(page, program):
    theirs = FollowUpFactory.create()
    assert page.get(f"/follow-ups/{theirs.uuid}/").status_code == 404
    assert page.post(f"/follow-ups/{theirs.uuid}/", {"settled": "within_1h"}).status_code == 404
