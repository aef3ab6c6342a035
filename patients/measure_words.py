"""How measures speak: what is wrong with an answer, and what became of it, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from patients.queries.measures import ScaleChange
from patients.rules.answers import Problem, Wrong
from patients.rules.change import Verdict

DAYS_A_WEEK, DAYS_A_MONTH = 7, 30.44
IN_DAYS, IN_WEEKS = 14, 63

SENTENCES: Mapping[Wrong, str | Promise] = {
    Wrong.MISSING: gettext_lazy("Please answer this question."),
    Wrong.NOT_A_NUMBER: gettext_lazy("Please enter a number."),
    Wrong.NOT_WHOLE: gettext_lazy("Please enter a whole number."),
    Wrong.OUT_OF_RANGE: gettext_lazy("Please enter a number from {low} to {high}."),
    Wrong.NOT_AN_OPTION: gettext_lazy("Please choose one of the answers."),
    Wrong.NOT_YES_OR_NO: gettext_lazy("Please answer with yes or no."),
    Wrong.NOT_A_TEXT: gettext_lazy("Please answer in words."),
    Wrong.TOO_LONG: gettext_lazy("At most {high} characters, please."),
    Wrong.UNKNOWN: gettext_lazy("There is no such question."),
    Wrong.TOO_FEW: gettext_lazy("Please name at least {low}."),
    Wrong.TOO_MANY: gettext_lazy("Please name at most {high}."),
    Wrong.TWICE: gettext_lazy("Please name each one only once."),
    Wrong.OTHERS: gettext_lazy("Please rate the same ones as before, so that they can be compared."),
}


def sentence_of(problem: Problem) -> str:
    """What is wrong with one answer."""
    limits = {"low": _limit(problem.low), "high": _limit(problem.high)}
    return str(SENTENCES[problem.wrong]).format(**limits)


def plain(value: Decimal | None) -> str:
    """A number as people write it: no zeros at its end; a dash for none."""
    if value is None:
        return "–"
    return format(value.normalize(), "f") if value else "0"


def ago(since: date, today: date) -> str:
    """How long ago a day was, as people say it."""
    days = (today - since).days
    if days < IN_DAYS:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days < IN_WEEKS:
        weeks = round(days / DAYS_A_WEEK)
        return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)
    months = round(days / DAYS_A_MONTH)
    return ngettext("{n} month ago", "{n} months ago", months).format(n=months)


def outcome(changes: Sequence[ScaleChange], on: date) -> str:
    """What the patient reads after answering: one sentence about the change since the first time."""
    known = [one for one in changes if one.change.gained is not None]
    if not known:
        return _("This is where you begin. Next time you will see what has changed.")
    verdicts = {_direction(one) for one in known}
    when = _("when you started") if known[0].since is None else ago(known[0].since, on)
    if verdicts == {0}:
        return _("About the same as {when}.").format(when=when)
    if verdicts <= {0, 1}:
        return _("Better than {when}{amount}.").format(when=when, amount=_amount(known))
    if verdicts <= {0, -1}:
        return _("Worse than {when}{amount}. Your physio sees it.").format(when=when, amount=_amount(known))
    return _("Some of it is better than {when}, some is worse. Your physio sees it.").format(when=when)


def _direction(one: ScaleChange) -> int:
    """1 for better, -1 for worse, 0 for about the same: less than what matters is not made into more."""
    gained = one.change.gained or Decimal(0)
    if one.change.verdict == Verdict.SAME:
        return 0
    return (gained > 0) - (gained < 0)


def _amount(known: Sequence[ScaleChange]) -> str:
    """By how much, where one number says it and people can read it."""
    if len(known) > 1 or known[0].since is None:
        return ""
    by = abs(known[0].change.gained or Decimal(0))
    number = int(by) if by == int(by) else 2  # what is not whole is spoken of in the plural
    points = ngettext("{by} point", "{by} points", number)
    return _(" by {points}").format(points=points.format(by=plain(by)))


def _limit(value: Decimal | int | None) -> str:
    return "" if value is None else plain(Decimal(value))
