"""Publishes a clinic's own questionnaire from a file, on the word of its owner, and takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, Text
from patients.measure_access import get_own_measure
from patients.models import Measure, MeasureVersion
from patients.questionnaires.reader import Questionnaire, RefusedError, read_questionnaire, version_line
from patients.services.measures import checksum_of, offered

NAME_LENGTH = 120


@dataclass(frozen=True)
class Imported:
    """The version as it stands, and whether this call made it."""

    version: MeasureVersion
    created: bool


def import_measure(*, by: User, file: bytes, attested_name: str, attests: bool) -> Imported:
    """Publishes a clinic's own questionnaire, with its owner's word that it may be used.

    Raises InvalidInput; its field ``file`` holds every fault with its line. Nothing is stored then.
    """
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    found = _read(file, attested_name.strip(), attests)
    try:
        with recorded(by=by, reason="measure imported"):
            measure = _own_measure(clinic, found)
            return _import_version(clinic, measure, found, file, by, attested_name.strip())
    except IntegrityError as error:
        raise Conflict(_("Somebody is importing this questionnaire just now. Please try again.")) from error


def retire_measure(*, by: User, measure: UUID) -> Measure:
    """A clinic's own measure is not asked any more; its answers stay. Importing it again brings it back."""
    record = get_own_measure(by, measure)
    with recorded(by=by, reason="measure retired"):
        record = Measure.objects.select_for_update(no_key=True).get(pk=record.pk)
        if record.retired_at is None:
            record.retired_at = clock.now()
            record.save(update_fields=["retired_at"])
    return record


def attestation(clinic: Clinic, title: str = "") -> str:
    """What an owner confirms before a questionnaire is taken; kept with the version, then with its title."""
    return _(
        "I confirm that %(clinic)s has the right to use %(title)s in this service with its patients,"
        " and that its text, options and scoring are as its owner published them."
    ) % {"clinic": clinic.name, "title": f"“{title}”" if title else _("the questionnaire in this file")}


def _read(file: bytes, attested_name: str, attests: bool) -> Questionnaire:
    problems: dict[str, Text | Sequence[Text]] = {}
    if not attested_name or len(attested_name) > NAME_LENGTH:
        problems["attested_name"] = _("Write your full name.")
    if not attests:
        problems["attests"] = _("Without this, the questionnaire cannot be used here.")
    try:
        found = read_questionnaire(file)
    except RefusedError as error:
        problems["file"] = [str(fault) for fault in error.faults]
    if problems:
        raise InvalidInput(_("The questionnaire was not imported. Nothing was stored."), fields=problems)
    return found


def _own_measure(clinic: Clinic, found: Questionnaire) -> Measure:
    """The clinic's measure of this name, locked; made if it is new."""
    Measure.objects.bulk_create(
        [Measure(clinic=clinic, slug=found.slug, name=found.title, conditions=list(found.conditions))],
        ignore_conflicts=True,
    )
    measure = Measure.objects.select_for_update().get(clinic=clinic, slug=found.slug)
    if MeasureVersion.objects.filter(measure=measure).exclude(source=found.url).exists():
        raise InvalidInput(
            _("Another questionnaire of yours has this name."),
            fields={"file": _("“%s” is the name of a questionnaire with another url.") % found.slug},
        )
    return measure


def _import_version(
    clinic: Clinic, measure: Measure, found: Questionnaire, file: bytes, by: User, attested_name: str
) -> Imported:
    checksum = checksum_of(found.content)
    versions = MeasureVersion.objects.filter(measure=measure)
    known = versions.filter(version=found.version).first()
    if known and known.checksum != checksum:
        raise InvalidInput(
            _("The questionnaire was not imported. Nothing was stored."),
            fields={"file": str(version_line(file))},
        )
    _take_over(measure, found)
    if known:
        return Imported(offered(known), created=False)
    versions.filter(is_current=True).update(is_current=False)
    version = MeasureVersion.objects.create(
        measure=measure,
        version=found.version,
        checksum=checksum,
        content=found.content,
        licence=found.copyright,
        source=found.url,
        attested_by=by,
        attested_name=attested_name,
        attested_at=clock.now(),
        attestation=attestation(clinic, found.title),
    )
    return Imported(version, created=True)


def _take_over(measure: Measure, found: Questionnaire) -> None:
    """What the newest file says about the measure itself; a retired one is asked again."""
    measure.name, measure.conditions, measure.retired_at = found.title, list(found.conditions), None
    measure.save(update_fields=["name", "conditions", "retired_at"])
