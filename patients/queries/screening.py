"""What the red-flag screen asks whom, and which screening or stop speaks for a patient now."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from accounts.models import Clinic
from common import clock
from patients.enums import Outcome
from patients.models import ConditionForm, FormKind, Patient, Screening, ScreeningAddition, Stop
from patients.models.doors import FULL, VALID_DAYS
from patients.rules.screening import Level, RedFlag, questions_at, with_clinic


def current_form(condition: str) -> ConditionForm | None:
    """The red-flag screen of a condition as it is asked now."""
    return ConditionForm.objects.filter(kind=FormKind.SCREENING, condition=condition, is_current=True).first()


def red_flags(clinic: Clinic, form: ConditionForm, scope: str, age: int | None) -> list[RedFlag]:
    """The questions of one moment: the pack's, as high as the clinic takes them, and the clinic's own."""
    return questions_at(_all(clinic, form), scope, age)


def _all(clinic: Clinic, form: ConditionForm) -> list[RedFlag]:
    pack = [RedFlag.from_pack(row) for row in form.content["red_flag_screen"]["questions"]]
    additions = list(ScreeningAddition.objects.filter(clinic=clinic, condition=form.condition).order_by("pk"))
    added = [_own(addition) for addition in additions if not addition.raises]
    raised = {addition.raises: Level(addition.level) for addition in additions if addition.raises}
    return with_clinic(pack, added, raised)


@dataclass(frozen=True, slots=True)
class AskedHere:
    """A question as this clinic asks it: whether it is the clinic's own, or one of the pack's it raised."""

    flag: RedFlag
    is_own: bool
    is_raised: bool

    @property
    def is_raisable(self) -> bool:
        return not self.is_own and self.flag.level != Level.EMERGENCY


def asked_here(clinic: Clinic, condition: str) -> list[AskedHere]:
    """Everything a clinic asks about a condition, at whatever moment; nothing when it has no screen."""
    form = current_form(condition)
    if form is None:
        return []
    pack = {row["id"]: row["level"] for row in form.content["red_flag_screen"]["questions"]}
    return [
        AskedHere(flag, is_own=flag.id not in pack, is_raised=pack.get(flag.id, flag.level) != flag.level)
        for flag in _all(clinic, form)
    ]


def asked_of(patient: Patient, condition: str, scope: str) -> list[RedFlag]:
    """What this patient is asked at this moment; nothing when the condition has no screen."""
    form = current_form(condition)
    return red_flags(patient.clinic, form, scope, patient.age()) if form else []


def _own(addition: ScreeningAddition) -> RedFlag:
    return RedFlag(
        id=addition.code,
        level=Level(addition.level),
        ask=addition.ask,
        why=addition.why,
        ask_at=tuple(addition.ask_at),
    )


def open_stops(patient: Patient) -> list[Stop]:
    """What holds this patient until a clinician lifts it, the worst first."""
    stops = Stop.objects.filter(patient=patient, lifted_at=None).select_related("screening")
    return sorted(stops, key=lambda stop: (stop.level != Outcome.EMERGENCY, stop.raised_at))


def valid_screening(patient: Patient, condition: str) -> Screening | None:
    """The full screen that opens doors for this patient now, if there is one.

    The same rule stands in the database (``patients/models/doors.py``); this finds the row to point at.
    """
    if Stop.objects.filter(patient=patient, lifted_at=None).exists():
        return None
    now = clock.now()
    return (
        Screening.objects.filter(
            Q(outcome=Outcome.CLEAR) | Q(stop__lifted_at__isnull=False),
            patient=patient,
            condition=condition,
            scope__in=FULL,
            given_at__gte=now - timedelta(days=VALID_DAYS),
            given_at__lte=now,
        )
        .order_by("-given_at")
        .first()
    )
