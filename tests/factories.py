"""Makes the people and things that tests talk about, each as small as the database allows."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Clinic, Membership, User
from accounts.roles import Role
from common import clock
from notifications.models import Message
from patients.enums import ScreeningScope
from patients.models import (
    Consent,
    ConsentText,
    Episode,
    Invitation,
    Merge,
    Patient,
    Preferences,
    Proxy,
    Screening,
)
from patients.queries.screening import asked_of
from programs.models import Program, ProgramTemplate, ProtocolPack, SessionLog, TopicRead
from programs.packs.content import PackContent
from programs.packs.lint import open_pack
from programs.services.assign import assign_program
from programs.services.packs import load_pack
from programs.services.red_flags import give_screening

PACK = Path(__file__).parent.parent / "packs" / "runners-knee"


class ClinicFactory(factory.django.DjangoModelFactory[Clinic]):
    class Meta:
        model = Clinic

    name = factory.Sequence(lambda n: f"Clinic {n}")
    slug = factory.Sequence(lambda n: f"clinic-{n}")
    time_zone = "Europe/Berlin"
    emergency_number = "112"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(None))  # none that could be used


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.SubFactory(UserFactory, is_staff=True)
    role = Role.PHYSIOTHERAPIST
    licence_number = factory.LazyAttribute(lambda member: "" if member.role == Role.FRONT_DESK else "PT-1")


class PatientFactory(factory.django.DjangoModelFactory[Patient]):
    class Meta:
        model = Patient

    clinic = factory.SubFactory(ClinicFactory)
    name = factory.Sequence(lambda n: f"Patient {n}")
    email = factory.Sequence(lambda n: f"patient-{n}@example.org")
    time_zone = "Europe/Berlin"
    user = factory.SubFactory(
        UserFactory, email=factory.SelfAttribute("..email"), name=factory.SelfAttribute("..name")
    )


class PreferencesFactory(factory.django.DjangoModelFactory[Preferences]):
    class Meta:
        model = Preferences

    patient = factory.SubFactory(PatientFactory)


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    patient = factory.SubFactory(PatientFactory, user=None)
    invited_by = factory.SubFactory(UserFactory, is_staff=True)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ProxyFactory(factory.django.DjangoModelFactory[Proxy]):
    class Meta:
        model = Proxy

    patient = factory.SubFactory(PatientFactory)
    user = factory.SubFactory(UserFactory)
    relation = "carer"
    scope = "act"
    granted_by = factory.SubFactory(UserFactory, is_staff=True)


class ConsentTextFactory(factory.django.DjangoModelFactory[ConsentText]):
    class Meta:
        model = ConsentText

    clinic = factory.SubFactory(ClinicFactory)
    kind = "disclaimer"
    version = 1
    title = "What this is"
    text = "General information."
    published_by = factory.SubFactory(UserFactory, is_staff=True)


class ConsentFactory(factory.django.DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    patient = factory.SubFactory(PatientFactory)
    text = factory.SubFactory(ConsentTextFactory, clinic=factory.SelfAttribute("..patient.clinic"))
    given_by = factory.SelfAttribute("patient.user")


class MergeFactory(factory.django.DjangoModelFactory[Merge]):
    """A record with nothing on it that went into another one."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(PatientFactory)
    gone = factory.SubFactory(
        PatientFactory,
        user=None,
        clinic=factory.SelfAttribute("..kept.clinic"),
        merged_into=factory.SelfAttribute("..kept"),
    )
    moved = factory.LazyFunction(
        lambda: {"rows": {}, "sign_in": {"user": None, "taken_over": False}, "reminders": None}
    )
    reason = "one person"
    merged_by = factory.SubFactory(UserFactory, is_staff=True)


class EpisodeFactory(factory.django.DjangoModelFactory[Episode]):
    class Meta:
        model = Episode

    patient = factory.SubFactory(PatientFactory)
    condition = "runners-knee"
    side = "left"
    opened_by = factory.SubFactory(UserFactory, is_staff=True)


class TopicReadFactory(factory.django.DjangoModelFactory[TopicRead]):
    class Meta:
        model = TopicRead

    patient = factory.SubFactory(PatientFactory)
    topic = "what-it-is"
    read_by = factory.SelfAttribute("patient.user")


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"test:{n}")
    clinic = factory.SubFactory(ClinicFactory)
    recipient = factory.SubFactory(UserFactory)
    kind = "test"
    due_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda message: message.due_at + timedelta(hours=6))


@cache
def pack_content() -> PackContent:
    """The bundled pack, read and linted once for the whole run."""
    return open_pack(PACK)


def loaded_pack() -> ProtocolPack:
    """The bundled pack in the database. Asked for many times a test: looked at before it is loaded."""
    content = pack_content()
    current = ProtocolPack.objects.defer("content").filter(slug=content.slug, is_current=True)
    return current.filter(checksum=content.checksum).first() or load_pack(content).pack


def physio(clinic: Clinic | None = None, role: Role = Role.PHYSIOTHERAPIST) -> User:
    """Somebody who works at a clinic."""
    return MembershipFactory.create(role=role, **({"clinic": clinic} if clinic else {})).user


def screened(patient: Patient, *yes: str, by: User | None = None, scope: str = "intake") -> Screening:
    """The patient answered the bundled pack's questions, with yes to the named ones."""
    loaded_pack()
    asked = asked_of(patient, "runners-knee", scope)
    return give_screening(
        by=by or patient.user or physio(patient.clinic),
        patient=patient,
        condition="runners-knee",
        scope=ScreeningScope(scope),
        answers={flag.id: flag.id in yes for flag in asked},
    )


def ready_episode(**fields: Any) -> Episode:
    """An open episode whose patient was screened: a program may be assigned."""
    episode = EpisodeFactory.create(**fields)
    screened(episode.patient, by=episode.opened_by)
    return episode


def assigned_program(
    patient: Patient | None = None,
    *,
    template: str = "rk-4w-mild",
    start_on: date | None = None,
    by: User | None = None,
    **options: Any,
) -> Program:
    """A program assigned by the real service; a ``start_on`` in the past moves it there afterwards."""
    patient = patient or PatientFactory.create()
    by = by or physio(patient.clinic)
    loaded_pack()
    episode = ready_episode(patient=patient, opened_by=by)
    today = clock.today_in(patient.time_zone)
    program = assign_program(
        by=by,
        episode=episode.uuid,
        template=ProgramTemplate.objects.get(slug=template, pack__is_current=True).uuid,
        start_on=max(start_on or today, today),
        **options,
    )
    return moved_to(program, start_on) if start_on and start_on < today else program


def moved_to(program: Program, start_on: date) -> Program:
    """The program as if it had been assigned to start on an earlier day, and every week approved since."""
    program.prescriptions.update(effective_from=start_on)
    program.start_on, program.weeks_released = start_on, program.weeks.count()
    program.save()
    return program


def logged(program: Program, on: date, **fields: Any) -> SessionLog:
    """A log of the program's first prescription."""
    prescription = fields.pop("prescription", None) or program.prescriptions.earliest("pk")
    defaults = {"side": "left", "state": "done"}
    return SessionLog.objects.create(
        patient=program.patient, program=program, prescription=prescription, on=on, **{**defaults, **fields}
    )
