"""Progress: the number, the plot and the table behind it."""

from datetime import timedelta

import pytest

from common import clock
from programs.queries.progress import days_of
from programs.queries.standing import standings
from programs.queries.weeks import shown_programs
from tests.desk.record import filled_in, measured
from tests.factories import assigned_program, logged
from tests.portal.pages import Markup, log_today

pytestmark = pytest.mark.django_db


def report(page):
    [course] = page.get("/progress/").context["courses"]
    [shown] = course["reports"]
    return shown


def test_before_anything_was_due_there_is_no_number(page, patient):
    tomorrow = clock.today_in(patient.time_zone) + timedelta(days=1)
    assigned_program(patient, start_on=tomorrow)
    shown = report(page)
    assert (shown.percent_text, shown.plot) == ("", None)


def test_a_day_done_counts_in_full(page, patient):
    assigned_program(patient)
    log_today(patient, pain=2)
    shown = report(page)
    assert shown.percent_text == "100%"
    assert (len(shown.rows), shown.rows[0].pain_text) == (1, "2")


def test_a_day_not_logged_is_said_and_not_hidden(page, patient):
    start = clock.today_in(patient.time_zone) - timedelta(days=1)
    assigned_program(patient, start_on=start)
    shown = report(page)
    assert shown.percent_text == "0%"
    assert "not logged" in shown.sentence
    assert shown.rows[1].done_text.endswith(", not logged")


def test_sets_and_days_are_counted_and_not_each_side_as_an_exercise(page, patient):
    start = clock.today_in(patient.time_zone) - timedelta(days=1)
    assigned_program(patient, start_on=start)
    log_today(patient)
    missed, done = (day.due for day in days_of(standings(shown_programs(patient))[0]))
    sets = f"{done} of {missed + done}"
    assert report(page).sentence == f"of your sets so far: {sets}. Days: 1 in full, 1 not logged."


def test_a_first_day_without_an_answer_draws_no_empty_plot(page, patient):
    assigned_program(patient)
    shown = report(page)
    assert (shown.sentence, shown.plot) == ("Nothing has been due yet.", None)


def test_the_latest_day_stands_first(page, patient):
    today = clock.today_in(patient.time_zone)
    assigned_program(patient, start_on=today - timedelta(days=9))
    rows = report(page).rows
    assert [row.on for row in rows] == [today - timedelta(days=n) for n in range(10)]


def test_the_plot_is_drawn_and_has_a_name(page, patient):
    assigned_program(patient)
    log_today(patient, pain=4)
    markup = Markup(page.get("/progress/").content.decode())
    [plot] = [attrs for attrs in markup.of("svg") if attrs.get("class") == "plot"]
    assert (plot["role"], bool(plot["aria-label"])) == ("img", True)
    points = [attrs for attrs in markup.of("circle") if attrs.get("class") == "plot__dot plot__pain"]
    assert len(points) == 2  # one in the plot, one in its legend


def test_without_a_program_it_says_what_will_be_here(page):
    assert "Nothing to show yet" in page.get("/progress/").content.decode()


def course(page):
    [shown] = page.get("/progress/").context["courses"]
    return shown


def test_pain_is_told_in_one_sentence_once_there_is_something_to_compare(page, patient):
    today = clock.today_in(patient.time_zone)
    program = assigned_program(patient, start_on=today - timedelta(days=20))
    logged(program, today - timedelta(days=20), pain=5)
    assert course(page)["pain_sentence"] == ""
    logged(program, today, pain=3)
    assert course(page)["pain_sentence"] == (
        "Your worst pain in the last week was 3, it was 5 in your first week."
    )


def test_a_measure_says_in_plain_words_what_changed(page, patient):
    today = clock.today_in(patient.time_zone)
    program = assigned_program(patient, start_on=today - timedelta(days=15))
    filled_in(program.episode, "my-activities-0-10", today - timedelta(days=14), [3, 3, 3])
    filled_in(program.episode, "my-activities-0-10", today, [6, 6, 6])
    [card] = course(page)["numbers"]
    assert card.sentences == ["It was 3, now it is 6.", "Better than 2 weeks ago by 3 points."]
    assert [value for _on, _side, value in card.rows] == ["6", "3"]


def test_a_number_is_told_for_each_side(page, patient):
    today = clock.today_in(patient.time_zone)
    program = assigned_program(patient, start_on=today)
    measured(program.episode, "knee-to-wall", {"left": 8, "right": 10}, today, unit="cm")
    [card] = course(page)["numbers"]
    assert (card.sentences, card.plot) == (["Left: 8 cm.", "Right: 10 cm."], None)


def test_the_own_report_opens_and_nobody_elses(page, patient, other_patient):
    mine, theirs = assigned_program(patient), assigned_program(other_patient)
    answers = [page.get(f"/progress/{one.episode.uuid}/report/") for one in (mine, theirs)]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].content.startswith(b"%PDF-")
