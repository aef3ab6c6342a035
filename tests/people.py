"""Who stands around a patient in the matrix: a carer who may look, one who may act, a consent."""

from typing import Any

from accounts.models import User
from patients.models import Patient
from tests.factories import ConsentFactory, MergeFactory, ProxyFactory


def carers_of(patient: Patient) -> tuple[User, User]:
    """Somebody who may look at the patient's pages, and somebody who may act on them; no guardian."""
    looks = ProxyFactory.create(patient=patient, scope="view")
    acts = ProxyFactory.create(patient=patient, scope="act")
    return looks.user, acts.user


def people_rows(patient: Patient) -> dict[str, Any]:
    """The rows that addresses name: another access, a consent to a text not required, a merge."""
    return {
        "proxy": ProxyFactory.create(patient=patient),
        "consent": ConsentFactory.create(patient=patient, text__required=False),
        "merge": MergeFactory.create(kept=patient),
    }
