"""Availability, appointments, and what hangs on them."""

from scheduling.models.address_check import AddressCheck
from scheduling.models.appointment import Appointment, Series
from scheduling.models.availability import ExtraHours, Practitioner, TimeOff, WeeklyHours
from scheduling.models.calendars import CalendarFeed, OutsideBusy, OutsideCalendar
from scheduling.models.offer import AppointmentKind, Location, Policy
from scheduling.models.waitlist import CreditEntry, Package, WaitlistEntry

__all__ = [
    "AddressCheck",
    "Appointment",
    "AppointmentKind",
    "CalendarFeed",
    "CreditEntry",
    "ExtraHours",
    "Location",
    "OutsideBusy",
    "OutsideCalendar",
    "Package",
    "Policy",
    "Practitioner",
    "Series",
    "TimeOff",
    "WaitlistEntry",
    "WeeklyHours",
]
