"""Two clinics, two patients, and everybody who might knock. Secrets carry words that show up in a leak."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.roles import Role as StaffRole
from patients.models import (
    Aftercare,
    Assessment,
    Attachment,
    Consent,
    Enquiry,
    Episode,
    Invitation,
    Measure,
    Measurement,
    MeasureResponse,
    MeasureVersion,
    Merge,
    Patient,
    Proxy,
    Question,
    Screening,
    ScreeningAddition,
    Signal,
    Stop,
    VisitNote,
)
from portal.whose import PICK
from programs.models import (
    DailyCheck,
    Decision,
    Exercise,
    FollowUp,
    Prescription,
    Program,
    ProgramTemplate,
    RunLog,
    SessionLog,
)
from scheduling.models import (
    Appointment,
    AppointmentKind,
    CalendarFeed,
    ExtraHours,
    Location,
    OutsideCalendar,
    Package,
    Practitioner,
    TimeOff,
    WaitlistEntry,
    WeeklyHours,
)
from tests.documents import canary_documents as documents_of
from tests.factories import (
    ClinicFactory,
    InvitationFactory,
    MembershipFactory,
    PatientFactory,
    PreferencesFactory,
    UserFactory,
    assigned_program,
    logged,
)
from tests.gate import gate_of
from tests.loop_factories import after_and_signals, decided
from tests.measure_factories import canary_measures
from tests.people import carers_of, people_rows
from tests.run_factories import running_of
from tests.scheduling_factories import canary_visits


class Role(StrEnum):
    """Who knocks. The patient is the one whose record the addresses name."""

    ANONYMOUS = "anonymous"
    PATIENT = "the patient"
    OTHER_PATIENT = "another patient of the clinic"
    PHYSIO = "their physio"
    OTHER_PHYSIO = "another clinic's physio"
    FRONT_DESK = "front desk"
    OWNER = "owner"
    FORMER = "somebody who worked here once"
    CARER_VIEW = "a carer who may look at the patient's pages"
    CARER_ACT = "a carer who may act on the patient's pages"


ANONYMOUS, PATIENT, OTHER_PATIENT, PHYSIO, OTHER_PHYSIO, FRONT_DESK, OWNER, FORMER, CARER_VIEW, CARER_ACT = (
    Role
)
CARERS = frozenset({CARER_VIEW, CARER_ACT})

CONTACT, CLINICAL = "contact", "clinical"
# Each role's secrets: those it may read somewhere. Anything else in any answer is a leak.
MAY_READ: dict[Role, set[str]] = {
    ANONYMOUS: set(),
    PATIENT: {"canary-patient-contact", "canary-patient-clinical"},
    OTHER_PATIENT: {"canary-other-contact", "canary-other-clinical"},
    FRONT_DESK: {"canary-patient-contact", "canary-other-contact"},
    OTHER_PHYSIO: set(),
    FORMER: set(),
}
MAY_READ |= dict.fromkeys(CARERS, MAY_READ[PATIENT])
CANARIES = {f"canary-{who}-{what}" for who in ("patient", "other") for what in (CONTACT, CLINICAL)}
MAY_READ |= {PHYSIO: CANARIES, OWNER: CANARIES}


@dataclass(frozen=True)
class World:
    """The people by role, and the rows that addresses name: all of them the patient's or their clinic's."""

    people: dict[Role, User]
    patient: Patient
    invited: Patient
    invitation: Invitation
    episode: Episode
    program: Program
    prescription: Prescription
    log: SessionLog
    screening: Screening
    proxy: Proxy
    consent: Consent
    merge: Merge
    question: Question
    check: DailyCheck
    enquiry: Enquiry
    stop: Stop
    added: ScreeningAddition
    exercise: Exercise
    template: ProgramTemplate
    signed: Assessment
    assessment: Assessment
    note: VisitNote
    attachment: Attachment
    measure: Measure
    version: MeasureVersion
    response: MeasureResponse
    measurement: Measurement
    run: RunLog
    follow_up: FollowUp
    decision: Decision
    signal: Signal
    closed: Episode
    aftercare: Aftercare
    member: Membership
    practitioner: Practitioner
    kind: AppointmentKind
    location: Location
    weekly_hours: WeeklyHours
    extra_hours: ExtraHours
    time_off: TimeOff
    appointment: Appointment
    outside_calendar: OutsideCalendar
    feed: CalendarFeed
    desk_feed: CalendarFeed
    waiting: WaitlistEntry
    package: Package
    visit_now: Appointment

    def leaks(self, role: Role, content: bytes) -> set[str]:
        """The secrets in an answer that this role may not read."""
        return {canary for canary in CANARIES - MAY_READ[role] if canary.encode() in content}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sign_in(world: World) -> dict[Role, str]:
    """The session of each role, to be sent as a cookie or as a token; nobody has none."""
    client, keys = Client(), {}
    for role, user in world.people.items():
        client.force_login(user)
        if role in CARERS:
            session = client.session
            session[PICK] = str(world.patient.uuid)
            session.save()
        keys[role] = client.session.session_key or ""
        client.cookies.clear()
    return keys


def build() -> World:
    now = timezone.now()
    clinic, elsewhere = ClinicFactory.create(), ClinicFactory.create()
    people = {
        PHYSIO: _works(clinic, StaffRole.PHYSIOTHERAPIST).user,
        OTHER_PHYSIO: _works(elsewhere, StaffRole.PHYSIOTHERAPIST).user,
        FRONT_DESK: _works(clinic, StaffRole.FRONT_DESK).user,
        OWNER: _works(clinic, StaffRole.OWNER).user,
        FORMER: _works(clinic, StaffRole.OWNER, started_at=now - timedelta(9), ended_at=now).user,
    }
    patient, log = _patient(clinic, "patient", people[PHYSIO])
    other, _log = _patient(clinic, "other", people[PHYSIO])
    people |= {PATIENT: _user(patient), OTHER_PATIENT: _user(other)}
    people[CARER_VIEW], people[CARER_ACT] = carers_of(patient)
    invited = PatientFactory.create(clinic=clinic, user=None)
    program = log.program
    assert program.screening
    return World(
        people=people,
        patient=patient,
        invited=invited,
        invitation=InvitationFactory.create(patient=invited, invited_by=people[FRONT_DESK]),
        episode=program.episode,
        program=program,
        prescription=log.prescription,
        log=log,
        screening=program.screening,
        **gate_of(clinic, program.episode),
        exercise=log.prescription.exercise,
        template=program.template,
        **people_rows(patient),
        **documents_of(program.episode, people[PHYSIO]),
        **canary_measures(program.episode, people[OWNER], people[PHYSIO], "canary-patient-clinical"),
        **running_of(program),
        decision=decided(program),
        **after_and_signals(program, people[PHYSIO]),
        member=_works(clinic, StaffRole.PHYSIOTHERAPIST),
        **canary_visits(patient, people[PHYSIO]),
    )


def _works(clinic: Any, role: StaffRole, **fields: Any) -> Membership:
    user = UserFactory.create(is_staff=True)
    membership: Membership = MembershipFactory.create(clinic=clinic, role=role, user=user, **fields)
    return membership


def _user(patient: Patient) -> User:
    assert patient.user
    return patient.user


def _patient(clinic: Any, who: str, by: User) -> tuple[Patient, SessionLog]:
    """A patient whose contacts and whose clinical record each say a word of their own."""
    patient = PatientFactory.create(
        clinic=clinic,
        name=f"canary-{who}-contact",
        email=f"canary-{who}-contact@example.org",
        time_zone="UTC",
    )
    PreferencesFactory.create(patient=patient)
    start = timezone.localdate() - timedelta(days=3)
    program = assigned_program(patient, by=by, start_on=start)
    Episode.objects.filter(pk=program.episode_id).update(goal=f"canary-{who}-clinical")
    prescription = _swappable(program.prescriptions.select_related("exercise"))
    log = logged(
        program, timezone.localdate(), prescription=prescription, pain=3, note=f"canary-{who}-clinical"
    )
    return patient, log


def _swappable(prescriptions: Iterable[Prescription]) -> Prescription:
    """One in reps that has a harder neighbour, so that every change of it is possible."""
    return next(row for row in prescriptions if row.reps and row.sets < 4 and row.exercise.harder_id)
