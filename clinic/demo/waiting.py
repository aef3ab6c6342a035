"""What waits for somebody at the demo clinic this morning: a warning sign, a question, a newcomer."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from accounts.models import Clinic, User
from common import clock
from patients.enums import ScreeningScope
from patients.models import Patient
from patients.queries.screening import asked_of, current_form, red_flags
from patients.services.enquiries import send_enquiry
from patients.services.questions import ask_question
from patients.services.screenings import record_visitor_screening
from patients.services.visitors import Visitor
from programs.services.red_flags import give_screening

CONDITION = "runners-knee"
AT_NIGHT = "RF-13"
BORN = date(1999, 2, 8)
AGE = 27


def leave_waiting(clinic: Clinic, chance: Random) -> None:
    """Since yesterday afternoon, in the order in which it came."""
    before = clock.now() - timedelta(hours=18)
    _warn(clinic, "noah@patients.example", before, chance)
    _ask(clinic, "ines@patients.example", before + timedelta(hours=2), chance)
    _enquire(clinic, before + timedelta(hours=4), chance)


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _who(clinic: Clinic, email: str) -> tuple[Patient, User]:
    patient = Patient.objects.get(clinic=clinic, email=email)
    return patient, User.objects.get(patient=patient)


def _warn(clinic: Clinic, email: str, moment: datetime, chance: Random) -> None:
    """Pain at night, told in the weekly screen: the program stops until a clinician has looked."""
    patient, user = _who(clinic, email)
    scope = ScreeningScope.WEEKLY
    answers = {flag.id: flag.id == AT_NIGHT for flag in asked_of(patient, CONDITION, scope)}
    with clock.pretending(moment):
        give_screening(
            by=user,
            patient=patient,
            condition=CONDITION,
            scope=scope,
            answers=answers,
            uuid=_uuid(chance),
        )


def _ask(clinic: Clinic, email: str, moment: datetime, chance: Random) -> None:
    patient, user = _who(clinic, email)
    scope = ScreeningScope.DAILY
    with clock.pretending(moment):
        screening = give_screening(
            by=user,
            patient=patient,
            condition=CONDITION,
            scope=scope,
            answers={flag.id: False for flag in asked_of(patient, CONDITION, scope)},
            uuid=_uuid(chance),
        )
        ask_question(
            by=user,
            patient=patient,
            uuid=_uuid(chance),
            text="May I do the step-downs on the stairs at home? They are 17 cm high.",
            screening=screening.uuid,
            episode=patient.episodes.latest("pk").uuid,
        )


def _enquire(clinic: Clinic, moment: datetime, chance: Random) -> None:
    form = current_form(CONDITION)
    if form is None:
        return
    with clock.pretending(moment):
        asked = red_flags(clinic, form, ScreeningScope.INTAKE, AGE)
        screening = record_visitor_screening(
            clinic=clinic,
            condition=CONDITION,
            age=AGE,
            answers={flag.id: False for flag in asked},
            uuid=_uuid(chance),
        )
        send_enquiry(
            clinic=clinic,
            uuid=_uuid(chance),
            screening=screening.uuid,
            visitor=Visitor(
                name="Rosa Keller",
                email="rosa@visitors.example",
                date_of_birth=BORN,
                phone="020 7946 0777",
                message="My left knee aches on stairs since I doubled my runs in October.",
            ),
        )
