"""Fills the database with patients, programs and logs: copies of one program that the real services made.

The database makes the copies, a few thousand patients a statement, with the history triggers off: what is
measured later is reading the tables, not how they were filled. Copy n of a row has the row's id plus n
strides, and so have the columns that point at copied rows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from accounts.models import Clinic, Membership, User
from accounts.roles import Role
from common import clock
from patients.enums import ScreeningScope
from patients.models import Patient
from patients.queries.screening import asked_of
from patients.services.episodes import open_episode
from patients.services.patients import register_patient
from programs.models import Program, ProgramTemplate
from programs.queries.today import due_today
from programs.services.assign import assign_program
from programs.services.red_flags import give_screening
from programs.services.session_logs import LogInput, record_session_log

CHUNK = 1_000
STRIDE = 1_000  # more than the rows of one patient in any table
DAYS_LIVED = 16
DAYS_LOGGED = 5
POINTERS = {"patient_id", "episode_id", "program_id", "stage_id", "prescription_id"}
TABLES = (
    ("accounts_user", "id = %(user)s"),
    ("patients_patient", "id = %(patient)s"),
    ("patients_preferences", "patient_id = %(patient)s"),
    ("patients_episode", "patient_id = %(patient)s"),
    ("programs_program", "id = %(program)s"),
    ("programs_programweek", "program_id = %(program)s"),
    ("programs_programstage", "program_id = %(program)s"),
    ("programs_prescription", "program_id = %(program)s"),
    ("programs_sessionlog", "program_id = %(program)s"),
)


def populate(patients: int, say: Callable[[int, int], None]) -> None:
    """Tops the benchmark's clinic up to this many patients; ``say`` hears of (done, all)."""
    seed = Program.objects.filter(patient__email="seed@benchmark.example").first() or _seed_program()
    while (present := Patient.objects.filter(clinic__slug="benchmark").count()) < patients:
        say(present, patients)
        _copy(seed, present, min(CHUNK, patients - present))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(patients, patients)


@transaction.atomic
def _seed_program() -> Program:
    """The original: on its 17th day, a strength day, with logs on the days before."""
    clinic = Clinic.objects.create(
        name="Benchmark", slug="benchmark", time_zone="UTC", emergency_number="112"
    )
    physio = User.objects.create_user("physio@benchmark.example", is_staff=True)
    Membership.objects.create(clinic=clinic, user=physio, role=Role.PHYSIOTHERAPIST)
    start = clock.now() - timedelta(days=DAYS_LIVED)
    with clock.pretending(start):
        patient = register_patient(by=physio, name="Seed", email="seed@benchmark.example")
        patient.user = User.objects.create_user("seed@benchmark.example")
        patient.save()
        episode = open_episode(by=physio, patient=patient.uuid, condition="runners-knee", side="left")
        asked = asked_of(patient, episode.condition, ScreeningScope.INTAKE)
        give_screening(
            by=physio,
            patient=patient,
            condition=episode.condition,
            scope=ScreeningScope.INTAKE,
            answers={flag.id: False for flag in asked},
        )
        template = ProgramTemplate.objects.get(slug="rk-5w-standard", pack__is_current=True)
        program = assign_program(
            by=physio, episode=episode.uuid, template=template.uuid, start_on=start.date()
        )
    for days in range(DAYS_LOGGED):
        _log_day(patient, clock.now() - timedelta(days=days))
    return program


def _log_day(patient: Patient, moment: datetime) -> None:
    user = User.objects.get(patient=patient)
    with clock.pretending(moment):
        for item in due_today(patient).items:
            for side in item.due.sides:
                data = LogInput(
                    prescription=UUID(str(item.due.item.id)),
                    side=side,
                    on=moment.date(),
                    state="done",
                    pain=2,
                )
                record_session_log(by=user, uuid=uuid4(), data=data)


@transaction.atomic
def _copy(seed: Program, first: int, count: int) -> None:
    """Copies number ``first`` to ``first + count - 1`` of everything that belongs to the seed."""
    keys = {"user": seed.patient.user_id, "patient": seed.patient_id, "program": seed.pk}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in TABLES:
            columns = columns_of(cursor, table)
            values = ", ".join(_copied(table, column) for column in columns)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(map(quoted, columns))})"  # noqa: S608 - names, not input
                f" SELECT {values} FROM {table}, generate_series(%(first)s::int, %(last)s::int) AS copy (n)"
                f" WHERE {rows}",
                {**keys, "first": first, "last": first + count - 1},
            )


def columns_of(cursor: Any, table: str) -> list[str]:
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return [name for (name,) in cursor.fetchall()]


def _copied(table: str, column: str) -> str:
    if column == "id" or column in POINTERS or (table, column) == ("patients_patient", "user_id"):
        return f"{quoted(column)} + copy.n::bigint * {STRIDE}"
    if column == "uuid":
        return "gen_random_uuid()"
    return f"copy.n || '.' || {column}" if column == "email" else quoted(column)


def quoted(column: str) -> str:
    return f'"{column}"'
