"""Clinics whose practitioners are busy three quarters of the day, before and after one Monday morning.

The practitioners come from the factories, their visits from one statement with the triggers off, in the order
of their days: so lie the rows of a clinic that has grown.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction

from accounts.models import Clinic
from scheduling.models import Appointment, AppointmentKind, Practitioner
from tests.factories import ClinicFactory, PatientFactory
from tests.scheduling_factories import AppointmentKindFactory, PractitionerFactory, WeeklyHoursFactory

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
AHEAD = 31
OPENS, CLOSES, STEP = 9, 17, 15
HALF_HOURS = 16
BUSY_HALF_HOURS = 12
A_CLINIC = 20
CLINICS = 25

VISITS = """
INSERT INTO scheduling_appointment (
       uuid, created_at, clinic_id, practitioner_id, patient_id, kind_id, is_remote,
       starts_at, ends_at, blocks_from, blocks_until, status, source, is_overbooked, overbook_reason,
       price, patient_note, sequence, booked_at, cancel_reason, is_late)
SELECT gen_random_uuid(), at, who.clinic, who.id, who.patient, who.kind, true,
       at, at + interval '30 minutes', at, at + interval '30 minutes', 'booked', 'staff', false, '',
       '', '', 0, at, '', false
  FROM generate_series(0, %(days)s) AS day
 CROSS JOIN generate_series(0, %(half_hours)s - 1) AS half
 CROSS JOIN unnest(%(practitioners)s::bigint[], %(patients)s::bigint[], %(kinds)s::bigint[],
                   %(clinics)s::bigint[]) AS who (id, patient, kind, clinic)
 CROSS JOIN LATERAL (SELECT %(first)s::timestamptz
       + make_interval(days => day, hours => %(opens)s, mins => half * 30)) AS start (at)
 WHERE (half * 7 + day * 3 + who.id) %% %(half_hours)s < %(busy)s
 ORDER BY day, half
 LIMIT %(limit)s
"""


def populate(appointments: int, practitioners: int, clinics: int = CLINICS) -> int:
    """Fills an empty database and says how many visits are stored; a filled one stays as it is."""
    if not Appointment.objects.exists():
        with transaction.atomic():
            _fill(appointments, _people(practitioners, clinics))
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
    return Appointment.objects.count()


def measured(practitioners: int) -> tuple[Clinic, AppointmentKind, Sequence[Practitioner]]:
    """The clinic whose slots are looked for, and its practitioners."""
    people = list(Practitioner.objects.filter(weekly_hours__isnull=False).distinct().order_by("pk"))
    chosen = people[:practitioners]
    clinic = chosen[0].clinic
    kind = AppointmentKind.objects.get(clinic=clinic)
    for spare in people[practitioners:]:
        spare.kinds.clear()
    for one in chosen:
        one.kinds.add(kind)
    return clinic, kind, chosen


def _people(practitioners: int, clinics: int) -> list[Practitioner]:
    """At the first clinic everybody has hours; the other clinics only have visits."""
    found = []
    for number in range(clinics):
        clinic = ClinicFactory.create(time_zone="UTC")
        AppointmentKindFactory.create(clinic=clinic)
        size = practitioners if number == 0 else A_CLINIC
        found += PractitionerFactory.create_batch(size, clinic=clinic, time_zone="UTC")
    for one in islice(found, practitioners):
        for weekday in range(7):
            WeeklyHoursFactory.create(practitioner=one, weekday=weekday, start=time(OPENS), end=time(CLOSES))
    return found


def _fill(appointments: int, people: Sequence[Practitioner]) -> None:
    """Each practitioner sees one patient all day: fewer rows to make, and nobody is in two places."""
    kinds = dict(AppointmentKind.objects.values_list("clinic_id", "pk"))
    days = max(AHEAD, appointments // (len(people) * BUSY_HALF_HOURS))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        values: dict[str, Any] = {
            "practitioners": [one.pk for one in people],
            "patients": [PatientFactory.create(clinic=one.clinic, user=None).pk for one in people],
            "kinds": [kinds[one.clinic_id] for one in people],
            "clinics": [one.clinic_id for one in people],
            "days": days,
            "first": BEGIN - timedelta(days=days - AHEAD),
            "limit": appointments,
            "opens": OPENS,
            "half_hours": HALF_HOURS,
            "busy": BUSY_HALF_HOURS,
        }
        cursor.execute(VISITS, values)
        cursor.execute("SET LOCAL session_replication_role = origin")
