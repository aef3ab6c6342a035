"""Who works at the demo clinic, and who comes to it. All of them are invented."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from accounts.roles import Role

CLINIC = {
    "name": "Parkside Physiotherapy",
    "slug": "parkside",
    "time_zone": "Europe/London",
    "email": "hello@parkside.example",
    "phone": "020 7946 0018",
    "emergency_number": "999",
}
PASSWORD = "parkside-demo-clinic"  # noqa: S105 - only for the demo, which prints it

Ending = Literal["", "paused", "finished", "held"]


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str
    role: Role
    licence: str = ""


@dataclass(frozen=True)
class Course:
    """One program: ``day`` is the program day it is on today (0 or less starts in the future)."""

    template: str
    side: str
    day: int
    ending: Ending = ""


@dataclass(frozen=True)
class Person:
    """A patient. ``diligence`` is how likely each exercise gets done; pain moves from the first to the last.

    ``silent`` is how many days ago the last log was; ``today`` how much of today is done already (0 to 1).
    """

    name: str
    email: str
    born: date
    goal: str
    pain: tuple[int, int]
    diligence: float
    courses: tuple[Course, ...]
    zone: str = "Europe/London"
    silent: int = 0
    today: float = 0.0
    signs_in: bool = True
    phone: str = field(default="")


STAFF = (
    Colleague("Helen Marsh", "helen@parkside.example", Role.OWNER, "PH 60114"),
    Colleague("Amara Okafor", "amara@parkside.example", Role.PHYSIOTHERAPIST, "PH 81207"),
    Colleague("Jonas Weber", "jonas@parkside.example", Role.PHYSIOTHERAPIST, "PH 77350"),
    Colleague("Priya Nair", "priya@parkside.example", Role.FRONT_DESK),
)

FOUR, FIVE, SIX = "rk-4w-mild", "rk-5w-standard", "rk-6w-gradual"

PATIENTS = (
    Person(
        "Maya Lindqvist",
        "maya@patients.example",
        date(1994, 3, 11),
        "Half marathon in spring",
        (4, 2),
        0.93,
        (Course(FOUR, "right", 10),),
    ),
    Person(
        "Tom Ashby",
        "tom@patients.example",
        date(1978, 7, 2),
        "Walk the dog without thinking about it",
        (6, 2),
        0.88,
        (Course(SIX, "left", 39),),
        today=1.0,
    ),
    Person(
        "Ines Duarte",
        "ines@patients.example",
        date(1989, 11, 23),
        "Back to parkrun",
        (5, 3),
        0.85,
        (Course(FIVE, "right", 17),),
        today=0.5,
    ),
    Person(
        "Callum Reid",
        "callum@patients.example",
        date(2001, 1, 30),
        "Football on Sundays",
        (4, 3),
        0.55,
        (Course(FOUR, "left", 19),),
    ),
    Person(
        "Priscilla Adeyemi",
        "priscilla@patients.example",
        date(1966, 5, 8),
        "Stairs without the rail",
        (6, 5),
        0.8,
        (Course(SIX, "both", 24),),
        silent=6,
    ),
    Person(
        "Noah Bergström",
        "noah@patients.example",
        date(1992, 9, 14),
        "Trail running in summer",
        (5, 6),
        0.9,
        (Course(FIVE, "left", 12),),
        zone="Europe/Stockholm",
        today=1.0,
    ),
    Person(
        "Lucia Romano",
        "lucia@patients.example",
        date(1985, 12, 5),
        "Run with the children",
        (3, 1),
        0.95,
        (Course(FOUR, "right", 27),),
        zone="Europe/Rome",
    ),
    Person(
        "Samir Haddad",
        "samir@patients.example",
        date(1973, 2, 19),
        "Cycle to work again",
        (6, 4),
        0.75,
        (Course(SIX, "right", 30, "paused"),),
    ),
    Person(
        "Greta Olsen",
        "greta@patients.example",
        date(1959, 10, 27),
        "Hill walking in Norway",
        (5, 4),
        0.82,
        (Course(SIX, "left", 18, "held"),),
        today=0.3,
    ),
    Person(
        "Ben Carter",
        "ben@patients.example",
        date(1997, 4, 16),
        "First marathon",
        (3, 2),
        0.9,
        (Course(FOUR, "left", 1), Course(FIVE, "right", 23)),
    ),
    Person(
        "Yuki Tanaka",
        "yuki@patients.example",
        date(1990, 8, 3),
        "Dance classes",
        (5, 1),
        0.9,
        (Course(FOUR, "left", 45, "finished"),),
        zone="Europe/London",
    ),
    Person(
        "Owen Price",
        "owen@patients.example",
        date(1982, 6, 21),
        "Ten kilometres in under an hour",
        (4, 4),
        0.0,
        (Course(FIVE, "left", -2),),
        signs_in=False,
        phone="020 7946 0441",
    ),
)
