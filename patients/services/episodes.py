"""Opens and closes episodes of care, and opens a closed one again."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_episode, get_patient
from patients.enums import EpisodeStatus, Side
from patients.models import Episode, Patient
from patients.services.aftercare import open_again, plan_aftercare


def open_episode(
    *, by: User, patient: UUID, condition: str, side: str, onset_on: date | None = None, goal: str = ""
) -> Episode:
    """A new episode of care. Raises NotFound, InvalidInput."""
    record = get_patient(by, patient, Permission.EDIT_CLINICAL)
    if side not in Side.values:
        raise invalid(side=_("Choose left, right or both."))
    if onset_on and onset_on > clock.today_in(record.time_zone):
        raise invalid(onset_on=_("This day is in the future."))
    with recorded(by=by, reason="episode opened"):
        return Episode.objects.create(
            patient=record, condition=condition, side=side, onset_on=onset_on, goal=goal.strip(), opened_by=by
        )


def close_episode(*, by: User, episode: UUID, reason: str) -> Episode:
    """Ends an episode. Raises NotFound, InvalidInput, Conflict."""
    if not reason.strip():
        raise invalid(reason=_("Say why the episode ends."))
    record = get_episode(by, episode, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        record = Episode.objects.select_for_update(no_key=True).get(pk=record.pk)
        if record.status == EpisodeStatus.CLOSED:
            raise Conflict(_("This episode is closed already."))
        record.status = EpisodeStatus.CLOSED
        record.closed_at, record.closed_by, record.close_reason = clock.now(), by, reason.strip()
        record.save()
        plan_aftercare(record, record.closed_at)
    return record


def reopen_episode(*, by: User, episode: UUID, reason: str) -> Episode:
    """A closed episode goes on, with all that hangs on it. Raises NotFound, InvalidInput, and Conflict:
    ``open`` when it is, ``treated_already`` while the same is treated in another episode.
    """
    if not reason.strip():
        raise invalid(reason=_("Say why it is opened again."))
    record = get_episode(by, episode, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=record.patient_id)
        record = Episode.objects.select_for_update(no_key=True).get(pk=record.pk)
        if record.status == EpisodeStatus.OPEN:
            raise Conflict(_("This episode is open."), code="open")
        same = Episode.objects.filter(
            patient=record.patient_id,
            condition=record.condition,
            side=record.side,
            status=EpisodeStatus.OPEN,
        )
        if same.exists():
            raise Conflict(_("The same is treated in another episode that is open."), code="treated_already")
        open_again(record)
    return record
