"""Forms at the red-flag gate: the screen itself, a contact, a lift, answers to those who ask."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.base import DateInput
from patients.enums import Outcome, ScreeningScope, Side
from patients.rules.screening import RedFlag
from patients.services.questions import REPLY_LENGTH
from patients.services.screening_additions import ASK_LENGTH, WHY_LENGTH
from patients.services.stops import NOTE_LENGTH

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class ScreenForm(forms.Form):
    """One yes or no a question; nothing is chosen before somebody has asked."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, questions: Sequence[RedFlag], data: Any = None) -> None:
        super().__init__(data, initial={"uuid": uuid4()})
        self.questions = questions
        for question in questions:
            self.fields[question.id] = forms.TypedChoiceField(
                label=question.ask,
                help_text=question.why,
                choices=YES_NO,
                coerce=lambda answer: answer == "yes",
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask this, too.")},
            )

    def asked(self) -> list[tuple[RedFlag, forms.BoundField]]:
        """Each question with its field."""
        return [(question, self[question.id]) for question in self.questions]

    def missing(self) -> list[RedFlag]:
        """What was sent without an answer."""
        return [question for question in self.questions if question.id in self.errors]

    def answers(self) -> dict[str, bool]:
        return {question.id: self.cleaned_data[question.id] for question in self.questions}


class ContactForm(forms.Form):
    """That somebody has spoken to the patient, and what came of it."""

    note = forms.CharField(
        label=_("What was said"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whom you reached, and what they do now. It stays in the patient's history."),
        error_messages={"required": _("Say it in a few words.")},
    )


class LiftForm(forms.Form):
    """Why the patient may go on, and whether the programs go on with it."""

    reason = forms.CharField(
        label=_("Why it may be lifted"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you examined, or who did. It stays in the patient's history."),
        error_messages={"required": _("Say it in a few words.")},
    )
    resume = forms.TypedChoiceField(
        label=_("The paused programs"),
        choices=(("yes", _("Go on from today")), ("no", _("Stay paused for now"))),
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class ReplyForm(forms.Form):
    """The clinic's answer; the patient reads it behind the sign-in."""

    reply = forms.CharField(
        label=_("Your answer"),
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The patient gets a mail that there is an answer; what it says stays here."),
        error_messages={"required": _("Write a few words.")},
    )


class CloseForm(forms.Form):
    """Settled another way."""

    reply = forms.CharField(
        label=_("How it was settled"),
        max_length=REPLY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: we talked on the telephone. The patient can read it."),
    )


class RegisterForm(forms.Form):
    """With the side an episode of care is opened, too."""

    side = forms.ChoiceField(
        label=_("Side"), choices=(("", _("Ask first, no episode yet")), *Side.choices), required=False
    )
    onset_on = forms.DateField(label=_("First felt on"), required=False, widget=DateInput)


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it is the answer."""


class AddedQuestionForm(forms.Form):
    """A question of the clinic's own."""

    ask = forms.CharField(
        label=_("Question"),
        max_length=ASK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the patient reads it, to be answered with yes or no. Yes is the warning sign."),
    )
    why = forms.CharField(
        label=_("What a yes may mean"), max_length=WHY_LENGTH, help_text=_("Only clinicians read this.")
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[(level.value, level.label) for level in (Outcome.URGENT, Outcome.EMERGENCY)],
        widget=forms.RadioSelect,
        help_text=_(
            "Urgent: paused, and spoken to within one working day. Emergency: sent to urgent care at once."
        ),
    )
    ask_at = forms.MultipleChoiceField(
        label=_("Asked"), choices=ScreeningScope.choices, widget=forms.CheckboxSelectMultiple
    )
