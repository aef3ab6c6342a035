"""What every model that the outside can name has: a number inside, a UUID outside."""

import uuid

import pgtrigger
from django.db import models

from common import clock


class PublicModel(models.Model):
    """A row with a UUID for addresses and the API, and the time of its making."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


def never_deleted() -> pgtrigger.Trigger:
    """Put it into ``Meta.triggers`` of a clinical model: the database refuses DELETE, whoever asks."""
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
