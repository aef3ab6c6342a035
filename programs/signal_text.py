"""Signals in words for clinicians: one sentence each, with what was seen and when."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from patients.models import Signal, SignalKind
from programs.rules.mistakes import Error
from programs.rules.signal_words import Against

Text = str | Promise
Evidence = Mapping[str, Any]
DAYS_BY_NAME = 7

AGAINST: Mapping[str, Text] = {
    Against.STOPPED: gettext_lazy("although a warning sign holds"),
    Against.RUNNING_PAUSED: gettext_lazy("although running was paused"),
    Against.PAUSED: gettext_lazy("although the program was paused"),
    Against.REST_DAY: gettext_lazy("although it was a day of rest"),
}
# What an escalation is about that has no kind of its own.
CODES: Mapping[str, Text] = {
    "SWELLING_MILD": gettext_lazy("the knee is mildly swollen"),
    "GIVING_WAY_OR_CATCHING": gettext_lazy("the knee gives way or catches"),
    "LIMPING": gettext_lazy("limps on several days"),
    "REPEATED_REGRESS": gettext_lazy("went back several times, and would have to again"),
    "RUN_PAUSED": gettext_lazy("a bad run at the lowest level; running is paused"),
    "RUN_STEPS_BACK": gettext_lazy("several steps back in running"),
    "FIRST_STAGE": gettext_lazy("went back in the first stage, further back is not possible"),
}


def signal_words(signal: Signal, today: date) -> str:
    """What was seen; where a row does not say it, what kind of reason it is."""
    try:
        return WORDS[SignalKind(signal.kind)](signal.evidence, today)
    except KeyError:
        return str(signal.get_kind_display())


def _red_flag(seen: Evidence, today: date) -> str:
    if seen["stop"] == "emergency":
        return _("Warning sign of an emergency, told {day}").format(day=_day(seen, today))
    return _("Warning sign, urgent, told {day}").format(day=_day(seen, today))


def _severe_pain(seen: Evidence, today: date) -> str:
    return _("Pain {n} of 10 {day}").format(n=seen["pain"], day=_day(seen, today))


def _relapse(seen: Evidence, today: date) -> str:
    words = ngettext(
        "It came back, said {day}, {n} month after the end",
        "It came back, said {day}, {n} months after the end",
        seen["months"],
    )
    return words.format(day=_day(seen, today), n=seen["months"])


def _escalated(seen: Evidence, today: date) -> str:
    said = [str(CODES.get(code, code.replace("_", " ").lower())) for code in seen["codes"].split(",") if code]
    return _("The rules ask for you, {day}: {why}").format(day=_day(seen, today), why="; ".join(said))


def _not_settled(seen: Evidence, today: date) -> str:
    words = (
        _("Not settled {hours} hours after the run {day}")
        if seen["session"] == "run"
        else _("Not settled {hours} hours after the session {day}")
    )
    return words.format(hours=_number(seen["hours"]), day=_of(seen, today))


def _ran_against_advice(seen: Evidence, today: date) -> str:
    return _("Ran {day}, {why}").format(day=_day(seen, today), why=AGAINST[seen["why"]])


def _pain_rising(seen: Evidence, _today: date) -> str:
    return _("Mean worst pain up by {n} on the week before").format(n=_number(seen["points"]))


def _bad_session(seen: Evidence, today: date) -> str:
    words = _("Red run {day}") if seen["session"] == "run" else _("Red session {day}")
    text = words.format(day=_day(seen, today))
    return text if seen["pain"] is None else _("{text}, pain {n}").format(text=text, n=seen["pain"])


def _silent(seen: Evidence, today: date) -> str:
    text = ngettext("No daily check for {n} day", "No daily check for {n} days", seen["days"])
    text = text.format(n=seen["days"])
    if seen["logged_on"] is None:
        return _("{text}, nothing logged").format(text=text)
    return _("{text}, exercises last logged {day}").format(text=text, day=_day(seen, today, "logged_on"))


def _low_adherence(seen: Evidence, _today: date) -> str:
    text = ngettext(
        "{percent} % done in the last whole week, {n} week with too little",
        "{percent} % done in the last whole week, {n} weeks in a row with too little",
        seen["weeks"],
    )
    return text.format(percent=seen["percent"], n=seen["weeks"])


def _no_change(seen: Evidence, _today: date) -> str:
    points, weeks = seen["points"], seen["weeks"]
    if points < 0:
        return _("Pain worse by {n} after {weeks} weeks").format(n=_number(-points), weeks=weeks)
    if points == 0:
        return _("Pain no better after {weeks} weeks").format(weeks=weeks)
    return _("Pain better by {n} only after {weeks} weeks").format(n=_number(points), weeks=weeks)


def _stage_overrun(seen: Evidence, _today: date) -> str:
    return ngettext(
        "In this stage {times} times as long as planned ({n} week)",
        "In this stage {times} times as long as planned ({n} weeks)",
        seen["weeks"],
    ).format(times=_number(seen["times"]), n=seen["weeks"])


def _question(seen: Evidence, today: date) -> str:
    text = ngettext(
        "A question waits since {day}", "{n} questions wait, the first since {day}", seen["questions"]
    )
    return text.format(n=seen["questions"], day=_bare(seen, today))


def _approval(seen: Evidence, today: date) -> str:
    text = ngettext(
        "A proposal waits since {day}", "{n} proposals wait, the first since {day}", seen["proposals"]
    )
    return text.format(n=seen["proposals"], day=_bare(seen, today))


def _measure_due(seen: Evidence, today: date) -> str:
    return _("{name} is due since {day}").format(name=seen["name"], day=_bare(seen, today))


def _mistake(seen: Evidence, _today: date) -> str:
    return str(MISTAKES[seen["mistake"]])


MISTAKES: Mapping[str, Text] = {
    Error.ONLY_REST: gettext_lazy("Only rests: hardly an exercise and no run in two weeks"),
    Error.SPEED_IN_PAIN: gettext_lazy("Ran fast although it hurt"),
    Error.NO_HIP_AND_CORE: gettext_lazy("Leaves out hip and trunk, and does the rest"),
    Error.TOO_MUCH_TOO_SOON: gettext_lazy("Ran much further than the weeks before carry"),
}
WORDS: Mapping[SignalKind, Callable[[Evidence, date], str]] = {
    SignalKind.RED_FLAG: _red_flag,
    SignalKind.SEVERE_PAIN: _severe_pain,
    SignalKind.RELAPSE: _relapse,
    SignalKind.ESCALATED: _escalated,
    SignalKind.NOT_SETTLED: _not_settled,
    SignalKind.RAN_AGAINST_ADVICE: _ran_against_advice,
    SignalKind.PAIN_RISING: _pain_rising,
    SignalKind.BAD_SESSION: _bad_session,
    SignalKind.SILENT: _silent,
    SignalKind.LOW_ADHERENCE: _low_adherence,
    SignalKind.NO_CHANGE: _no_change,
    SignalKind.STAGE_OVERRUN: _stage_overrun,
    SignalKind.QUESTION: _question,
    SignalKind.APPROVAL: _approval,
    SignalKind.MEASURE_DUE: _measure_due,
    SignalKind.MISTAKE: _mistake,
}


def _day(seen: Evidence, today: date, name: str = "on") -> str:
    """As people say it: today, yesterday, on Tuesday, on 12 Nov."""
    on = date.fromisoformat(seen[name])
    near = {0: _("today"), 1: _("yesterday")}.get((today - on).days)
    return near or _("on {day}").format(day=_bare(seen, today, name))


def _bare(seen: Evidence, today: date, name: str = "on") -> str:
    on = date.fromisoformat(seen[name])
    days = (today - on).days
    if days in (0, 1):
        return _("today") if days == 0 else _("yesterday")
    return date_format(on, "l") if 0 < days < DAYS_BY_NAME else date_format(on, "j M")


def _of(seen: Evidence, today: date) -> str:
    """The day of something: always the date, which does not grow old."""
    on = date.fromisoformat(seen["on"])
    if (today - on).days == 1:
        return _("of yesterday")
    return _("of {day}").format(day=date_format(on, "j M"))


def _number(value: float) -> str:
    return str(number_format(value, 0 if float(value).is_integer() else 1))
