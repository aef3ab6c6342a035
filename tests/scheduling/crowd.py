"""Many who want something at the same moment, each on a connection of their own."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

from django.db import connection, connections

from accounts.models import User
from common.errors import ServiceError
from patients.models import Patient, Screening
from scheduling.models import Appointment, Practitioner
from tests.factories import PatientFactory, screened
from tests.scheduling.booking import TEN
from tests.scheduling_factories import AppointmentFactory


@dataclass(frozen=True)
class Try:
    """What one of them got, or met, and how long it took."""

    result: Any
    error: Exception | None
    seconds: float

    @property
    def word(self) -> str:
        """``ok``, the code of a refusal, or the name of whatever should not have happened."""
        if self.error is None:
            return "ok"
        return self.error.code if isinstance(self.error, ServiceError) else type(self.error).__name__


def at_once(jobs: Sequence[Callable[[], Any]]) -> list[Try]:
    """All of them begin together, when each has its connection; in the order of the jobs."""
    barrier, tries = Barrier(len(jobs)), [Try(None, None, 0.0)] * len(jobs)

    def work(number: int) -> None:
        connection.ensure_connection()
        barrier.wait()
        started, result, error = time.perf_counter(), None, None
        try:
            result = jobs[number]()
        except Exception as met:
            error = met
        tries[number] = Try(result, error, time.perf_counter() - started)
        connections.close_all()

    # Each thread gets the pretended time of the one that starts it.
    threads = [Thread(target=copy_context().run, args=(work, number)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tries


def words(tries: Sequence[Try]) -> Counter[str]:
    return Counter(each.word for each in tries)


def crowd_of(practitioner: Practitioner, size: int) -> list[tuple[Patient, Screening]]:
    """So many patients of the clinic, each just screened. Copies of one, because screening takes its time."""
    model: Patient = PatientFactory.create(clinic=practitioner.clinic)
    answered = screened(model, scope="daily")
    users = User.objects.bulk_create(
        [User(email=f"{uuid4().hex}@example.org", password="!") for _number in range(size)]
    )
    patients = Patient.objects.bulk_create(
        [
            Patient(
                clinic=model.clinic,
                name="One of many",
                user=user,
                email=user.email,
                time_zone="Europe/Berlin",
            )
            for user in users
        ]
    )
    answers = Screening.objects.bulk_create([_copy(answered, patient) for patient in patients])
    return list(zip(patients, answers, strict=True))


def _copy(answered: Screening, patient: Patient) -> Screening:
    same = (
        "clinic_id",
        "form_id",
        "condition",
        "scope",
        "asked",
        "answers",
        "positives",
        "outcome",
        "given_at",
    )
    values = {name: getattr(answered, name) for name in same}
    return Screening(patient=patient, respondent_id=patient.user_id, **values)


def overlapping() -> int:
    """How many pairs of visits take one practitioner's or one patient's time twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM scheduling_appointment a JOIN scheduling_appointment b ON a.id < b.id
             WHERE a.status = ANY(%(live)s) AND b.status = ANY(%(live)s)
               AND (a.practitioner_id = b.practitioner_id
                    AND a.blocks_from < b.blocks_until AND b.blocks_from < a.blocks_until
                 OR a.patient_id = b.patient_id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at)
            """,
            {"live": ["held", "offered", "requested", "booked", "completed"]},
        )
        return int(cursor.fetchone()[0])


def visits_of(practitioner: Practitioner, crowd: Sequence[tuple[Patient, Screening]]) -> list[Appointment]:
    """A visit of each, one after the other from ten o'clock of the day after tomorrow, thirty a day."""
    kind = practitioner.kinds.get()
    return [
        AppointmentFactory.create(
            patient=patient,
            practitioner=practitioner,
            kind=kind,
            starts_at=TEN + timedelta(days=number // 30, minutes=kind.minutes * (number % 30)),
        )
        for number, (patient, _screening) in enumerate(crowd)
    ]
