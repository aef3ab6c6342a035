"""Whose pages somebody may open: their own and those of the people they look after."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from patients.access import own_proxies
from patients.enums import ProxyScope
from patients.models import Patient


@dataclass(frozen=True, slots=True)
class PageOwner:
    id: UUID
    name: str
    is_own: bool
    scope: str
    is_guardian: bool = False
    ends_on: date | None = None


def page_owners(by: User) -> list[PageOwner]:
    """One's own pages first, then the others' by name. Raises NotFound for whoever has none."""
    own = Patient.objects.filter(user=by)
    found = [PageOwner(patient.uuid, patient.name, is_own=True, scope=ProxyScope.ACT) for patient in own]
    found += [
        PageOwner(
            proxy.patient.uuid,
            proxy.patient.name,
            is_own=False,
            scope=proxy.scope,
            is_guardian=proxy.is_guardian,
            ends_on=proxy.ends_on,
        )
        for proxy in own_proxies(by)
    ]
    if not found:
        raise NotFound(_("You are not signed in as a patient."))
    return found
