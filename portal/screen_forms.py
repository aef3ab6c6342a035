"""The red-flag questions as forms: all of them with yes and no each, or the short list with one tap for none.

A question without an answer is asked again; nothing is filled in beforehand.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID, uuid5

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from patients.rules.screening import RedFlag
from portal.forms import ServiceForm

YES_NO = [("no", _("No")), ("yes", _("Yes"))]


def id_of_answers(form: UUID, answers: Mapping[str, bool]) -> UUID:
    """The id of a screening: the same answers of a form are one, those changed after going back are new."""
    return uuid5(form, json.dumps(answers, sort_keys=True))


class ScreenForm(ServiceForm):
    """Every question with its own yes and no. ``uuid`` makes sending it twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, questions: Sequence[RedFlag], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.ids = [question.id for question in questions]
        for question in questions:
            self.fields[question.id] = forms.ChoiceField(
                label=question.ask,
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please answer this question.")},
            )

    def questions(self) -> Iterator[BoundField]:
        return (self[name] for name in self.ids)

    def missing(self) -> list[BoundField]:
        """The questions that have no answer yet."""
        return [self[name] for name in self.ids if name in self.errors]

    def answers(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] == "yes" for name in self.ids}


class ShortListForm(ServiceForm):
    """The short list: tick what is true, or say once that nothing is. Each question keeps its own answer."""

    told = forms.MultipleChoiceField(
        label=_("Any of these?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    none = forms.BooleanField(label=_("None of these"), required=False)

    def __init__(self, questions: Sequence[RedFlag], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.ids = [question.id for question in questions]
        choices = [(question.id, question.ask) for question in questions]
        cast(forms.MultipleChoiceField, self.fields["told"]).choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "told" not in self.errors and bool(data["told"]) == data["none"]:
            self.add_error("told", self._doubt(data["none"]))
        return data

    def _doubt(self, none: bool) -> Any:
        if none:
            return _("You ticked a sign and also 'None of these'. Please leave the one that is right.")
        return _("Please tick what is true, or 'None of these'.")

    def answers(self) -> dict[str, bool]:
        return {name: name in self.cleaned_data["told"] for name in self.ids}

    def refuse(self, error: Any) -> None:
        """What the gate says about one question stands at the list."""
        if set(error.fields) & set(self.ids):
            self.add_error("told", _("The questions have changed. Please look at the list again."))
        else:
            super().refuse(error)
