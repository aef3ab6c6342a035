"""Whether a patient may come in with what they want: screened for it just now, and no stop is open."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from common import clock
from common.errors import Conflict
from patients.models import Patient, Screening
from patients.queries.screening import open_stops

# The database holds what comes through the doors to the same (patients/models/doors.py).
SCREENED_WITHIN = timedelta(days=1)


def answered_for(patient: Patient, screening: UUID) -> Screening:
    """The patient's own answers of the last day, when they let them in. Called under the patient's lock.

    Raises Conflict: ``red_flag`` when this screening raised a stop, ``stopped`` when another holds,
    ``screening_needed`` when it is not valid.
    """
    found = Screening.objects.filter(patient=patient, uuid=screening).first()
    if stops := open_stops(patient):
        told_now = found is not None and any(stop.screening_id == found.pk for stop in stops)
        raise _red_flag() if told_now else _stopped()
    if found is None or found.given_at < clock.now() - SCREENED_WITHIN:
        raise _screening_needed()
    return found


def check_not_stopped(patient: Patient) -> None:
    """For staff who do not see why: a clinician decides. Called under the patient's lock. Raises Conflict."""
    if open_stops(patient):
        raise Conflict(
            _("A warning sign is being looked at. A clinician has to book for this patient."), code="stopped"
        )


def _red_flag() -> Conflict:
    return Conflict(_("This cannot wait for an answer here. The clinic has been told."), code="red_flag")


def _stopped() -> Conflict:
    return Conflict(_("A warning sign is being looked at. Please call the clinic."), code="stopped")


def _screening_needed() -> Conflict:
    return Conflict(_("Please answer the short list of warning signs first."), code="screening_needed")
