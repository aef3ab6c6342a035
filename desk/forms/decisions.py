"""Forms for answering a proposal, and for deciding about a program at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.base import ReasonForm
from programs.rules.decision_words import Verdict
from programs.services.decisions import WEEK_VERDICTS

WORDS_LENGTH = 500
EXPLAINED = {
    Verdict.HOLD: _("Hold the week: the same exercises and doses once more"),
    Verdict.REGRESS: _("Go back: one set less, and what hurt gets easier; the second time a stage back"),
    Verdict.ADVANCE_WEEK: _("Go on to the next week of the plan"),
    Verdict.PROGRESS: _("Go on to the next stage of the plan"),
    Verdict.COMPLETE: _("Finish the program"),
}


def _words(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=_("What the patient reads"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        **options,
    )


class ApproveForm(forms.Form):
    """As proposed; the words for the patient may be put better."""

    patient_words = _words(help_text=_("Change it where you would say it otherwise."))

    def own_words(self) -> str:
        """Empty where nothing was changed, so that the standard words stay translatable."""
        words: str = self.cleaned_data["patient_words"].strip()
        return (
            ""
            if words == self.get_initial_for_field(self.fields["patient_words"], "patient_words")
            else words
        )


class RejectForm(ReasonForm):
    """Nothing grows, for a reason."""

    patient_words = _words(
        help_text=_("Left empty, the patient reads that this week goes on and that you decided it.")
    )


class DecideForm(RejectForm):
    """Another verdict than the proposed one, or one at once."""

    verdict = forms.ChoiceField(
        label=_("What to do"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
    )
    patient_words = _words(
        help_text=_("Left empty, the patient reads in plain words what changes and that you decided it.")
    )
    field_order = ("verdict", "reason", "patient_words")

    def __init__(self, data: Any = None, *, without: Iterable[str] = (), verdict: str = "") -> None:
        super().__init__(data, initial={"verdict": verdict})
        choices = [(str(each), EXPLAINED[each]) for each in WEEK_VERDICTS if each not in without]
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined] # a field of choices
