"""Who is in the clinic's records already: asked before somebody is registered."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from patients.models import Patient
from patients.rules.duplicates import Entry, Known, Match, Reason

NOBODY = 0
WORDS: dict[Reason, Promise] = {
    Reason.EMAIL: _("same e-mail address"),
    Reason.PHONE: _("same phone"),
    Reason.NAME: _("same name"),
    Reason.BIRTHDAY: _("similar name, same date of birth"),
}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A patient who may be the person that is being entered."""

    patient: Patient
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> list[str]:
        return [str(WORDS[reason]) for reason in self.reasons]


def known_patients(clinic: Clinic) -> Known:
    """Everybody in the clinic's records, ready to be compared with."""
    rows = Patient.objects.filter(clinic=clinic, merged_into=None)
    return Known.of(
        Entry(*row) for row in rows.values_list("pk", "name", "email", "phone", "date_of_birth").iterator()
    )


def possible_duplicates(
    clinic: Clinic, *, name: str, email: str = "", phone: str = "", date_of_birth: date | None = None
) -> list[Duplicate]:
    """Those who are likely the same person; ``phone`` in the form that is kept."""
    return of_matches(known_patients(clinic).like(Entry(NOBODY, name, email, phone, date_of_birth)))


def duplicates_of(patient: Patient) -> list[Duplicate]:
    """Other records that are likely the same person as this patient."""
    entry = Entry(patient.pk, patient.name, patient.email, patient.phone, patient.date_of_birth)
    return of_matches(known_patients(patient.clinic).like(entry))


def of_matches(matches: list[Match]) -> list[Duplicate]:
    """The matches with their patients."""
    patients = Patient.objects.in_bulk([match.key for match in matches])
    return [Duplicate(patients[match.key], match.reasons) for match in matches]
