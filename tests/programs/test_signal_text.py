"""Every reason as a sentence, with its evidence and its day."""

from datetime import date

import pytest

from patients.models import Signal, SignalKind
from programs.rules.mistakes import Error
from programs.rules.signal_words import Against
from programs.signal_text import AGAINST, MISTAKES, WORDS, signal_words

TODAY = date(2026, 11, 16)  # a Monday
SENTENCES = [
    ("red_flag", {"stop": "emergency", "on": "2026-11-16"}, "Warning sign of an emergency, told today"),
    ("severe_pain", {"pain": 8, "on": "2026-11-10"}, "Pain 8 of 10 on Tuesday"),
    ("severe_pain", {"pain": 8, "on": "2026-11-02"}, "Pain 8 of 10 on 2 Nov"),
    ("relapse", {"months": 3, "on": "2026-11-15"}, "It came back, said yesterday, 3 months after the end"),
    (
        "escalated",
        {"codes": "LIMPING", "on": "2026-11-16"},
        "The rules ask for you, today: limps on several days",
    ),
    ("escalated", {"codes": "NEW_CODE", "on": "2026-11-16"}, "The rules ask for you, today: new code"),
    (
        "not_settled",
        {"session": "run", "on": "2026-11-12", "hours": 48},
        "Not settled 48 hours after the run of 12 Nov",
    ),
    (
        "ran_against_advice",
        {"on": "2026-11-15", "why": "rest_day"},
        "Ran yesterday, although it was a day of rest",
    ),
    ("pain_rising", {"points": 2.4}, "Mean worst pain up by 2.4 on the week before"),
    (
        "bad_session",
        {"session": "exercise", "on": "2026-11-14", "pain": 7},
        "Red session on Saturday, pain 7",
    ),
    ("bad_session", {"session": "run", "on": "2026-11-14", "pain": None}, "Red run on Saturday"),
    (
        "silent",
        {"days": 6, "logged_on": "2026-11-12"},
        "No daily check for 6 days, exercises last logged on Thursday",
    ),
    (
        "low_adherence",
        {"percent": 30, "weeks": 2},
        "30 % done in the last whole week, 2 weeks in a row with too little",
    ),
    ("no_change", {"points": 0.5, "weeks": 2}, "Pain better by 0.5 only after 2 weeks"),
    ("no_change", {"points": -1, "weeks": 4}, "Pain worse by 1 after 4 weeks"),
    ("no_change", {"points": 0, "weeks": 4}, "Pain no better after 4 weeks"),
    ("stage_overrun", {"times": 2, "weeks": 2}, "In this stage 2 times as long as planned (2 weeks)"),
    ("question", {"questions": 2, "on": "2026-11-15"}, "2 questions wait, the first since yesterday"),
    ("approval", {"proposals": 1, "on": "2026-11-13"}, "A proposal waits since Friday"),
    ("measure_due", {"name": "My activities", "on": "2026-11-01"}, "My activities is due since 1 Nov"),
    ("mistake", {"mistake": "speed_in_pain"}, "Ran fast although it hurt"),
]


@pytest.mark.parametrize(("kind", "evidence", "sentence"), SENTENCES)
def test_a_reason_is_a_sentence(kind, evidence, sentence):
    assert signal_words(Signal(kind=kind, evidence=evidence), TODAY) == sentence


def test_every_kind_has_words():
    assert set(WORDS) == set(SignalKind)
    assert {kind for kind, _evidence, _sentence in SENTENCES} == set(SignalKind.values)
    assert (set(AGAINST), set(MISTAKES)) == (set(Against), set(Error))


@pytest.mark.parametrize("kind", SignalKind.values)
def test_a_row_that_says_nothing_more_says_its_kind(kind):
    signal = Signal(kind=kind, evidence={})

    assert signal_words(signal, TODAY) == str(signal.get_kind_display())
