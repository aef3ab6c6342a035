"""Private addresses at which calendar programs read somebody's visits: made, shown once, revoked.

Calendar programs cannot sign in, so the address itself is the key. Only its digest is kept; whoever reads the
database cannot open a calendar with it. A new address replaces the one before.
"""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import NotFound
from patients.models import Patient
from scheduling.access import own_practitioner
from scheduling.addresses import feed_url
from scheduling.models import CalendarFeed, Practitioner


@dataclass(frozen=True)
class NewFeed:
    """A feed that was made just now: the only time that its address is known."""

    feed: CalendarFeed
    url: str

    @property
    def subscribe_url(self) -> str:
        """The same as phones and computers hand to their calendar program."""
        return f"webcal://{self.url.partition('://')[2]}"


def make_own_feed(*, by: User) -> NewFeed:
    """The visits of somebody who sees patients, for themselves. Raises NotFound for everybody else."""
    return _make(by, practitioner=own_practitioner(by), patient=None)


def make_patient_feed(*, by: User, patient: Patient) -> NewFeed:
    """A patient's visits, for them or who looks after them; the caller came through the patient's door."""
    return _make(by, practitioner=None, patient=patient)


def revoke_feed(*, by: User, feed: UUID) -> None:
    """The address opens nothing any more, from now on. Twice is once. Raises NotFound."""
    found = CalendarFeed.objects.filter(user=by, uuid=feed).first()
    if found is None:
        raise NotFound(_("There is no such calendar address."))
    with recorded(by=by, reason="calendar address revoked"):
        CalendarFeed.objects.filter(pk=found.pk, revoked_at=None).update(revoked_at=clock.now())


def digest_of(token: str) -> str:
    """What is kept of a token. It is long and random, so nothing slower than this is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _make(by: User, *, practitioner: Practitioner | None, patient: Patient | None) -> NewFeed:
    token = secrets.token_urlsafe(32)
    with recorded(by=by, reason="calendar address made"):
        # Whoever makes two at once waits here, and one of them stays.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        former = CalendarFeed.objects.filter(user=by, practitioner=practitioner, patient=patient)
        former.filter(revoked_at=None).update(revoked_at=clock.now())
        feed = CalendarFeed.objects.create(
            user=by, practitioner=practitioner, patient=patient, digest=digest_of(token)
        )
    return NewFeed(feed, feed_url(token))
