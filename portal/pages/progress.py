"""How it has gone so far: the share done, and pain and exercises day by day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.plot import Plot, PlotDay, plot_of
from programs.queries.progress import DayProgress, days_of
from programs.queries.standing import Standing
from programs.rules.adherence import Adherence, DayAdherence
from programs.rules.words import ItemState

DAYS_SHOWN = 56
LABEL_EVERY = 7


@dataclass(frozen=True, slots=True)
class DayRow:
    on: date
    done_text: str
    pain_text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One program; ``rows`` is the table behind the plot, the latest day first."""

    name: str
    percent_text: str
    sentence: str
    plot: Plot | None
    rows: Sequence[DayRow]


def report_of(standing: Standing) -> Report:
    """The report of one program up to today."""
    days = days_of(standing)[-DAYS_SHOWN:]
    return Report(
        name=standing.program.name,
        percent_text=_percent_words(standing.adherence),
        sentence=_sentence(standing.adherence),
        plot=_plot(days) if any(day.due or day.pain is not None for day in days) else None,
        rows=[_row(day) for day in reversed(days)],
    )


def _percent_words(measured: Adherence) -> str:
    return "" if measured.percent is None else _("{n}%").format(n=int(measured.percent))


def _sentence(measured: Adherence) -> str:
    """What the number means: sets, as the number counts them, and days, as people do.

    The counts of exercises would say left and right as two. Nothing is hidden, nothing is scolded.
    """
    if measured.percent is None:
        return _("Nothing has been due yet.")
    sets = _("of your sets so far: {done} of {due}.").format(
        done=sum(day.done_sets for day in measured.days), due=sum(day.due for day in measured.days)
    )
    days = _days_words(measured.days)
    return f"{sets} {days}" if days else sets


def _days_words(days: Sequence[DayAdherence]) -> str:
    """How many of the days that are over were done; the day in progress is not judged yet."""
    counts = Counter(_day_state(day) for day in days if day.due and not day.open)
    words = {
        ItemState.DONE: _("{n} in full"),
        ItemState.PARTIAL: _("{n} in part"),
        ItemState.SKIPPED: _("{n} skipped"),
        ItemState.NOT_LOGGED: _("{n} not logged"),
    }
    parts = [text.format(n=counts[state]) for state, text in words.items() if counts[state]]
    return _("Days: {parts}.").format(parts=", ".join(parts)) if parts else ""


def _day_state(day: DayAdherence) -> ItemState:
    """Of a day that was partly skipped all that counts is that a part was done."""
    return ItemState.DONE if day.done_sets >= day.due else day.state


def _plot(days: Sequence[DayProgress]) -> Plot:
    shown = [PlotDay(day.due, day.done, day.pain, _label(at, day.on)) for at, day in enumerate(days)]
    label = _("Pain and exercises from {first} to {last}").format(
        first=date_format(days[0].on, "j F"), last=date_format(days[-1].on, "j F")
    )
    return plot_of(shown, label)


def _label(at: int, on: date) -> str:
    return date_format(on, "j M") if at % LABEL_EVERY == 0 else ""


def _row(day: DayProgress) -> DayRow:
    return DayRow(day.on, _done_words(day), "" if day.pain is None else str(day.pain))


def _done_words(day: DayProgress) -> str:
    if day.state == ItemState.NOT_DUE:
        return _("rest")
    if not day.due:
        return _("still open")
    words = _("{done} of {due}").format(done=day.done, due=day.due)
    states = {ItemState.SKIPPED: _("skipped"), ItemState.NOT_LOGGED: _("not logged")}
    return f"{words}, {states[day.state]}" if day.state in states else words
