"""Programs whose first week is over: copies of two that were really lived, one with its checks, one without.

The services make the two originals; the database makes the copies (as in `population`). Every fifth program
is one without checks: it is held at once, which is the most that an evaluation writes.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from benchmarks.population import CHUNK, POINTERS, STRIDE, columns_of, quoted
from common import clock
from programs.models import Program
from tests import factories
from tests.lived import SWEEP, Lived

BEGIN = datetime(2026, 3, 2, 6, tzinfo=clock.zone("UTC"))
WEEK = 7
EVERY_FIFTH = 5
GOOD, HELD = "good", "held"
OWN_POINTERS = POINTERS | {"screening_id", "decision_id", "close_decision_id", "replaces_id"}
BY_PATIENT = (
    "patients_preferences", "patients_episode", "patients_screening", "programs_program",
    "programs_sessionlog", "programs_dailycheck", "programs_followup", "programs_decision", "patients_signal",
)  # fmt: skip
BY_PROGRAM = ("programs_programweek", "programs_programstage", "programs_prescription")
TABLES = {
    "accounts_user": "id = %(user)s",
    "patients_patient": "id = %(patient)s",
    **dict.fromkeys(BY_PATIENT, "patient_id = %(patient)s"),
    **dict.fromkeys(BY_PROGRAM, "program_id = %(program)s"),
    "programs_decisionanswer": (
        "decision_id IN (SELECT id FROM programs_decision WHERE program_id = %(program)s AND id < {limit})"
    ),
}


def populate(programs: int) -> datetime:
    """At least so many programs; returns the morning on which they are due."""
    seeds = {name: Program.objects.filter(patient__name=name).first() or _live(name) for name in (GOOD, HELD)}
    present = Program.objects.count() - len(seeds)
    for first in range(present + 1, programs + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, programs + 1))
        _copy(seeds[GOOD], [n for n in numbers if n % EVERY_FIFTH])
        _copy(seeds[HELD], [n for n in numbers if not n % EVERY_FIFTH])
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608
        cursor.execute("VACUUM ANALYZE")
    at = clock.moment("UTC", BEGIN.date() + timedelta(days=WEEK), SWEEP)
    Program.objects.update(evaluate_at=at + timedelta(days=1))
    return at


@transaction.atomic
def _live(name: str) -> Program:
    """The original, through the services: a week in which everything was done."""
    with clock.pretending(BEGIN):
        patient = factories.PatientFactory.create(name=name, time_zone="UTC")
        lived = Lived(factories.assigned_program(patient, template="rk-6w-gradual"))
        lived.days(WEEK, check=name == GOOD)
    return lived.program


@transaction.atomic
def _copy(seed: Program, numbers: list[int]) -> None:
    keys = {"user": seed.patient.user_id, "patient": seed.patient_id, "program": seed.pk, "numbers": numbers}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in TABLES.items():
            columns = columns_of(cursor, table)
            values = ", ".join(_copied(table, column) for column in columns)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(map(quoted, columns))})"  # noqa: S608 - names, not input
                f" SELECT {values} FROM {table}, unnest(%(numbers)s::int[]) AS copy (n)"
                f" WHERE {rows.format(limit=STRIDE)}",
                keys,
            )


def _copied(table: str, column: str) -> str:
    moved = column == "id" or column in OWN_POINTERS or (table, column) == ("patients_patient", "user_id")
    if moved:
        return f"{quoted(column)} + copy.n::bigint * {STRIDE}"
    if column == "uuid":
        return "gen_random_uuid()"
    return f"copy.n || '.' || {column}" if column == "email" else quoted(column)


def due_now(first: int, count: int, at: datetime) -> int:
    """Makes some of the copies due at a moment."""
    chosen = Program.objects.filter(pk__gte=STRIDE).order_by("pk").values("pk")[first : first + count]
    return Program.objects.filter(pk__in=chosen).update(evaluate_at=at)
