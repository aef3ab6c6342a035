"""The player's pure modules, called as they are shipped."""

import pytest

from tests.browser.player import Player
from tests.factories import assigned_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPS = {"sets": 3, "reps": 12}
TIMED = {"sets": 2, "time_s": 30}
MINUTES = {"sets": 1, "duration_min": 10}


@pytest.fixture
def page(phone, patient):
    assigned_program(patient)
    return Player.on(phone).page


@pytest.fixture
def call(page):
    """Calls an exported function: call("entry.js", "stateOf", ...)."""
    script = """async ([file, name, args]) => {
      const module = await import(`/static/portal/js/player/${file}`);
      return module[name](...args);
    }"""
    return lambda file, name, *args: page.evaluate(script, [file, name, list(args)])


def test_waits_longer_each_time_but_never_more_than_about_a_minute(call):
    waits = [call("outbox.js", "backOff", tries, 0.5) for tries in range(8)]
    assert waits == [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]
    assert (call("outbox.js", "backOff", 0, 0), call("outbox.js", "backOff", 0, 1)) == (1_500, 2_500)


def test_done_is_as_much_as_prescribed(call):
    states = [
        (REPS, {"sets_done": 3, "amount": 12}, "done"),
        (REPS, {"sets_done": 4, "amount": 15}, "done"),
        (REPS, {"sets_done": 2, "amount": 12}, "partial"),
        (REPS, {"sets_done": 3, "amount": 11}, "partial"),
        (TIMED, {"sets_done": 2, "amount": 25}, "partial"),
        (MINUTES, {"sets_done": 1, "amount": 600}, "done"),
    ]
    assert [call("entry.js", "stateOf", dose, draft) for dose, draft, _ in states] == [s for *_, s in states]


def test_nothing_counts_as_done_unasked(call):
    item = {"dose": REPS}
    drafts = [
        (item, 0, None, None),
        (item, 2, None, 2),
        (item, 0, {"state": "done", "sets_done": None}, 3),
        (item, 0, {"state": "partial", "sets_done": None}, None),
        (item, 3, {"state": "partial", "sets_done": 1}, 1),
    ]
    found = [call("entry.js", "draftFor", *given)["sets_done"] for *given, _ in drafts]
    assert found == [sets for *_, sets in drafts]


@pytest.mark.parametrize("dose", [REPS, TIMED, MINUTES, {"sets": 1, "plan": "easy run"}])
def test_some_of_it_is_a_part_whatever_the_dose(call, dose):
    draft = call(
        "entry.js", "draftOf", {"dose": dose}, call("entry.js", "draftFor", {"dose": dose}, 0), "some"
    )
    assert call("entry.js", "stateOf", dose, draft) == "partial"


def test_a_set_counts_when_all_its_parts_were_done(page):
    script = """async () => {
      const { countSets, identityOf } = await import("/static/portal/js/player/script.js");
      const hold = (set, rep) => ({ kind: "hold", prescription: "a", side: "both", set, rep });
      const steps = [hold(1, 1), hold(1, 2), hold(2, 1), hold(2, 2)];
      const done = (...these) => new Set(these.map((n) => identityOf(steps[n])));
      const sets = (these) => countSets(steps, "a:both", done(...these));
      return [[], [0], [0, 1], [0, 1, 3], [0, 1, 2, 3]].map(sets);
    }"""
    assert page.evaluate(script) == [0, 0, 1, 1, 2]


def test_minutes_are_logged_in_seconds(call):
    item = {"prescription": "p", "dose": MINUTES}
    draft = {"sets_done": 1, "amount": 480, "pain": None, "effort": None, "rir": None}
    log = call("entry.js", "doneLog", "2026-11-24", item, "both", draft)
    assert (log["seconds"], log["reps"], log["state"]) == (480, None, "partial")


def test_long_times_are_told_in_minutes(call):
    assert [call("step_view.js", "clockText", s) for s in (0, 45, 89, 90, 600)] == [
        "0",
        "45",
        "89",
        "1:30",
        "10:00",
    ]


def test_days_are_said_as_people_say_them(call):
    def words(day):
        return call("text.js", "dayWords", day, "2026-11-24", "en")

    assert [words("2026-11-24"), words("2026-11-25")] == ["today", "tomorrow"]
    assert words("2026-11-27") == "Friday, November 27"


def test_passes_over_what_is_answered(page):
    script = """async () => {
      const { nextOpen, previousMoving } = await import("/static/portal/js/player/script.js");
      const step = (kind, prescription) => ({ kind, prescription, side: "both" });
      const steps = ["a", "b", "c"].flatMap((each) => [step("work", each), step("log", each)]);
      const closed = new Set(["b:both"]);
      return [nextOpen(steps, 2, closed), nextOpen(steps, 6, closed), previousMoving(steps, 4, closed)];
    }"""
    assert page.evaluate(script) == [4, -1, 0]
