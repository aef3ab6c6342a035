"""Visitors who ask to be seen: screened first, then registered as a patient, or told no."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, invalid
from common.phones import is_phone, region_of
from patients.enums import EnquiryState, Outcome, ScreeningScope, Side
from patients.gate_access import get_enquiry
from patients.models import Enquiry, Patient, Screening
from patients.queries.screening import current_form, red_flags
from patients.services.deadlines import answer_by
from patients.services.episodes import open_episode
from patients.services.patients import register_patient
from patients.services.stops import raise_stop
from patients.services.visitors import Visitor, age_of, problems_of
from patients.services.waiting_mail import tell_of_enquiry

# The database holds an enquiry to the same (patients/models/enquiry.py).
SCREENED_WITHIN = timedelta(days=1)


def send_enquiry(*, clinic: Clinic, uuid: UUID, screening: UUID, visitor: Visitor) -> Enquiry:
    """Keeps who asks to be seen; ``screening`` is the visitor's own, answered within a day.

    Sending the same ``uuid`` again changes nothing. Raises InvalidInput naming the field, and Conflict:
    ``red_flag`` after an emergency, ``screening_needed``, ``id_taken``.
    """
    if twin := Enquiry.objects.filter(uuid=uuid).first():
        return _same(twin, clinic)
    age = age_of(visitor, clinic.time_zone)
    if problems := problems_of(visitor, age):
        raise InvalidInput(_("Please look at the marked fields."), fields=problems)
    answered = screening_of_visitor(clinic, screening, age)
    try:
        with recorded(by=None, reason="enquired"):
            return _create(clinic, uuid, answered, visitor)
    except IntegrityError as error:
        if twin := Enquiry.objects.filter(uuid=uuid).first():
            return _same(twin, clinic)
        raise _screening_needed() from error


def register_enquiry(
    *, by: User, enquiry: UUID, side: str = "", onset_on: date | None = None, confirm_new: bool = False
) -> Patient:
    """The visitor becomes a patient of the clinic, and their screening the patient's.

    With a ``side``, and by somebody who may, an episode is opened at once. An urgent answer becomes a stop.
    A phone number that is none stays with the enquiry. Raises NotFound, InvalidInput, Conflict when the
    enquiry was settled already, PossibleDuplicates unless ``confirm_new``.
    """
    found = get_enquiry(by, enquiry, Permission.EDIT_PATIENTS)
    if side and side not in Side.values:
        raise invalid(side=_("Choose left, right or both."))
    with recorded(by=by, reason="enquiry registered"):
        record = _open(found)
        patient = register_patient(
            by=by,
            confirm_new=confirm_new,
            name=record.name,
            email=record.email,
            phone=record.phone if is_phone(record.phone, region_of(found.clinic.time_zone)) else "",
            date_of_birth=record.date_of_birth,
            time_zone=record.time_zone,
        )
        _attach(record.screening, patient)
        if side and may(by, Permission.EDIT_CLINICAL):
            open_episode(
                by=by, patient=patient.uuid, condition=record.condition, side=side, onset_on=onset_on
            )
        record.patient = patient
        _settle(record, by, EnquiryState.REGISTERED)
    return patient


def decline_enquiry(*, by: User, enquiry: UUID, reason: str) -> Enquiry:
    """Says no, and why: for the clinic's own record. Raises NotFound, InvalidInput, Conflict."""
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    found = get_enquiry(by, enquiry, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason=reason):
        record = _open(found)
        record.decline_reason = reason.strip()[:240]
        _settle(record, by, EnquiryState.DECLINED)
    return record


def _same(twin: Enquiry, clinic: Clinic) -> Enquiry:
    if twin.clinic_id != clinic.pk:
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def screening_of_visitor(clinic: Clinic, uuid: UUID, age: int) -> Screening:
    """The visitor's own answers, when they are recent and were asked what somebody of this age is asked.

    Raises Conflict: ``red_flag`` after an emergency, ``screening_needed``.
    """
    screening = Screening.objects.filter(clinic=clinic, patient=None, uuid=uuid).first()
    if screening is None or screening.given_at < clock.now() - SCREENED_WITHIN:
        raise _screening_needed()
    if screening.outcome == Outcome.EMERGENCY:
        raise Conflict(
            _("This cannot wait for an answer from us. Please get urgent medical care now."), code="red_flag"
        )
    if not _was_asked_all(screening, age) or Enquiry.objects.filter(screening=screening).exists():
        raise _screening_needed()
    return screening


def _was_asked_all(screening: Screening, age: int) -> bool:
    """Some questions are for the young only: whoever told another age before is asked again."""
    form = current_form(screening.condition)
    if form is None:
        return False
    asked = {question["id"] for question in screening.asked}
    return asked >= {flag.id for flag in red_flags(screening.clinic, form, ScreeningScope.INTAKE, age)}


def _screening_needed() -> Conflict:
    return Conflict(_("Please answer the questions about warning signs first."), code="screening_needed")


def _create(clinic: Clinic, uuid: UUID, screening: Screening, visitor: Visitor) -> Enquiry:
    now = clock.now()
    enquiry = Enquiry.objects.create(
        uuid=uuid,
        clinic=clinic,
        screening=screening,
        condition=screening.condition,
        name=visitor.name.strip(),
        email=visitor.email.strip().lower(),
        phone=visitor.phone.strip(),
        date_of_birth=visitor.date_of_birth,
        time_zone=visitor.time_zone or clinic.time_zone,
        guardian_name=visitor.guardian_name.strip(),
        message=visitor.message.strip(),
        sent_at=now,
        due_at=answer_by(now, clinic.time_zone),
    )
    tell_of_enquiry(enquiry)
    return enquiry


def _open(enquiry: Enquiry) -> Enquiry:
    """Under its lock: of two who settle it, one wins and the other hears of it."""
    rows = Enquiry.objects.select_for_update(no_key=True, of=("self",)).select_related("screening__clinic")
    record = rows.get(pk=enquiry.pk)
    if record.state != EnquiryState.OPEN:
        raise Conflict(_("Somebody settled this enquiry already."), code="settled")
    return record


def _attach(screening: Screening, patient: Patient) -> None:
    screening.patient = patient
    screening.save(update_fields=["patient"])
    if screening.outcome != Outcome.CLEAR:
        raise_stop(patient, screening)


def _settle(enquiry: Enquiry, by: User, state: EnquiryState) -> None:
    enquiry.state, enquiry.settled_at, enquiry.settled_by = state, clock.now(), by
    enquiry.save()
