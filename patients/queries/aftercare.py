"""What is asked after an episode was closed: which questions wait for an answer now."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from common import clock
from patients.models import Aftercare, Patient
from patients.signal_access import own_aftercare

# Later than that the next question is nearer.
ASKED_FOR = timedelta(days=28)


def asked_now(patient: Patient) -> QuerySet[Aftercare]:
    """Due and unanswered, the latest of each episode: nobody is asked the same twice at once."""
    today = clock.today_in(patient.time_zone)
    waiting = own_aftercare(patient).filter(
        answered_at=None, due_on__lte=today, due_on__gte=today - ASKED_FOR
    )
    later = Aftercare.objects.filter(
        episode=OuterRef("episode"), due_on__gt=OuterRef("due_on"), due_on__lte=today, withdrawn_at=None
    )
    return waiting.exclude(Exists(later))
