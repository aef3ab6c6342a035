"""The plan that is about to be assigned, editable in place: a row an exercise, a cell a week.

What was typed is kept as it was typed; a cell that makes no sense says so and keeps the planned dose for the
preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.base import DateInput
from patients.enums import Side
from programs.queries.template import Plan, PlannedItem
from programs.rules.dose import BOUNDS, Dose
from programs.services.assign import Changes

UNITS: Mapping[str, str | Promise] = {
    "reps": gettext_lazy("reps"),
    "time_s": gettext_lazy("s"),
    "distance_m": gettext_lazy("m"),
    "duration_min": gettext_lazy("min"),
}
NAMES: Mapping[str, str | Promise] = {
    "sets": gettext_lazy("sets"),
    "reps": gettext_lazy("repetitions"),
    "time_s": gettext_lazy("seconds"),
    "distance_m": gettext_lazy("metres"),
    "duration_min": gettext_lazy("minutes"),
}


class AssignForm(forms.Form):
    """When it starts and on which side; ``uuid`` makes a second click the same assignment."""

    start_on = forms.DateField(label=_("First day"), widget=DateInput)
    side = forms.ChoiceField(label=_("Affected side"), choices=Side)
    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


@dataclass
class Number:
    """One number of a dose: its name in the form, what stands in it, what it may be."""

    name: str
    quantity: str
    planned: int
    text: str
    label: str
    error: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        return BOUNDS[self.quantity]

    @property
    def unit(self) -> str | Promise:
        return UNITS.get(self.quantity, "")

    @property
    def is_changed(self) -> bool:
        return self.text != str(self.planned)

    def value(self) -> int | None:
        """The number, or None with ``error`` set."""
        low, high = self.bounds
        if self.text.strip().isdecimal() and low <= int(self.text) <= high:
            return int(self.text)
        self.error = _("a whole number from %(low)d to %(high)d") % {"low": low, "high": high}
        return None


@dataclass
class Cell:
    """The dose of one exercise in one week; a running plan has no numbers to change."""

    week: int
    dose: Dose
    numbers: Sequence[Number] = field(default_factory=list)

    def changes(self) -> dict[str, int]:
        """The fields that differ from the plan and make sense."""
        values = {number.quantity: number.value() for number in self.numbers if number.is_changed}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def errors(self) -> list[str]:
        return [f"{number.label}: {number.error}" for number in self.numbers if number.error]


@dataclass
class Row:
    """One exercise of the plan, with a cell for every week of the program (None outside its stage)."""

    item: PlannedItem
    cells: Sequence[Cell | None]
    is_left_out: bool


class PlanForm:
    """All rows, read from what was sent, else from the plan itself."""

    def __init__(self, plan: Plan, data: Mapping[str, Any] | None = None) -> None:
        self.plan = plan
        self.data = data or {}
        self.rows = [self._row(item) for item in plan.items]
        self.doses = {
            (row.item.uuid, cell.week): changes
            for row in self.rows
            for cell in row.cells
            if cell and not row.is_left_out and (changes := cell.changes())
        }

    @property
    def errors(self) -> list[str]:
        """Every cell that makes no sense, named."""
        cells = (cell for row in self.rows if not row.is_left_out for cell in row.cells if cell)
        return [error for cell in cells for error in cell.errors]

    def changes(self) -> Changes:
        return Changes(doses=self.doses, left_out=self.left_out)

    @property
    def left_out(self) -> frozenset[UUID]:
        return frozenset(row.item.uuid for row in self.rows if row.is_left_out)

    def stages(self) -> list[tuple[Any, list[Row]]]:
        """The rows under their stages."""
        return [
            (stage, [row for row in self.rows if row.item.stage.pk == stage.pk]) for stage in self.plan.stages
        ]

    def _row(self, item: PlannedItem) -> Row:
        weeks = range(1, self.plan.template.weeks + 1)
        cells = [self._cell(item, week, item.doses[week]) if week in item.doses else None for week in weeks]
        return Row(item, cells, is_left_out=f"{item.uuid}:out" in self.data)

    def _cell(self, item: PlannedItem, week: int, dose: Dose) -> Cell:
        quantities = [] if dose.plan else ["sets", dose.quantity]
        return Cell(week, dose, [self._number(item, week, dose, name) for name in quantities])

    def _number(self, item: PlannedItem, week: int, dose: Dose, quantity: str) -> Number:
        name, planned = f"{item.uuid}:{week}:{quantity}", getattr(dose, quantity)
        label = _("%(exercise)s, week %(week)d, %(quantity)s") % {
            "exercise": item.exercise.name,
            "week": week,
            "quantity": NAMES[quantity],
        }
        return Number(name, quantity, planned, str(self.data.get(name, planned)), label)
