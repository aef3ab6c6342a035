"""What is wrong with an examination, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.rules.assessment import Fault, Problem

SENTENCES: Mapping[Fault, str | Promise] = {
    Fault.UNKNOWN: _("There is no such field."),
    Fault.SHAPE: _("This cannot be read."),
    Fault.NUMBER: _("Enter a number."),
    Fault.WHOLE: _("Enter a whole number."),
    Fault.BOUNDS: _("Enter a number from %(low)g to %(high)g."),
    Fault.OPTION: _("Choose one of the given."),
    Fault.DATE: _("Enter a date."),
    Fault.FUTURE: _("This day lies after the examination."),
    Fault.YES_OR_NO: _("Answer with yes or no."),
    Fault.TOO_LONG: _("At most %(high)d characters."),
    Fault.MISSING: _("Needed before signing."),
    Fault.NOT_AMONG: _("Choose one of the places marked as painful."),
}


def sentence(problem: Problem) -> str:
    """The sentence for one problem."""
    return str(SENTENCES[problem.fault]) % {"low": problem.low, "high": problem.high}
