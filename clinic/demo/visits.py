"""The demo clinic's diary: what can be booked and when, visits that were, and visits to come."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from accounts.models import Clinic, Membership, User
from accounts.roles import Role
from common import clock
from patients.enums import ScreeningScope
from patients.models import Patient
from patients.queries.screening import asked_of, open_stops
from programs.services.red_flags import give_screening
from scheduling.models import Appointment, AppointmentKind, Location, Practitioner
from scheduling.queries.slots import free_slots
from scheduling.services.availability import add_weekly_hours
from scheduling.services.booking import book_appointment
from scheduling.services.closing import complete_appointment, mark_no_show
from scheduling.services.kinds import add_kind
from scheduling.services.locations import add_location
from scheduling.services.packages import sell_package
from scheduling.services.policy import update_policy
from scheduling.services.practitioners import add_practitioner
from scheduling.services.staff_booking import book_for_patient
from scheduling.services.time_off import add_time_off
from scheduling.services.waitlist import Times, join_waitlist

WEEKS_BACK = 4
# In how many days each comes next; 0 has no visit yet.
NEXT_VISITS = (2, 1, 3, 0, 1, 0, 4, 2, 5, 0, 6, 3)
KINDS = {
    "first": {
        "name": "First assessment by video",
        "minutes": 45,
        "buffer_after": 15,
        "price": "£70",
        "who_may_book": "directly",
        "for_new_patients": True,
        "color": "violet",
    },
    "follow_up": {
        "name": "Follow-up by video",
        "minutes": 30,
        "buffer_after": 10,
        "price": "£45",
        "who_may_book": "directly",
        "color": "teal",
    },
    "call": {"name": "Short call", "minutes": 15, "who_may_book": "on_request", "color": "amber"},
    "practice": {
        "name": "Session at the practice",
        "minutes": 45,
        "is_remote": False,
        "buffer_after": 15,
        "price": "£60",
        "who_may_book": "directly",
        "color": "blue",
    },
}


@dataclass(frozen=True)
class Diary:
    """Who keeps it, and from what is booked."""

    owner: User
    desk: User
    kinds: dict[str, AppointmentKind]
    practitioners: list[Practitioner]


def open_diary(clinic: Clinic) -> None:
    """Everything from the first hours to the next visits; the patients have lived their weeks by now."""
    chance = Random(clinic.pk)  # noqa: S311 - believable, not secret
    today = clock.today_in(clinic.time_zone)
    with clock.pretending(clock.now() - timedelta(weeks=WEEKS_BACK + 1)):
        diary = _set_up(clinic, today - timedelta(weeks=WEEKS_BACK + 1))
    patients = list(Patient.objects.filter(clinic=clinic, user__isnull=False).order_by("pk"))
    for number, patient in enumerate(patients):
        practitioner = diary.practitioners[number % 2]
        _look_back(diary, practitioner, patient, chance)
        if days := NEXT_VISITS[number % len(NEXT_VISITS)]:
            _look_ahead(diary, practitioner, patient, today + timedelta(days=days), chance)
    _leave_waiting(diary, patients, today, chance)


def _set_up(clinic: Clinic, since: date) -> Diary:
    owner, *physios = _staff(clinic, Role.OWNER) + _staff(clinic, Role.PHYSIOTHERAPIST)
    update_policy(by=owner.user, changes={"holiday_country": "GB", "holiday_region": "ENG"})
    place = add_location(by=owner.user, name="Parkside", address="12 Park Row, London")
    kinds = {name: add_kind(by=owner.user, **details) for name, details in KINDS.items()}
    people = [_open_hours(owner.user, member, kinds, place, since) for member in physios]
    desk = _staff(clinic, Role.FRONT_DESK)[0].user
    return Diary(owner.user, desk, kinds, people)


def _staff(clinic: Clinic, role: Role) -> list[Membership]:
    rows = Membership.objects.filter(clinic=clinic, role=role, ended_at=None).select_related("user")
    return list(rows.order_by("pk"))


def _open_hours(
    owner: User, member: Membership, kinds: dict[str, AppointmentKind], place: Location, since: date
) -> Practitioner:
    """Mornings at the practice, afternoons and Saturday mornings by video."""
    person = add_practitioner(
        by=owner,
        member=member.uuid,
        kinds=[kind.uuid for kind in kinds.values()],
        title="Physiotherapist",
    )
    for days, start, end, where in (
        (range(5), time(8, 30), time(12, 30), place.uuid),
        (range(5), time(13, 30), time(18), None),
        ([5], time(9), time(12), None),
    ):
        add_weekly_hours(
            by=owner,
            practitioner=person.uuid,
            weekdays=days,
            start=start,
            end=end,
            valid_from=since,
            location=where,
        )
    return person


def _look_back(diary: Diary, practitioner: Practitioner, patient: Patient, chance: Random) -> None:
    """A visit a week; most of them took place."""
    for weeks in range(WEEKS_BACK, 0, -1):
        asked_at = clock.now() - timedelta(weeks=weeks)
        with clock.pretending(asked_at):
            on = asked_at.date() + timedelta(days=chance.randint(1, 6))
            visit = _book(diary, practitioner, patient, on, chance)
        if visit and visit.ends_at < clock.now():
            with clock.pretending(visit.ends_at):
                close = mark_no_show if chance.random() < 0.1 else complete_appointment
                close(by=practitioner.user, appointment=visit.uuid)


def _look_ahead(diary: Diary, practitioner: Practitioner, patient: Patient, on: date, chance: Random) -> None:
    """Booked by the physio some days ago."""
    with clock.pretending(clock.now() - timedelta(days=3)):
        _book(diary, practitioner, patient, on, chance)


def _book(
    diary: Diary, practitioner: Practitioner, patient: Patient, on: date, chance: Random
) -> Appointment | None:
    """At one of the free times of that day and the next three; none when nothing is free."""
    kind = diary.kinds[chance.choice(("follow_up", "follow_up", "practice"))]
    first = clock.moment(practitioner.time_zone, on, time(8))
    slots = free_slots(
        clinic=practitioner.clinic,
        kind=kind,
        practitioner=practitioner,
        from_at=first,
        until_at=first + timedelta(days=3),
        patient=patient,
        staff=True,
    )
    if not slots:
        return None
    return book_for_patient(
        by=practitioner.user,
        uuid=_uuid(chance),
        patient=patient.uuid,
        kind=kind.uuid,
        practitioner=practitioner.uuid,
        starts_at=chance.choice(slots).starts_at,
    )


def _leave_waiting(diary: Diary, patients: list[Patient], today: date, chance: Random) -> None:
    """A call somebody asks for, a place on the waiting list, a package, and a day off."""
    paid, waits, asks = [patient for patient in patients if not open_stops(patient)][:3]
    sell_package(by=diary.desk, patient=paid.uuid, name="Six follow-ups", visits=6, price="£240")
    month = Times(from_on=today + timedelta(days=1), until_on=today + timedelta(days=30), earliest=time(17))
    join_waitlist(by=_user(waits), patient=waits, kind=diary.kinds["follow_up"].uuid, times=month)
    _ask_for_call(diary, asks, today + timedelta(days=2), chance)
    off = clock.moment(paid.clinic.time_zone, today + timedelta(days=9), time(8))
    add_time_off(
        by=diary.owner,
        practitioner=diary.practitioners[0].uuid,
        starts_at=off,
        ends_at=off + timedelta(hours=10),
        reason="Course",
    )


def _ask_for_call(diary: Diary, patient: Patient, on: date, chance: Random) -> None:
    user = _user(patient)
    slots = free_slots(
        clinic=patient.clinic,
        kind=diary.kinds["call"],
        practitioner=None,
        from_at=clock.moment(patient.clinic.time_zone, on, time(9)),
        until_at=clock.moment(patient.clinic.time_zone, on + timedelta(days=4), time(9)),
        patient=patient,
    )
    scope = ScreeningScope.DAILY
    answers = {flag.id: False for flag in asked_of(patient, "runners-knee", scope)}
    screening = give_screening(
        by=user, patient=patient, condition="runners-knee", scope=scope, answers=answers, uuid=_uuid(chance)
    )
    book_appointment(
        by=user,
        patient=patient,
        uuid=_uuid(chance),
        kind=diary.kinds["call"].uuid,
        practitioner=None,
        starts_at=slots[0].starts_at,
        screening=screening.uuid,
        patient_note="A quick question about the step-downs.",
    )


def _user(patient: Patient) -> User:
    if patient.user is None:
        raise ValueError("Only patients who sign in book alone.")
    return patient.user


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
