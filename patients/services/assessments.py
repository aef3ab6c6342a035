"""Writes examinations: begins, saves as it is typed, signs, corrects, discards.

Signing writes the findings and the numbers of an assessment as rows of their own, to be compared
over time. Signing a correction withdraws the numbers of the version it stands for.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, invalid
from patients.access import get_assessment, get_episode
from patients.enums import AssessmentKind, DocumentState
from patients.models import Assessment, ConditionForm, Episode, Finding, FormKind
from patients.rules.assessment import PARTS, Problem, check, missing
from patients.rules.examination import Examination
from patients.services.documents import (
    check_correctable,
    check_open,
    check_revision,
    close_as_discarded,
    close_as_signed,
    explained,
    licence_of,
    locked_draft,
    stamp,
)
from patients.services.examination_numbers import store_numbers, withdraw_numbers
from patients.services.examination_words import sentence

# What one examination takes over from the last: what was, not how it is now.
CARRIED_ON = (
    "onset_on",
    "onset",
    "episodes",
    "earlier_injuries",
    "contra_indications",
    "goal",
    "goal_event",
    "goal_on",
)

Patch = Mapping[str, Mapping[str, Any]]


def start_assessment(
    *, by: User, episode: UUID, kind: str, on: date | None = None, remote: bool = False
) -> Assessment:
    """A draft with what is known already. Raises NotFound, InvalidInput, Conflict beside an open draft."""
    record = get_episode(by, episode, Permission.EDIT_CLINICAL)
    check_open(record)
    if kind not in AssessmentKind.values:
        raise invalid(kind=_("Choose a kind."))
    day = _day(record, on)
    try:
        with recorded(by=by, reason="assessment begun"):
            return Assessment.objects.create(
                patient=record.patient,
                episode=record,
                kind=kind,
                on=day,
                remote=remote,
                form=_current_form(record.condition),
                content=_known(record, day),
                drafted_by=by,
            )
    except IntegrityError as error:
        raise explained(error) from error


def save_assessment(
    *,
    by: User,
    assessment: UUID,
    revision: int,
    patch: Patch,
    on: date | None = None,
    remote: bool | None = None,
) -> Assessment:
    """Saves what changed: by part and name, None takes a value away. All of the patch or nothing.

    ``revision`` is the one the caller has read. A patch that is there already changes nothing and never
    conflicts, so that a save whose answer was lost can be sent again. Raises NotFound, InvalidInput naming
    each wrong value, Conflict ``changed_elsewhere``, ``signed`` or ``discarded``.
    """
    found = get_assessment(by, assessment, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="assessment saved"):
        draft = locked_draft(found)
        wanted = (
            _merged(draft.content, patch),
            _day(draft.episode, on) if on else draft.on,
            draft.remote if remote is None else remote,
        )
        if wanted == (draft.content, draft.on, draft.remote):
            return draft
        check_revision(draft, revision)
        draft.content, draft.on, draft.remote = wanted
        _refuse(check(_form(draft), draft.content, draft.on))
        stamp(draft, by)
        draft.save()
    return draft


def sign_assessment(*, by: User, assessment: UUID, revision: int) -> Assessment:
    """Locks the examination for ever. Raises NotFound, InvalidInput naming what is missing, Conflict."""
    found = get_assessment(by, assessment, Permission.EDIT_CLINICAL)
    licence = licence_of(by)
    with recorded(by=by, reason="assessment signed"):
        draft = locked_draft(found)
        check_revision(draft, revision)
        form = _form(draft)
        _refuse(check(form, draft.content, draft.on) | missing(form, draft.content))
        _store_findings(draft)
        if draft.supersedes_id:
            withdraw_numbers(draft.supersedes_id, by, draft.correction_reason)
        store_numbers(draft, form, by)
        close_as_signed(draft, by, licence)
    return draft


def correct_assessment(*, by: User, assessment: UUID, reason: str) -> Assessment:
    """A new draft for a signed version, which stays readable. Raises NotFound, InvalidInput, Conflict."""
    signed = get_assessment(by, assessment, Permission.EDIT_CLINICAL)
    check_correctable(signed, reason)
    try:
        with recorded(by=by, reason=reason):
            return Assessment.objects.create(
                patient=signed.patient,
                episode=signed.episode,
                kind=signed.kind,
                on=signed.on,
                remote=signed.remote,
                form=signed.form,
                content=signed.content,
                drafted_by=by,
                supersedes=signed,
                correction_reason=reason.strip(),
            )
    except IntegrityError as error:
        raise explained(error) from error


def discard_assessment(*, by: User, assessment: UUID) -> Assessment:
    """Puts a draft away; it stays in the history. Raises NotFound, Conflict."""
    found = get_assessment(by, assessment, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="assessment discarded"):
        draft = locked_draft(found)
        close_as_discarded(draft)
    return draft


def _current_form(condition: str) -> ConditionForm:
    forms = ConditionForm.objects.filter(kind=FormKind.ASSESSMENT, condition=condition, is_current=True)
    form = forms.first()
    if form is None:
        raise Conflict(_("There is no examination form for this condition."), code="no_form")
    return form


def _day(episode: Episode, on: date | None) -> date:
    today = clock.today_in(episode.patient.time_zone)
    if on and on > today:
        raise invalid(on=_("This day is in the future."))
    return on or today


def _known(episode: Episode, on: date) -> dict[str, Any]:
    """What the last signed examination and the episode say already."""
    last = episode.assessments.filter(state=DocumentState.SIGNED).order_by("-on", "-pk").first()
    said = last.content.get("answers", {}) if last else {}
    known = {name: said[name] for name in CARRIED_ON if name in said}
    if episode.goal:
        known.setdefault("goal", episode.goal)
    if episode.onset_on and episode.onset_on <= on:
        known.setdefault("onset_on", episode.onset_on.isoformat())
    return {"answers": known}


def _form(draft: Assessment) -> Examination:
    return Examination.from_content(draft.form.content)


def _merged(content: Patch, patch: Patch) -> dict[str, dict[str, Any]]:
    """The content with the patch in it; parts that are none of ours are left for ``check`` to name."""
    merged = {part: dict(content.get(part, {})) for part in PARTS if content.get(part)}
    for part, values in patch.items():
        named = merged.setdefault(part, {})
        for name, value in values.items():
            named.pop(name, None)
            if value is not None and value != "":
                named[name] = value
    return {part: values for part, values in merged.items() if values}


def _refuse(problems: Mapping[str, Problem]) -> None:
    if problems:
        raise InvalidInput(
            _("Some of this cannot be stored; see the fields."),
            fields={path: sentence(problem) for path, problem in problems.items()},
        )


def _store_findings(draft: Assessment) -> None:
    Finding.objects.bulk_create(
        Finding(assessment=draft, code=code, side=said.get("side", ""), note=said.get("note", "").strip())
        for code, said in draft.content.get("findings", {}).items()
    )
