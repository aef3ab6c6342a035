"""Publishes what a condition's screening and assessment ask. The same content again changes nothing."""

import hashlib
import json
from typing import Any

from django.db import transaction

from patients.models import ConditionForm, FormKind


@transaction.atomic
def publish_form(*, kind: FormKind, condition: str, version: str, content: dict[str, Any]) -> ConditionForm:
    """From now on new screenings or assessments of this condition ask this; given ones keep theirs."""
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    forms = ConditionForm.objects.select_for_update().filter(kind=kind, condition=condition)
    same = forms.filter(checksum=checksum).first()
    if same and same.is_current:
        return same
    forms.filter(is_current=True).update(is_current=False)
    if same:
        same.is_current = True
        same.save(update_fields=["is_current"])
        return same
    return ConditionForm.objects.create(
        kind=kind, condition=condition, version=version, checksum=checksum, content=content
    )
