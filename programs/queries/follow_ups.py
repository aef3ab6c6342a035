"""The questions after a load: which are open now, and which answers are possible yet."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from common import clock
from common.errors import NotFound
from patients.models import Patient
from programs.enums import LogState
from programs.models import FollowUp, SessionLog, Settled

# Behind that nobody remembers; an answer is still taken, but it is not asked for any more.
ASKED_FOR = timedelta(days=7)
# How many days must have begun since the load before an answer can be true.
POSSIBLE_AFTER_DAYS: Mapping[Settled, int] = {
    Settled.WITHIN_1H: 0,
    Settled.SAME_EVENING: 0,
    Settled.NEXT_MORNING: 1,
    Settled.WITHIN_24H: 1,
    Settled.WITHIN_48H: 1,
    Settled.LONGER: 2,
    Settled.NOT_YET: 0,
}


def own_follow_ups(patient: Patient) -> QuerySet[FollowUp]:
    """All questions of a patient, answered or not."""
    return FollowUp.objects.filter(patient=patient).select_related("patient", "program", "run")


def get_own_follow_up(patient: Patient, uuid: UUID) -> FollowUp:
    """One of a patient's own questions. Raises NotFound."""
    asked = own_follow_ups(patient).filter(uuid=uuid).first()
    if asked is None:
        raise NotFound(_("There is no such question."))
    return asked


def asked_now(patient: Patient) -> QuerySet[FollowUp]:
    """What waits for an answer: from the morning after the load on, and each day anew after "not yet".

    A session whose logs were all corrected to skipped was no load.
    """
    today = clock.today_in(patient.time_zone)
    midnight = clock.moment(patient.time_zone, today, clock.MIDNIGHT)
    trained = SessionLog.objects.filter(
        program=OuterRef("program"), on=OuterRef("on"), state__in=(LogState.DONE, LogState.PARTIAL)
    )
    return own_follow_ups(patient).filter(
        Q(settled="") | Q(settled=Settled.NOT_YET, answered_at__lt=midnight),
        Q(run__isnull=False) | Exists(trained),
        on__lt=today,
        on__gte=today - ASKED_FOR,
    )


def possible_answers(asked: FollowUp, today: date) -> list[Settled]:
    """The answers that can be true on a day, the best first."""
    days = (today - asked.on).days
    return [answer for answer, least in POSSIBLE_AFTER_DAYS.items() if days >= least]
