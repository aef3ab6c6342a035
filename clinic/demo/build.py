"""Builds the demo clinic: people first, then their days in order, each at its own moment."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Clinic, Membership, User
from clinic.demo.history import days_of, live_day
from clinic.demo.people import CLINIC, PASSWORD, PATIENTS, STAFF, Course, Person
from common import clock
from patients.enums import ScreeningScope
from patients.models import Patient
from patients.queries.screening import asked_of
from patients.services.episodes import open_episode
from patients.services.invitations import accept_invitation, invite_patient, token_for
from patients.services.patients import register_patient
from programs.models import Program, ProgramTemplate
from programs.services.assign import assign_program
from programs.services.lifecycle import finish_program, hold_week, pause_program
from programs.services.red_flags import give_screening

SEED = 4711
MORNING = time(9, 15)


def is_built() -> bool:
    """Is the demo clinic there?"""
    return Clinic.objects.filter(slug=CLINIC["slug"]).exists()


@transaction.atomic
def build_demo_clinic() -> Clinic:
    """The clinic with its staff and patients, and their history up to today; all of it or nothing."""
    chance = Random(SEED)  # noqa: S311 - believable, not secret
    today = clock.today_in(CLINIC["time_zone"])
    first_day = today - timedelta(
        days=max(course.day for person in PATIENTS for course in person.courses) + 3
    )
    with clock.pretending(_morning(first_day)):
        clinic = Clinic.objects.create(**CLINIC)
        staff = [_hire(clinic, *colleague) for colleague in ((c.name, c.email, c.role) for c in STAFF)]
    physios = [staff[1], staff[2]]
    for number, person in enumerate(PATIENTS):
        _admit(person, physios[number % 2], today, Random(chance.random()))  # noqa: S311
    return clinic


def _hire(clinic: Clinic, name: str, email: str, role: str) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, is_staff=True)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(clinic=clinic, user=user, role=role)
    return user


def _admit(person: Person, physio: User, today: date, chance: Random) -> None:
    """One patient: registered and invited before the first course, then every day since."""
    courses = sorted(person.courses, key=lambda course: -course.day)
    first = today - timedelta(days=max(courses[0].day, 1) - 1)
    with clock.pretending(_morning(first - timedelta(days=1))):
        patient = register_patient(
            by=physio,
            name=person.name,
            email=person.email,
            phone=person.phone,
            date_of_birth=person.born,
            time_zone=person.zone,
        )
        user = _sign_in_once(patient, physio) if person.signs_in else None
    programs = {course: _assign(person, course, patient, physio, today) for course in courses[:1]}
    for on in days_of(courses[0], today):
        for course in courses[1:]:
            if course not in programs and on == today - timedelta(days=course.day - 1):
                programs[course] = _assign(person, course, patient, physio, today)
        if user:
            live_day(person, patient, user, on, today, chance)
        _steer(programs[courses[0]], courses[0], physio, on, today)


def _sign_in_once(patient: Patient, physio: User) -> User:
    invitation = invite_patient(by=physio, patient=patient.uuid, by_mail=False)
    return accept_invitation(token=token_for(invitation))


def _assign(person: Person, course: Course, patient: Patient, physio: User, today: date) -> Program:
    start_on = today - timedelta(days=course.day - 1)
    assigned_on = min(start_on, today)
    with clock.pretending(_morning(assigned_on)):
        episode = open_episode(
            by=physio,
            patient=patient.uuid,
            condition="runners-knee",
            side=course.side,
            onset_on=assigned_on - timedelta(days=33),
            goal=person.goal,
        )
        asked = asked_of(patient, episode.condition, ScreeningScope.INTAKE)
        give_screening(
            by=physio,
            patient=patient,
            condition=episode.condition,
            scope=ScreeningScope.INTAKE,
            answers={flag.id: False for flag in asked},
        )
        template = ProgramTemplate.objects.get(slug=course.template, pack__is_current=True)
        return assign_program(by=physio, episode=episode.uuid, template=template.uuid, start_on=start_on)


def _steer(program: Program, course: Course, physio: User, on: date, today: date) -> None:
    """What the physio does along the way."""
    with clock.pretending(_morning(on) if on < today else clock.now()):
        if course.ending == "paused" and on == today - timedelta(days=4):
            pause_program(by=physio, program=program.uuid, reason="Travelling for work, no equipment.")
        if course.ending == "held" and on == today - timedelta(days=6):
            hold_week(by=physio, program=program.uuid, reason="The knee needs one more easy week.")
        if course.ending == "finished" and on == today - timedelta(days=2):
            finish_program(by=physio, program=program.uuid, reason="Goals met.")


def _morning(on: date) -> datetime:
    return datetime.combine(on, MORNING, tzinfo=UTC)
