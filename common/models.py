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


def never_changed(*, except_for: tuple[str, ...] = (), when: str = "true") -> pgtrigger.Trigger:
    """The database refuses to change a row, but for the named columns; only while ``when`` (SQL) holds."""
    free = "{" + ",".join(except_for) + "}"
    return pgtrigger.Trigger(
        name="never_changed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
IF ({when}) AND to_jsonb(OLD) - '{free}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{free}'::text[] THEN
    RAISE EXCEPTION 'this row does not change'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
""",
    )
