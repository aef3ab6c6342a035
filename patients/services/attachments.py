"""Takes files into the record. A file is on disk only if its row is in the database, and vice versa."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_assessment, get_attachment, get_episode, get_note, get_patient
from patients.enums import DocumentState
from patients.files.kinds import FileKind, Refused, Stream
from patients.files.opening import opened
from patients.models import Assessment, Attachment, Episode, Patient, VisitNote

MAX_NAME = 120
STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """What a file belongs to, all of one patient."""

    patient: Patient
    episode: Episode | None = None
    assessment: Assessment | None = None
    note: VisitNote | None = None


def attach_file(
    *,
    by: User,
    patient: UUID,
    upload: "UploadedFile[bytes]",
    episode: UUID | None = None,
    assessment: UUID | None = None,
    note: UUID | None = None,
) -> Attachment:
    """Stores an upload. Raises NotFound, Conflict for a signed document, InvalidInput with what is wrong."""
    place = _place(by, patient, episode, assessment, note)
    name, stream = upload.name or "", upload.file
    assert stream is not None  # noqa: S101 - an upload has its bytes
    try:
        kind, content = opened(stream, name, upload.size or 0)
    except Refused as refusal:
        raise invalid(file=str(refusal)) from refusal
    return _stored(by, place, kind, content, _clean_name(name, kind))


def withdraw_attachment(*, by: User, attachment: UUID, reason: str) -> Attachment:
    """Takes a file out of sight: it was the wrong patient's. Its row and its bytes stay, for the history."""
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    found = get_attachment(by, attachment, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        record = Attachment.objects.select_for_update(no_key=True).get(pk=found.pk)
        if record.withdrawn_at:
            raise Conflict(_("This file is withdrawn already."))
        record.withdrawn_at, record.withdrawn_by, record.withdraw_reason = clock.now(), by, reason.strip()
        record.save()
    return record


def _place(
    by: User, patient: UUID, episode: UUID | None, assessment: UUID | None, note: UUID | None
) -> Place:
    person = get_patient(by, patient, Permission.EDIT_CLINICAL)
    care = get_episode(by, episode, Permission.EDIT_CLINICAL) if episode else None
    examined = get_assessment(by, assessment, Permission.EDIT_CLINICAL) if assessment else None
    noted = get_note(by, note, Permission.EDIT_CLINICAL) if note else None
    for record in (care, examined, noted):
        if record and record.patient_id != person.pk:
            raise NotFound(_("There is no such page for you."))
    for document in (examined, noted):
        if document and document.state != DocumentState.DRAFT:
            raise Conflict(_("What is signed takes no further file."), code="signed")
        care = document.episode if document else care
    return Place(person, care, examined, noted)


def _stored(by: User, place: Place, kind: FileKind, content: Stream, name: str) -> Attachment:
    """The bytes, and the row that names them: if either fails, neither stays."""
    path = f"{clock.now():%Y/%m}/{uuid4()}{kind.ending}"
    size, checksum = _measured(content)
    try:
        default_storage.save(path, File(content))
        with recorded(by=by, reason="file added"):
            return Attachment.objects.create(
                patient=place.patient,
                episode=place.episode,
                assessment=place.assessment,
                note=place.note,
                name=name,
                media_type=kind.media_type,
                size=size,
                checksum=checksum,
                file=path,
                added_by=by,
            )
    except BaseException:
        default_storage.delete(path)
        raise


def _measured(content: Stream) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while step := content.read(STEP):
        digest.update(step)
        size += len(step)
    content.seek(0)
    return size, digest.hexdigest()


def _clean_name(name: str, kind: FileKind) -> str:
    """What people called it, without a path and with the ending of what it is."""
    stem = "".join(letter for letter in PurePath(name.replace("\\", "/")).name if letter.isprintable())
    stem = PurePath(stem).stem.strip(" .")[: MAX_NAME - len(kind.ending)]
    return f"{stem or _('file')}{kind.ending}"
