"""The only doors to patients, their episodes and their documents. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, clinics_where
from accounts.models import User
from accounts.permissions import Permission
from common.errors import NotFound
from patients.models import Assessment, Attachment, Episode, Merge, Patient, Proxy, VisitNote


def visible_patients(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Patient]:
    """The patients of the clinics at which this person holds the permission; no record merged away."""
    return Patient.objects.filter(clinic__in=clinics_where(by, permission), merged_into=None)


def get_patient(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> Patient:
    """One patient by its UUID. Raises NotFound."""
    patient = (
        visible_patients(by, permission).select_related("clinic", "primary_physio").filter(uuid=uuid).first()
    )
    if patient is None:
        raise NotFound(_("There is no such patient."))
    return patient


def kept_patient(by: Who, uuid: UUID | str) -> Patient | None:
    """The record that a merged one went into, if this person may see that."""
    gone = Patient.objects.filter(uuid=uuid, merged_into__isnull=False).select_related("merged_into").first()
    while gone and gone.merged_into:
        gone = gone.merged_into
    return visible_patients(by).filter(pk=gone.pk).first() if gone else None


def visible_merges(by: Who, permission: Permission = Permission.MANAGE_CLINIC) -> QuerySet[Merge]:
    """The merges of the records at the clinics where this person holds the permission."""
    return Merge.objects.filter(kept__clinic__in=clinics_where(by, permission)).select_related("kept", "gone")


def own_patient(by: Who) -> Patient:
    """The patient whose pages this person has open: their own, or of somebody they look after.

    Raises NotFound for everybody else.
    """
    if not isinstance(by, User):
        raise NotFound(_("You are not signed in as a patient."))
    if by.acting_for:
        return get_proxy(by, by.acting_for).patient
    patient = Patient.objects.select_related("clinic", "primary_physio").filter(user=by).first()
    if patient is None:
        raise NotFound(_("You are not signed in as a patient."))
    return patient


def own_proxies(by: User) -> list[Proxy]:
    """The access to others that this person has today, by the others' names."""
    rows = Proxy.objects.filter(user=by, revoked_at=None, patient__merged_into=None)
    found = rows.select_related("patient__clinic", "patient__primary_physio").order_by("patient__name", "pk")
    return [proxy for proxy in found if by.is_active and proxy.is_in_force()]


def get_proxy(by: User, patient: UUID | str) -> Proxy:
    """The access this person has today to the patient with this UUID. Raises NotFound."""
    for proxy in own_proxies(by):
        if str(proxy.patient.uuid) == str(patient):
            return proxy
    raise NotFound(_("You have no access to these pages, or not any more. Please ask the clinic."))


def visible_proxies(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Proxy]:
    """Who has, or had, access to the patients this person may see."""
    return Proxy.objects.filter(patient__in=visible_patients(by, permission))


def visible_episodes(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Episode]:
    """The episodes of the patients whose clinical record this person may see."""
    return Episode.objects.filter(patient__in=visible_patients(by, permission))


def get_episode(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Episode:
    """One episode by its UUID. Raises NotFound."""
    episode = visible_episodes(by, permission).select_related("patient").filter(uuid=uuid).first()
    if episode is None:
        raise NotFound(_("There is no such episode."))
    return episode


def visible_assessments(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Assessment]:
    """The examinations of the patients whose clinical record this person may see."""
    return Assessment.objects.filter(patient__in=visible_patients(by, permission))


def get_assessment(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL
) -> Assessment:
    """One examination by its UUID, with its form. Raises NotFound."""
    found = visible_assessments(by, permission).select_related(
        "patient__clinic", "episode", "form", "drafted_by", "signed_by", "supersedes"
    )
    assessment = found.filter(uuid=uuid).first()
    if assessment is None:
        raise NotFound(_("There is no such assessment."))
    return assessment


def visible_notes(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[VisitNote]:
    """The visit notes of the patients whose clinical record this person may see."""
    return VisitNote.objects.filter(patient__in=visible_patients(by, permission))


def get_note(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> VisitNote:
    """One visit note by its UUID. Raises NotFound."""
    found = visible_notes(by, permission).select_related(
        "patient__clinic", "episode", "drafted_by", "signed_by", "supersedes"
    )
    note = found.filter(uuid=uuid).first()
    if note is None:
        raise NotFound(_("There is no such note."))
    return note


def visible_attachments(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Attachment]:
    """The files of the patients whose clinical record this person may see."""
    return Attachment.objects.filter(patient__in=visible_patients(by, permission))


def get_attachment(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL
) -> Attachment:
    """One file by its UUID. Raises NotFound."""
    attachment = (
        visible_attachments(by, permission).select_related("patient", "added_by").filter(uuid=uuid).first()
    )
    if attachment is None:
        raise NotFound(_("There is no such file."))
    return attachment
