"""Builds the demo clinic: people first, then their days in order, each at its own moment."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Clinic, Membership, User
from clinic.demo.history import days_of, live_day
from clinic.demo.loop import (
    approve,
    begin_running,
    clear_the_board,
    decide_what_was_held,
    end_rest,
    examine_again,
    look,
    run,
    say_how_it_settled,
)
from clinic.demo.people import CLINIC, PASSWORD, PATIENTS, STAFF, Colleague, Course, Person
from clinic.demo.record import Moment, answer_measures, check_in, examine, measure, screen
from clinic.demo.visits import open_diary
from clinic.demo.waiting import leave_waiting
from common import clock
from patients.enums import ScreeningScope
from patients.models import Patient
from patients.queries.consents import current_texts
from patients.services.consents import give_consent
from patients.services.default_texts import publish_default_texts
from patients.services.episodes import open_episode
from patients.services.invitations import accept_invitation, invite_patient, token_for
from patients.services.patients import register_patient
from programs.enums import ProgramStatus
from programs.models import Program, ProgramTemplate
from programs.services.assign import assign_program
from programs.services.lifecycle import finish_program, hold_week, pause_program, resume_program

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
        staff = [_hire(clinic, colleague) for colleague in STAFF]
        publish_default_texts(clinic=clinic, by=staff[0])
    physios = [staff[1], staff[2]]
    for number, person in enumerate(PATIENTS):
        _admit(person, physios[number % 2], today, Random(chance.random()))  # noqa: S311
    leave_waiting(clinic, chance)
    open_diary(clinic)
    return clinic


def _hire(clinic: Clinic, colleague: Colleague) -> User:
    user = User.objects.create_user(colleague.email, PASSWORD, name=colleague.name, is_staff=True)
    EmailAddress.objects.create(user=user, email=colleague.email, verified=True, primary=True)
    Membership.objects.create(clinic=clinic, user=user, role=colleague.role, licence_number=colleague.licence)
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
    programs = {course: _assign(person, course, patient, physio, today, chance) for course in courses[:1]}
    main = programs[courses[0]]
    for on in days_of(courses[0], today):
        for course in courses[1:]:
            if course not in programs and on == today - timedelta(days=course.day - 1):
                programs[course] = _assign(person, course, patient, physio, today, chance)
        _morning_round(person, main, physio, on, today)
        if user:
            _live(person, main, user, physio, on, today, chance)
        _steer(main, courses[0], physio, on, today)


def _morning_round(person: Person, program: Program, physio: User, on: date, today: date) -> None:
    """The rules look, then the physio: tests that are due, proposals that wait."""
    look(program.patient, on)
    program.refresh_from_db()
    with clock.pretending(_morning(on)):
        end_rest(program, physio, on, today)
    if on < today and program.status == ProgramStatus.ACTIVE:
        with clock.pretending(_morning(on)):
            examine_again(person, program, physio, on)
            approve(program.patient, physio, on, today)
            decide_what_was_held(program, physio, on, today)
            clear_the_board(program.patient, physio, on, today)


def _live(
    person: Person, program: Program, user: User, physio: User, on: date, today: date, chance: Random
) -> None:
    """One day as the patient lives it."""
    if on == program.start_on:
        with clock.pretending(_morning(on)):
            begin_running(person, program, physio, today)
    _keep_record(person, program, user, physio, on, today, chance)
    live_day(person, program.patient, user, on, today, chance)
    run(person, program, user, on, today, chance)


def _keep_record(
    person: Person, program: Program, user: User, physio: User, on: date, today: date, chance: Random
) -> None:
    """What a patient says of the knee and what is measured, on one day; nothing on the silent ones."""
    day = (on - program.start_on).days + 1
    way = day / max((today - program.start_on).days + 1, 1)
    at = Moment(person, program.patient, program.episode, on, day, way, chance)
    if (today - on).days < max(person.silent, 1):
        return
    with clock.pretending(_morning(on)):
        say_how_it_settled(program.patient, user, on, chance)
        answer_measures(at, user)
        check_in(at, user)
        measure(at, physio)


def _sign_in_once(patient: Patient, physio: User) -> User:
    invitation = invite_patient(by=physio, patient=patient.uuid, by_mail=False)
    user = accept_invitation(token=token_for(invitation))
    for text in current_texts(patient.clinic):
        give_consent(by=user, text=text.uuid)
    return user


def _assign(
    person: Person, course: Course, patient: Patient, physio: User, today: date, chance: Random
) -> Program:
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
        screen(physio, patient, ScreeningScope.INTAKE)
        examine(person, episode, physio, chance)
        template = ProgramTemplate.objects.get(slug=course.template, pack__is_current=True)
        return assign_program(by=physio, episode=episode.uuid, template=template.uuid, start_on=start_on)


def _steer(program: Program, course: Course, physio: User, on: date, today: date) -> None:
    """What the physio does along the way."""
    with clock.pretending(_morning(on) if on < today else clock.now()):
        program.refresh_from_db()
        if course.ending == "paused" and on == today - timedelta(days=4):
            if program.status == ProgramStatus.PAUSED:
                resume_program(by=physio, program=program.uuid)
            pause_program(by=physio, program=program.uuid, reason="Travelling for work, no equipment.")
        if course.ending == "held" and on == today - timedelta(days=6):
            hold_week(by=physio, program=program.uuid, reason="The knee needs one more easy week.")
        if course.ending == "finished" and on == today - timedelta(days=2):
            finish_program(by=physio, program=program.uuid, reason="Goals met.")


def _morning(on: date) -> datetime:
    return datetime.combine(on, MORNING, tzinfo=UTC)
