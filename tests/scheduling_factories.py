"""Ways to make what is booked, and from what."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory

from accounts.models import Clinic
from common import clock
from patients.models import Patient
from scheduling.enums import AppointmentStatus, BookableBy, CreditReason, Source
from scheduling.models import (
    AddressCheck,
    Appointment,
    AppointmentKind,
    CalendarFeed,
    CreditEntry,
    ExtraHours,
    Location,
    OutsideBusy,
    OutsideCalendar,
    Package,
    Policy,
    Practitioner,
    Series,
    TimeOff,
    WaitlistEntry,
    WeeklyHours,
)
from tests.factories import ClinicFactory, MembershipFactory, PatientFactory, UserFactory

SINCE = date(2020, 1, 1)


class LocationFactory(factory.django.DjangoModelFactory[Location]):
    class Meta:
        model = Location

    clinic = factory.SubFactory(ClinicFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    time_zone = "Europe/Berlin"


class AppointmentKindFactory(factory.django.DjangoModelFactory[AppointmentKind]):
    class Meta:
        model = AppointmentKind

    clinic = factory.SubFactory(ClinicFactory)
    name = factory.Sequence(lambda n: f"Follow-up {n}")
    minutes = 30
    price = "€ 60"
    who_may_book = BookableBy.DIRECTLY


class PolicyFactory(factory.django.DjangoModelFactory[Policy]):
    class Meta:
        model = Policy

    clinic = factory.SubFactory(ClinicFactory)


class PractitionerFactory(factory.django.DjangoModelFactory[Practitioner]):
    class Meta:
        model = Practitioner
        skip_postgeneration_save = True

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.LazyAttribute(lambda row: MembershipFactory.create(clinic=row.clinic).user)
    time_zone = "Europe/Berlin"


class WeeklyHoursFactory(factory.django.DjangoModelFactory[WeeklyHours]):
    class Meta:
        model = WeeklyHours

    practitioner = factory.SubFactory(PractitionerFactory)
    weekday = 0
    start = time(9)
    end = time(17)
    valid_from = SINCE


class ExtraHoursFactory(factory.django.DjangoModelFactory[ExtraHours]):
    class Meta:
        model = ExtraHours

    practitioner = factory.SubFactory(PractitionerFactory)
    on = date(2026, 12, 5)
    start = time(10)
    end = time(12)


class TimeOffFactory(factory.django.DjangoModelFactory[TimeOff]):
    class Meta:
        model = TimeOff

    clinic = factory.SubFactory(ClinicFactory)
    starts_at = datetime(2026, 12, 24, tzinfo=UTC)
    ends_at = datetime(2026, 12, 27, tzinfo=UTC)
    added_by = factory.SubFactory(UserFactory, is_staff=True)


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    """Booked by the clinic, tomorrow at noon UTC unless it is said otherwise."""

    class Meta:
        model = Appointment

    patient = factory.SubFactory(PatientFactory)
    clinic = factory.SelfAttribute("patient.clinic")
    practitioner = factory.SubFactory(PractitionerFactory, clinic=factory.SelfAttribute("..clinic"))
    kind = factory.SubFactory(AppointmentKindFactory, clinic=factory.SelfAttribute("..clinic"))
    is_remote = factory.SelfAttribute("kind.is_remote")
    starts_at = factory.LazyFunction(
        lambda: clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(minutes=row.kind.minutes))
    blocks_from = factory.LazyAttribute(lambda row: row.starts_at - timedelta(minutes=row.kind.buffer_before))
    blocks_until = factory.LazyAttribute(lambda row: row.ends_at + timedelta(minutes=row.kind.buffer_after))
    status = AppointmentStatus.BOOKED
    source = Source.STAFF
    booked_at = factory.LazyFunction(clock.now)
    booked_by = factory.SelfAttribute("practitioner.user")


class SeriesFactory(factory.django.DjangoModelFactory[Series]):
    class Meta:
        model = Series

    patient = factory.SubFactory(PatientFactory)
    clinic = factory.SelfAttribute("patient.clinic")
    practitioner = factory.SubFactory(PractitionerFactory, clinic=factory.SelfAttribute("..clinic"))
    kind = factory.SubFactory(AppointmentKindFactory, clinic=factory.SelfAttribute("..clinic"))
    count = 6
    made_by = factory.SelfAttribute("practitioner.user")


class WaitlistEntryFactory(factory.django.DjangoModelFactory[WaitlistEntry]):
    class Meta:
        model = WaitlistEntry

    patient = factory.SubFactory(PatientFactory)
    clinic = factory.SelfAttribute("patient.clinic")
    kind = factory.SubFactory(AppointmentKindFactory, clinic=factory.SelfAttribute("..clinic"))
    from_on = factory.LazyFunction(lambda: clock.now().date())
    until_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=30))
    added_by = factory.SubFactory(UserFactory)


class PackageFactory(factory.django.DjangoModelFactory[Package]):
    class Meta:
        model = Package

    patient = factory.SubFactory(PatientFactory)
    clinic = factory.SelfAttribute("patient.clinic")
    name = "Six visits"
    bought_on = factory.LazyFunction(lambda: clock.now().date())
    sold_by = factory.SubFactory(UserFactory, is_staff=True)


class CreditEntryFactory(factory.django.DjangoModelFactory[CreditEntry]):
    """The first line of a ledger: six visits bought."""

    class Meta:
        model = CreditEntry

    package = factory.SubFactory(PackageFactory)
    number = 1
    delta = 6
    balance = 6
    why = CreditReason.BOUGHT


class CalendarFeedFactory(factory.django.DjangoModelFactory[CalendarFeed]):
    class Meta:
        model = CalendarFeed

    practitioner = factory.SubFactory(PractitionerFactory)
    user = factory.SelfAttribute("practitioner.user")
    digest = factory.Sequence(lambda n: f"{n:064x}")


class OutsideCalendarFactory(factory.django.DjangoModelFactory[OutsideCalendar]):
    class Meta:
        model = OutsideCalendar

    practitioner = factory.SubFactory(PractitionerFactory)
    url = factory.Sequence(lambda n: f"https://calendar.example.org/{n}.ics")


class OutsideBusyFactory(factory.django.DjangoModelFactory[OutsideBusy]):
    class Meta:
        model = OutsideBusy

    calendar = factory.SubFactory(OutsideCalendarFactory)
    starts_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    ends_at = datetime(2026, 12, 1, 10, tzinfo=UTC)


class AddressCheckFactory(factory.django.DjangoModelFactory[AddressCheck]):
    class Meta:
        model = AddressCheck

    clinic = factory.SubFactory(ClinicFactory)
    email = factory.Sequence(lambda n: f"visitor-{n}@example.org")
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(minutes=10))


EVERY_FACTORY = (
    AddressCheckFactory,
    AppointmentFactory,
    CalendarFeedFactory,
    CreditEntryFactory,
    ExtraHoursFactory,
    LocationFactory,
    OutsideBusyFactory,
    PolicyFactory,
    SeriesFactory,
    TimeOffFactory,
    WaitlistEntryFactory,
    WeeklyHoursFactory,
)


def bookable(clinic: Clinic | None = None, *, zone: str = "Europe/Berlin", **kind: Any) -> Practitioner:
    """A practitioner who works from nine to five on every day and offers one kind, booked directly.

    The kind is ``practitioner.kinds.get()``.
    """
    clinic = clinic or ClinicFactory.create()
    practitioner = PractitionerFactory.create(clinic=clinic, time_zone=zone)
    practitioner.kinds.add(AppointmentKindFactory.create(clinic=clinic, **kind))
    for weekday in range(7):
        WeeklyHoursFactory.create(practitioner=practitioner, weekday=weekday)
    return practitioner


def canary_visits(patient: Patient, user: Any) -> dict[str, Any]:
    """What addresses of the booking name, for one patient and the physio they see."""
    clinic = patient.clinic
    practitioner = PractitionerFactory.create(clinic=clinic, user=user)
    kind = AppointmentKindFactory.create(clinic=clinic)
    practitioner.kinds.add(kind)
    for weekday in range(7):
        WeeklyHoursFactory.create(practitioner=practitioner, weekday=weekday, start=time(0), end=time(0))
    appointment = AppointmentFactory.create(
        patient=patient, practitioner=practitioner, kind=kind, patient_note="canary-patient-clinical"
    )
    later = clock.now() + timedelta(days=40)
    visit_now = AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=kind,
        starts_at=clock.now() + timedelta(minutes=5),
        patient_note="canary-patient-clinical",
    )
    offered = AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=kind,
        starts_at=later + timedelta(days=20),
        status=AppointmentStatus.OFFERED,
        booked_at=None,
        booked_by=None,
        hold_expires_at=clock.now() + timedelta(hours=2),
    )
    return {
        "visit_now": visit_now,
        "waiting": WaitlistEntryFactory.create(patient=patient, kind=kind, state="offered", offered=offered),
        "package": CreditEntryFactory.create(package__patient=patient).package,
        "practitioner": practitioner,
        "kind": kind,
        "location": LocationFactory.create(clinic=clinic),
        "weekly_hours": practitioner.weekly_hours.first(),
        "extra_hours": ExtraHoursFactory.create(practitioner=practitioner),
        "time_off": TimeOffFactory.create(
            clinic=clinic, practitioner=practitioner, starts_at=later, ends_at=later + timedelta(days=7)
        ),
        "appointment": appointment,
        "outside_calendar": OutsideCalendarFactory.create(practitioner=practitioner),
        "feed": CalendarFeedFactory.create(practitioner=None, patient=patient, user=patient.user),
        "desk_feed": CalendarFeedFactory.create(practitioner=practitioner),
    }
