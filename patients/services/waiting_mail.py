"""Tells the clinic that somebody waits for its answer, and a patient that it is there.

A mail travels through foreign hands: they name nobody and quote nothing, only where to look.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Clinic, User
from accounts.permissions import Permission
from accounts.queries import clinicians_of, members_with
from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.enums import EnquiryState, Outcome, QuestionState
from patients.models import Enquiry, Question
from patients.queries.guardians import reader_of

ENQUIRY, QUESTION, ANSWER = "enquiry_sent", "question_asked", "question_answered"
USEFUL_FOR = timedelta(days=7)

SETTLED = gettext_noop("somebody has settled it")
NO_ACCOUNT = gettext_noop("the patient does not sign in")


def tell_of_enquiry(enquiry: Enquiry) -> None:
    """Plans a mail to everybody who may register patients. Call it in the transaction that keeps it."""
    for member in members_with(enquiry.clinic, Permission.EDIT_PATIENTS):
        _plan(ENQUIRY, enquiry.uuid.hex, enquiry.clinic, member.user, {"enquiry": str(enquiry.uuid)})


def tell_of_question(question: Question) -> None:
    """Plans a mail to the physio in charge; without one, to everybody who treats patients here."""
    for user in _who_answers(question):
        _plan(QUESTION, question.uuid.hex, question.patient.clinic, user, {"question": str(question.uuid)})


def tell_of_answer(question: Question) -> None:
    """Plans a mail to the patient: there is an answer to read."""
    patient = question.patient
    reader = reader_of(patient)
    if reader and question.reply:
        _plan(ANSWER, question.uuid.hex, patient.clinic, reader, {"question": str(question.uuid)})


def _who_answers(question: Question) -> list[User]:
    readers = [member.user for member in clinicians_of(question.patient.clinic)]
    in_charge = [user for user in readers if user.pk == question.patient.primary_physio_id]
    return in_charge or readers


def _plan(kind: str, about: str, clinic: Clinic, user: User, context: dict[str, str]) -> None:
    now = clock.now()
    plan_message(
        key=f"{kind}:{about}:{user.uuid}",
        clinic=clinic,
        recipient=user,
        kind=kind,
        context=context,
        due_at=now,
        expires_at=now + USEFUL_FOR,
        urgent=True,
    )


def compose_enquiry(message: Message) -> Content | Suppress:
    """That somebody new wants to be seen, as long as nobody has settled it."""
    enquiry = Enquiry.objects.select_related("clinic", "screening").get(uuid=message.context["enquiry"])
    if enquiry.state != EnquiryState.OPEN:
        return Suppress(SETTLED)
    with translation.override(enquiry.clinic.language):
        soon = enquiry.screening.outcome == Outcome.URGENT
        return _write(
            message,
            enquiry.clinic,
            _("Somebody new needs an answer soon") if soon else _("Somebody new asks to be seen"),
            _("There is a new enquiry. It should have its answer within one working day."),
            f"/admin/enquiries/{enquiry.uuid}/",
            _("Open the enquiry"),
        )


def compose_question(message: Message) -> Content | Suppress:
    """That a patient has asked something, as long as it is not answered."""
    question = _question_of(message)
    if question.state != QuestionState.OPEN:
        return Suppress(SETTLED)
    clinic = question.patient.clinic
    with translation.override(clinic.language):
        return _write(
            message,
            clinic,
            _("A patient has a question"),
            _("It should have its answer within one working day."),
            f"/admin/questions/{question.uuid}/",
            _("Open the question"),
        )


def compose_answer(message: Message) -> Content | Suppress:
    """That the clinic has answered; what it says stands behind the sign-in."""
    question = _question_of(message)
    patient = question.patient
    if message.recipient is None or reader_of(patient) != message.recipient:
        return Suppress(NO_ACCOUNT)
    with translation.override(patient.language):
        return _write(
            message,
            patient.clinic,
            _("Your clinic has answered you"),
            _("There is an answer to your question."),
            "/ask/",
            _("Read the answer"),
        )


def _question_of(message: Message) -> Question:
    rows = Question.objects.select_related("patient__clinic", "patient__user")
    return rows.get(uuid=message.context["question"])


def _write(message: Message, clinic: Clinic, subject: str, words: str, path: str, button: str) -> Content:
    return write_mail(
        "waiting",
        to=message.recipient.email if message.recipient else "",
        subject=subject,
        clinic=clinic,
        words=words,
        button_url=f"{settings.BASE_URL}{path}",
        button_text=button,
    )
