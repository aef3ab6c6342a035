"""A patient says that a topic is read. Saying it again changes nothing."""

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common.errors import NotFound
from patients.models import Patient
from programs.models import TopicRead
from programs.queries.education import topics_of


def mark_read(*, by: User, patient: Patient, topic: str) -> TopicRead:
    """Keeps when it was read first. Raises NotFound for what the patient is not shown."""
    if topic not in {shown.slug for shown in topics_of(patient)}:
        raise NotFound(_("There is no such topic."))
    with recorded(by=by):
        read, _is_new = TopicRead.objects.get_or_create(
            patient=patient, topic=topic, defaults={"read_by": by}
        )
    return read
