"""Progress: the number, the plot and the table behind it."""

from datetime import timedelta

import pytest

from common import clock
from programs.queries.progress import days_of
from programs.queries.standing import standings
from programs.queries.weeks import shown_programs
from tests.factories import assigned_program
from tests.portal.pages import Markup, log_today

pytestmark = pytest.mark.django_db


def report(page):
    [shown] = page.get("/progress/").context["reports"]
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
    points = [attrs for attrs in markup.of("circle") if attrs.get("class") == "plot__point"]
    assert len(points) == 2  # one in the plot, one in its legend


def test_without_a_program_it_says_what_will_be_here(page):
    assert "Nothing to show yet" in page.get("/progress/").content.decode()
