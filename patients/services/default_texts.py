"""The text every new clinic begins with: what the service is and is not. Owners publish their own."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Clinic, User
from audit.context import recorded
from patients.enums import ConsentKind
from patients.models import ConsentText
from patients.services.consents import add_version


def publish_default_texts(*, clinic: Clinic, by: User) -> ConsentText:
    """The disclaimer in the clinic's language. Once more changes nothing."""
    with recorded(by=by, reason="clinic opened"), translation.override(clinic.language):
        words = default_disclaimer(clinic)
        return add_version(clinic, by, ConsentKind.DISCLAIMER, words.title, words.text, required=True)


def default_disclaimer(clinic: Clinic | None) -> ConsentText:
    """The words, not stored; without a clinic they name none."""
    paragraphs = _paragraphs(
        clinic.name if clinic else _("your clinic"), clinic.emergency_number if clinic else ""
    )
    return ConsentText(title=_("What this service is and is not"), text="\n\n".join(paragraphs))


def _paragraphs(clinic: str, number: str) -> list[str]:
    return [
        _(
            "These pages accompany your care at {clinic}. Your physiotherapist chooses your exercises, sees"
            " what you write here about how they went, and changes the plan with you."
        ).format(clinic=clinic),
        _(
            "The texts, exercises and answers here are general information. They are no diagnosis and do not"
            " replace an examination, or the advice of a doctor or physiotherapist. Nobody can promise that"
            " an exercise helps."
        ),
        _(
            "Exercising has risks. Stop if something hurts strongly or feels wrong, and tell your clinic. Do"
            " not begin, and get medical care, if you have signs of something serious, such as fever with a"
            " hot or swollen joint, a leg that suddenly bears no weight, a swollen calf, chest pain or"
            " trouble breathing."
        ),
        _("Nobody watches these pages around the clock. In an emergency call {number}.").format(number=number)
        if number
        else _("Nobody watches these pages around the clock. In an emergency call your local number."),
        _(
            "Answer as things are: the plan is made from what you tell us. What you enter is kept in your"
            " record at the clinic."
        ),
    ]
