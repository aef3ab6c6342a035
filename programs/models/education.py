"""What a patient has read of their pack's topics."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import never_deleted
from patients.models import Patient


@pghistory.track()
class TopicRead(models.Model):
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="topics_read", db_index=False)
    topic = models.SlugField(_("topic"), max_length=60, db_index=False)
    read_at = models.DateTimeField(_("read at"), default=clock.now)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("topic read")
        verbose_name_plural = _("topics read")
        triggers = [never_deleted()]
        constraints = [models.UniqueConstraint(fields=["patient", "topic"], name="topic_read_once")]

    def __str__(self) -> str:
        return self.topic
