"""When the rules look at a program next: soon after a session, and each morning before its patient is up."""

from datetime import date, datetime, time, timedelta

from common import clock
from programs.enums import RUNNING
from programs.models import Program

EACH_MORNING = time(4)
SESSION_IS_OVER_AFTER = timedelta(minutes=10)


def look_soon(program: Program) -> None:
    """A session is going on: it is judged some minutes after its first log, and again after later ones."""
    at = clock.now() + SESSION_IS_OVER_AFTER
    Program.objects.filter(pk=program.pk, status__in=RUNNING, evaluate_at__gt=at).update(evaluate_at=at)


def next_morning(time_zone: str, on: date) -> datetime:
    """The morning after a day, in a patient's own time."""
    return clock.moment(time_zone, on + timedelta(days=1), EACH_MORNING)
