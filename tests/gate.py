"""Makes what comes to the red-flag gate, by the real services: answers, stops, enquiries, questions."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.models import Clinic, User
from common import clock
from patients.enums import ScreeningScope
from patients.models import (
    ConditionForm,
    Enquiry,
    Episode,
    Patient,
    Question,
    Screening,
    ScreeningAddition,
    Stop,
)
from patients.queries.screening import asked_of, red_flags
from patients.services.enquiries import send_enquiry
from patients.services.questions import ask_question
from patients.services.screenings import record_visitor_screening
from patients.services.visitors import Visitor
from programs.models import DailyCheck
from programs.services.daily_checks import CheckInput, record_daily_check
from tests.factories import PatientFactory, loaded_pack, physio, screened

EMERGENCY, URGENT = "RF-02", "RF-12"
VISITOR = Visitor(
    name="Vera Muster", email="vera@example.org", phone="030 1234", date_of_birth=date(1990, 5, 1)
)


def short_list(patient: Patient, *yes: str) -> dict[str, bool]:
    """Answers to what is asked every day, yes to the named ones."""
    loaded_pack()
    return {flag.id: flag.id in yes for flag in asked_of(patient, "runners-knee", ScreeningScope.DAILY)}


def stopped(patient: Patient, *yes: str, by: User | None = None) -> Stop:
    """The stop that a warning sign raised, by default an urgent one."""
    return Stop.objects.select_related("patient").get(screening=screened(patient, *(yes or (URGENT,)), by=by))


def visited(clinic: Clinic, *yes: str, age: int | None = 36, uuid: UUID | None = None) -> Screening:
    """A visitor's answers."""
    loaded_pack()
    form = ConditionForm.objects.get(kind="screening", condition="runners-knee", is_current=True)
    asked = red_flags(clinic, form, ScreeningScope.INTAKE, age)
    return record_visitor_screening(
        clinic=clinic,
        condition="runners-knee",
        age=age,
        answers={flag.id: flag.id in yes for flag in asked},
        uuid=uuid or uuid4(),
    )


def enquired(clinic: Clinic, *yes: str, visitor: Visitor = VISITOR) -> Enquiry:
    """A visitor who asks to be seen."""
    screening = visited(clinic, *yes)
    return send_enquiry(clinic=clinic, uuid=uuid4(), screening=screening.uuid, visitor=visitor)


def asked(patient: Patient, text: str = "May I swim?") -> Question:
    """A patient's question, behind the short list."""
    assert patient.user
    screening = screened(patient, scope=ScreeningScope.DAILY)
    return ask_question(by=patient.user, patient=patient, uuid=uuid4(), text=text, screening=screening.uuid)


def checked_in(episode: Episode, *yes: str, days_ago: int = 0, **values: Any) -> DailyCheck:
    """How the knee is, told by the patient."""
    patient = episode.patient
    assert patient.user
    on = clock.today_in(patient.time_zone) - timedelta(days=days_ago)
    data = CheckInput(episode=episode.uuid, on=on, **values)
    kept = record_daily_check(
        by=patient.user, patient=patient, uuid=uuid4(), data=data, answers=short_list(patient, *yes)
    )
    return kept.check


def added_question(clinic: Clinic, **fields: Any) -> ScreeningAddition:
    """A question that the clinic asks beside the pack's."""
    row = {
        "condition": "runners-knee",
        "code": "CL-01",
        "ask": "Did a doctor tell you to rest the knee?",
        "why": "The treating doctor decides first.",
        "level": "urgent",
        "ask_at": [ScreeningScope.INTAKE],
        **fields,
    }
    return ScreeningAddition.objects.create(clinic=clinic, added_by=physio(clinic), **row)


def gate_of(clinic: Clinic, episode: Episode) -> dict[str, Any]:
    """One row of each kind for the permission matrix; the stop holds a patient of its own.

    The contacts and the clinical words of the enquiry are those whose leak is looked for.
    """
    visitor = replace(VISITOR, name="canary-patient-contact", message="canary-patient-clinical")
    return {
        "question": asked(episode.patient, "canary-patient-clinical"),
        "check": checked_in(episode, note="canary-patient-clinical"),
        "enquiry": enquired(clinic, visitor=visitor),
        "stop": stopped(PatientFactory.create(clinic=clinic, user=None)),
        "added": added_question(clinic),
    }
