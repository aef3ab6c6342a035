"""Whether a change holds for the later weeks, too, which have doses of their own."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Prescription
from programs.queries.facts import dose_of
from programs.words import dose_words


def ask_for_later(form: forms.Form, later: Sequence[Prescription]) -> None:
    """Adds the question where it makes a difference. The careful answer is given: the change stays."""
    if not later:
        return
    form.fields["and_later"] = forms.BooleanField(
        label=_later_words(later),
        required=False,
        initial=True,
        help_text=_("Without it, these weeks bring the exercise as it was planned."),
    )


def holds_later(form: forms.Form) -> bool:
    """The answer; yes where nothing was asked."""
    return bool(form.cleaned_data.get("and_later", True))


def _later_words(later: Sequence[Prescription]) -> str:
    planned = "; ".join(f"{_weeks(row)}: {dose_words(dose_of(row))}" for row in later)
    return ngettext(
        "Also in the later week (planned there: {planned})",
        "Also in the later weeks (planned there: {planned})",
        len(later),
    ).format(planned=planned)


def _weeks(row: Prescription) -> str:
    if row.first_week == row.last_week:
        return _("week {week}").format(week=row.first_week)
    return _("weeks {first} to {last}").format(first=row.first_week, last=row.last_week)
