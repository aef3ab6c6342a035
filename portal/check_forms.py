"""The daily check as a form: one tap an answer. What is left out stays unknown, except the worst pain."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import Episode
from patients.rules.screening import RedFlag
from portal.screen_forms import ShortListForm
from programs.check_validators import NOTE_LENGTH, CheckInput
from programs.models import DailyCheck
from programs.models.daily_check import Swelling

RATINGS = ("pain_worst", "pain_morning", "sleep", "stress")
MECHANICAL = {
    "giving_way": _("It gave way"),
    "catching": _("It caught"),
    "locking": _("It got stuck"),
    "limp": _("I limped"),
}


def _rating(label: Any, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(n, str(n)) for n in range(11)],
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please tap a number.")},
    )


class CheckForm(ShortListForm):
    """How the knee is today. ``uuid`` makes sending it twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(widget=forms.HiddenInput)
    pain_worst = _rating(_("Worst pain in the last 24 hours"), required=True)
    pain_morning = _rating(_("Pain this morning"))
    swelling = forms.ChoiceField(
        label=_("Swelling"), choices=Swelling.choices, required=False, widget=forms.RadioSelect
    )
    felt = forms.MultipleChoiceField(
        label=_("Did the knee do any of this?"),
        choices=list(MECHANICAL.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    steady = forms.BooleanField(label=_("None of it"), required=False)
    sleep = _rating(_("How well did you sleep?"))
    stress = _rating(_("How much stress is there?"))
    note = forms.CharField(
        label=_("Anything to add?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    @classmethod
    def of(
        cls, questions: Sequence[RedFlag], start: Mapping[str, Any], check: DailyCheck | None, data: Any
    ) -> "CheckForm":
        """The form of a day; with a check that stands already, to correct it."""
        return cls(questions, data, initial={**start, **(said(check) if check else {})})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("felt") and data.get("steady"):
            self.add_error("felt", _("You ticked something and also 'None of it'. Please leave one."))
        return data

    def check_input(self, episode: Episode) -> CheckInput:
        data = self.cleaned_data
        plain = {name: data[name] for name in (*RATINGS, "swelling", "note", "on")}
        return CheckInput(episode=episode.uuid, pain_usual=self._usual(), **plain, **self._mechanical())

    def _usual(self) -> int | None:
        """Not asked here: what another program said stays, as long as it fits the worst pain."""
        usual = self.initial.get("pain_usual")
        return usual if usual is not None and usual <= self.cleaned_data["pain_worst"] else None

    def _mechanical(self) -> dict[str, Any]:
        """Whoever ticked one has read the list; whoever ticked nothing has said nothing."""
        felt, is_said = self.cleaned_data["felt"], self.cleaned_data["steady"] or self.cleaned_data["felt"]
        return {name: name in felt if is_said else None for name in MECHANICAL}


def said(check: DailyCheck) -> dict[str, Any]:
    """What a check says, as its form shows it."""
    felt = [name for name in MECHANICAL if getattr(check, name)]
    told = check.screening.positives
    return {
        **{name: getattr(check, name) for name in (*RATINGS, "swelling", "note")},
        "uuid": check.uuid,
        "pain_usual": check.pain_usual,
        "felt": felt,
        "steady": not felt and check.limp is False,
        "told": told,
        "none": not told,
    }
