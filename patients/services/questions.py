"""A patient's questions: asked behind the red-flag screen, answered within a working day, told by mail."""

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.enums import QuestionState
from patients.gate_access import get_question
from patients.models import Episode, Patient, Question
from patients.services.at_the_door import answered_for
from patients.services.deadlines import answer_by
from patients.services.waiting_mail import tell_of_answer, tell_of_question
from patients.services.waiting_signals import keep_question_signal

TEXT_LENGTH = 2000
REPLY_LENGTH = 4000


def ask_question(
    *, by: User, patient: Patient, uuid: UUID, text: str, screening: UUID, episode: UUID | None = None
) -> Question:
    """A question to the clinic; ``screening`` is the one that was answered for it, within a day.

    The caller has been through the patient's door. Sending the same ``uuid`` again changes nothing.
    Raises InvalidInput, and Conflict: ``red_flag`` when this screening raised a stop, ``stopped`` when
    another holds, ``screening_needed`` when it is not valid, ``id_taken``.
    """
    text = _said(text, "text", TEXT_LENGTH)
    if twin := Question.objects.filter(uuid=uuid).first():
        return _same(twin, patient, text)
    try:
        with recorded(by=by, reason="asked"):
            return _create(by, _locked(patient), uuid, text, screening, episode)
    except IntegrityError:
        if twin := Question.objects.filter(uuid=uuid).first():
            return _same(twin, patient, text)
        raise


def answer_question(*, by: User, question: UUID, reply: str) -> Question:
    """The clinic's answer. Raises NotFound, InvalidInput, Conflict when it was settled already."""
    reply = _said(reply, "reply", REPLY_LENGTH)
    return _settle(by, question, QuestionState.ANSWERED, reply)


def close_question(*, by: User, question: UUID, reply: str = "") -> Question:
    """Settled without an answer, for example by telephone. ``reply`` may say how; the patient reads it.

    Raises NotFound, InvalidInput, Conflict.
    """
    if len(reply.strip()) > REPLY_LENGTH:
        raise invalid(reply=_("Keep it under %(limit)d characters.") % {"limit": REPLY_LENGTH})
    return _settle(by, question, QuestionState.CLOSED, reply.strip())


def _said(text: str, field: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise invalid(**{field: _("Write a few words.")})
    if len(text) > limit:
        raise invalid(**{field: _("Keep it under %(limit)d characters.") % {"limit": limit}})
    return text


def _same(twin: Question, patient: Patient, text: str) -> Question:
    if twin.patient_id != patient.pk or twin.text != text:
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def _locked(patient: Patient) -> Patient:
    """A stop is raised under the same lock: it comes before the question or after it, never beside it."""
    rows = Patient.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic")
    return rows.get(pk=patient.pk)


def _create(
    by: User, patient: Patient, uuid: UUID, text: str, screening: UUID, episode: UUID | None
) -> Question:
    now = clock.now()
    question = Question.objects.create(
        uuid=uuid,
        patient=patient,
        episode=_own_episode(patient, episode),
        screening=answered_for(patient, screening),
        text=text,
        asked_at=now,
        asked_by=by,
        due_at=answer_by(now, patient.clinic.time_zone),
    )
    tell_of_question(question)
    keep_question_signal(patient)
    return question


def _own_episode(patient: Patient, episode: UUID | None) -> Episode | None:
    if episode is None:
        return None
    found = Episode.objects.filter(patient=patient, uuid=episode).first()
    if found is None:
        raise invalid(episode=_("There is no such episode."))
    return found


def _settle(by: User, question: UUID, state: QuestionState, reply: str) -> Question:
    found = get_question(by, question, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=str(state.label)):
        rows = Question.objects.select_for_update(no_key=True, of=("self",))
        record = rows.select_related("patient__clinic", "patient__user").get(pk=found.pk)
        if record.state != QuestionState.OPEN:
            raise Conflict(_("Somebody settled this question already."), code="settled")
        record.state, record.reply = state, reply
        record.replied_at, record.replied_by = clock.now(), by
        record.save()
        tell_of_answer(record)
        keep_question_signal(record.patient)
    return record
