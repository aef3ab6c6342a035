"""Closes an episode of care, once nothing of it runs any more."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import Conflict
from patients.access import get_episode
from patients.models import Episode
from patients.services.episodes import close_episode
from programs.enums import RUNNING
from programs.models import Program


def discharge(*, by: User, episode: UUID, reason: str) -> Episode:
    """Ends an episode. Raises NotFound, InvalidInput, and Conflict while one of its programs runs:
    nobody would look at a patient who goes on training for a closed episode.
    """
    record = get_episode(by, episode, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        Episode.objects.select_for_update(no_key=True).get(pk=record.pk)
        running = Program.objects.filter(episode=record, status__in=RUNNING).first()
        if running:
            raise Conflict(
                _("“%(name)s” is still running. Finish or cancel it first.") % {"name": running.name},
                code="program_running",
            )
        return close_episode(by=by, episode=episode, reason=reason)
