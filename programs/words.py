"""How doses, days and equipment are said to people: short, and in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.rules.adherence import Adherence
from programs.rules.dose import Dose
from programs.rules.words import ItemState, LogSide

EQUIPMENT: Mapping[str, str | Promise] = {
    "band_or_ankle_weight_or_machine": gettext_lazy("band or ankle weight"),
    "bike": gettext_lazy("bike"),
    "box_or_chair": gettext_lazy("box or chair"),
    "chair": gettext_lazy("chair"),
    "cushion": gettext_lazy("cushion"),
    "fixed_anchor": gettext_lazy("something to fix the band to"),
    "foam_roller": gettext_lazy("foam roller"),
    "long_band": gettext_lazy("long band"),
    "loop_band": gettext_lazy("loop band"),
    "mat": gettext_lazy("mat"),
    "metronome": gettext_lazy("metronome"),
    "optional_dumbbell": gettext_lazy("dumbbell (optional)"),
    "optional_weight": gettext_lazy("weight (optional)"),
    "pool": gettext_lazy("pool"),
    "running_shoes": gettext_lazy("running shoes"),
    "shoes": gettext_lazy("shoes"),
    "step_10_20cm": gettext_lazy("low step"),
    "strap": gettext_lazy("strap"),
    "support": gettext_lazy("something to hold on to"),
    "towel": gettext_lazy("towel"),
    "wall": gettext_lazy("wall"),
}
STATES: Mapping[ItemState, str | Promise] = {
    ItemState.DONE: gettext_lazy("done"),
    ItemState.PARTIAL: gettext_lazy("partly"),
    ItemState.SKIPPED: gettext_lazy("skipped"),
    ItemState.NOT_LOGGED: gettext_lazy("not logged"),
    ItemState.NOT_DUE: gettext_lazy("nothing due"),
}


def state_words(state: ItemState) -> str:
    return str(STATES[ItemState(state)])


def so_far_words(measured: Adherence) -> str:
    """What was done of what was due, in sets and in percent."""
    if measured.percent is None:
        return _("Nothing has been due yet.")
    return _("Done so far: {done} of {due} sets, {percent} %.").format(
        done=sum(day.done_sets for day in measured.days),
        due=sum(day.due for day in measured.days),
        percent=int(measured.percent),
    )


def equipment_words(codes: Iterable[str]) -> list[str]:
    """Each thing once, in the order met. A code that a pack brought along is shown as it is written."""
    return [str(EQUIPMENT.get(code, code.replace("_", " "))) for code in dict.fromkeys(codes)]


def dose_words(dose: Dose, sides: Iterable[LogSide] = ()) -> str:
    """The dose on one line: "3 sets of 12, each side, hold 2 s"."""
    parts = [_amount_words(dose), _sides_words(list(sides)), _hold_words(dose), _load_words(dose)]
    return ", ".join(part for part in parts if part)


def _amount_words(dose: Dose) -> str:
    once = _once_words(dose)
    if dose.sets == 1:
        return once
    amount = str(dose.reps) if dose.reps else once
    return ngettext("{sets} set of {amount}", "{sets} sets of {amount}", dose.sets).format(
        sets=dose.sets, amount=amount
    )


def _once_words(dose: Dose) -> str:
    if dose.plan:
        return _("as agreed with your physio")
    if dose.reps:
        return ngettext("{n} repetition", "{n} repetitions", dose.reps).format(n=dose.reps)
    if dose.time_s:
        return _("{n} seconds").format(n=dose.time_s)
    if dose.duration_min:
        return _("{n} min").format(n=dose.duration_min)
    return _("{n} m").format(n=dose.distance_m)


def _sides_words(sides: list[LogSide]) -> str:
    if len(sides) == 2:
        return _("each side")
    return {LogSide.LEFT: _("left side"), LogSide.RIGHT: _("right side")}.get(sides[0], "") if sides else ""


def _hold_words(dose: Dose) -> str:
    return _("hold {n} s").format(n=dose.hold_s) if dose.hold_s and dose.reps else ""


def _load_words(dose: Dose) -> str:
    kind, _colon, amount = (dose.load or "").partition(":")
    words = {"band": _("band {n} of 5"), "kg": _("{n} kg"), "machine": _("machine {n}")}
    return words[kind].format(n=amount) if kind in words else ""


def day_words(on: date, today: date) -> str:
    """A day as people say it: today, tomorrow, yesterday, else "Tue 24 November"."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return near.get((on - today).days) or date_format(on, "D j F")
