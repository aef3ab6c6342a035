"""The jobs of booking. They carry nothing: losing one or running one twice does no harm."""

from celery import shared_task

from scheduling.services import outside, sweeping, visit_times


@shared_task(name="scheduling.close_visits")
def close_visits() -> None:
    """Beat calls this every minute."""
    visit_times.close_visits()


@shared_task(name="scheduling.expire_offers")
def expire_offers() -> None:
    """Beat calls this every minute."""
    sweeping.expire_offers()


@shared_task(name="scheduling.read_outside_calendars")
def read_outside_calendars() -> None:
    """Beat calls this every minute; each calendar is read every quarter of an hour."""
    outside.read_due_calendars()
