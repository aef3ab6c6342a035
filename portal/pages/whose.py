"""For the frame of a page: whose it is, and what the person who looks at it may do and open."""

from functools import cached_property

from accounts.models import User
from patients.access import get_proxy, own_proxies
from patients.models import Patient, Proxy


class Whose:
    """Asked of the database only where a page shows it."""

    def __init__(self, by: User, patient: Patient) -> None:
        self.by, self.patient = by, patient

    @property
    def person(self) -> str:
        """The patient for ``?patient=`` in the API; empty on one's own pages."""
        return str(self.by.acting_for or "")

    @cached_property
    def proxy(self) -> Proxy | None:
        """The access by which a carer looks at these pages."""
        return get_proxy(self.by, self.by.acting_for) if self.by.acting_for else None

    @property
    def may_write(self) -> bool:
        return self.proxy is None or self.proxy.acts()

    @property
    def speaks_for(self) -> bool:
        """May this person change the patient's own details: the patient, or a guardian?"""
        return self.proxy is None or (self.proxy.is_guardian and self.proxy.acts())

    @cached_property
    def others(self) -> list[Proxy]:
        """Everybody else whose pages this person may open."""
        return [proxy for proxy in own_proxies(self.by) if proxy.patient_id != self.patient.pk]

    @property
    def has_choice(self) -> bool:
        return bool(self.others) or (self.by.acting_for is not None and hasattr(self.by, "patient"))
