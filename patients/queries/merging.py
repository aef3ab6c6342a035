"""What merging two records would do, listed before anybody confirms it."""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from patients.merge_rows import Ids, split
from patients.models import Merge, Patient, Stop


def blockers(kept: Patient, gone: Patient) -> list[str | Promise]:
    """Why these two cannot become one now; empty when they can."""
    found: list[str | Promise] = []
    if kept.pk == gone.pk:
        found.append(_("This is one record already."))
    if kept.clinic_id != gone.clinic_id:
        found.append(_("The records are of different clinics."))
    if kept.merged_into_id or gone.merged_into_id:
        found.append(_("One of them was merged into another record."))
    if Stop.objects.filter(patient__in=[kept, gone], lifted_at=None).exists():
        found.append(_("A warning sign is open. A clinician has to lift the stop first."))
    return found


def moving_words(gone: Patient, kept: Patient) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """How many rows of which kind would change hands, and how many would stay with the record that goes."""
    moving, staying = split(gone, kept)
    return _counted(moving), _counted(staying)


def merges_of(patient: Patient) -> list[Merge]:
    """The records that became one with this, the latest first; undone ones too."""
    rows = Merge.objects.filter(kept=patient).select_related("gone", "merged_by", "undone_by")
    return list(rows.order_by("-pk"))


def _counted(ids: Ids) -> list[tuple[str, int]]:
    return [
        (capfirst(str(apps.get_model(label)._meta.verbose_name_plural)), len(rows))
        for label, rows in ids.items()
    ]
