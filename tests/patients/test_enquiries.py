"""A visitor asks to be seen: screened, reachable, with a guardian under 18; then registered or told no."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from notifications.registry import Content, Suppress
from patients.models import ConditionForm, Enquiry, Episode, Stop
from patients.queries.screening import red_flags
from patients.services import waiting_mail
from patients.services.enquiries import decline_enquiry, register_enquiry, send_enquiry
from patients.services.screenings import record_visitor_screening
from patients.services.visitors import Visitor
from tests.factories import ClinicFactory, PatientFactory, loaded_pack, physio

pytestmark = pytest.mark.django_db

GROWN = Visitor(
    name="Vera Muster",
    email="Vera@Example.org",
    phone="030 1234",
    date_of_birth=date(1990, 5, 1),
    message="Hi.",
)
YOUNG = replace(GROWN, date_of_birth=date(2014, 5, 1))


@pytest.fixture
def clinic():
    loaded_pack()
    return ClinicFactory.create()


def visited(clinic, *yes, age=36):
    form = ConditionForm.objects.get(kind="screening", is_current=True)
    asked = red_flags(clinic, form, "intake", age)
    return record_visitor_screening(
        clinic=clinic,
        condition="runners-knee",
        age=age,
        answers={flag.id: flag.id in yes for flag in asked},
        uuid=uuid4(),
    )


def send(clinic, visitor=GROWN, screening=None, uuid=None) -> Enquiry:
    screening = screening or visited(clinic)
    return send_enquiry(clinic=clinic, uuid=uuid or uuid4(), screening=screening.uuid, visitor=visitor)


def refusal_of(clinic, **options) -> str:
    with pytest.raises(Conflict) as refusal:
        send(clinic, **options)
    return refusal.value.code


def test_an_enquiry_is_kept_and_waits(clinic):
    enquiry = send(clinic)

    assert (enquiry.state, enquiry.name, enquiry.email) == ("open", "Vera Muster", "vera@example.org")
    assert enquiry.time_zone == clinic.time_zone


def test_the_same_enquiry_again_is_the_same_one(clinic):
    uuid, screening = uuid4(), visited(clinic)

    assert send(clinic, screening=screening, uuid=uuid) == send(clinic, screening=screening, uuid=uuid)


def test_after_an_emergency_nobody_is_put_into_a_queue(clinic):
    assert refusal_of(clinic, screening=visited(clinic, "RF-02")) == "red_flag"
    assert not Enquiry.objects.exists()


def test_an_urgent_answer_may_ask_to_be_seen(clinic):
    assert send(clinic, screening=visited(clinic, "RF-12")).screening.outcome == "urgent"


def test_old_answers_open_nothing(clinic):
    with clock.pretending(clock.now() - timedelta(days=2)):
        old = visited(clinic)

    assert refusal_of(clinic, screening=old) == "screening_needed"


def test_another_clinics_answers_open_nothing(clinic):
    assert refusal_of(clinic, screening=visited(ClinicFactory.create())) == "screening_needed"


def test_answers_are_used_once(clinic):
    screening = visited(clinic)
    send(clinic, screening=screening)

    assert refusal_of(clinic, screening=screening) == "screening_needed"


def test_who_is_younger_than_told_before_is_asked_again(clinic):
    young = replace(YOUNG, guardian_name="Maria Muster")

    assert refusal_of(clinic, visitor=young, screening=visited(clinic, age=36)) == "screening_needed"
    assert send(clinic, young, visited(clinic, age=12)).guardian_name == "Maria Muster"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"email": ""}, "email"),
        ({"phone": "1" * 33}, "phone"),
        ({"message": "x" * 2001}, "message"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"date_of_birth": date(2999, 1, 1)}, "date_of_birth"),
        ({"date_of_birth": date(1800, 1, 1)}, "date_of_birth"),
        ({"date_of_birth": YOUNG.date_of_birth}, "guardian_name"),
    ],
)
def test_what_is_missing_is_named(clinic, changed, field):
    with pytest.raises(InvalidInput) as refusal:
        send(clinic, replace(GROWN, **changed))

    assert set(refusal.value.fields) == {field}


def test_registering_makes_a_patient_with_their_screening_and_an_episode(clinic):
    enquiry, by = send(clinic), physio(clinic)
    patient = register_enquiry(by=by, enquiry=enquiry.uuid, side="left")
    enquiry.refresh_from_db()

    assert (patient.name, patient.email, patient.date_of_birth) == (
        "Vera Muster",
        "vera@example.org",
        GROWN.date_of_birth,
    )
    assert (enquiry.state, enquiry.patient, enquiry.settled_by) == ("registered", patient, by)
    assert list(patient.screenings.all()) == [enquiry.screening]
    assert Episode.objects.get(patient=patient).side == "left"


def test_an_urgent_answer_becomes_a_stop_of_the_patient(clinic):
    enquiry = send(clinic, screening=visited(clinic, "RF-12"))
    patient = register_enquiry(by=physio(clinic), enquiry=enquiry.uuid)

    assert Stop.objects.get(patient=patient).level == "urgent"


def test_the_front_desk_registers_but_opens_no_episode(clinic):
    patient = register_enquiry(by=physio(clinic, Role.FRONT_DESK), enquiry=send(clinic).uuid, side="left")

    assert not Episode.objects.filter(patient=patient).exists()


def test_who_is_a_patient_already_is_not_registered_twice(clinic):
    PatientFactory.create(clinic=clinic, email="vera@example.org")
    with pytest.raises(InvalidInput) as refusal:
        register_enquiry(by=physio(clinic), enquiry=send(clinic).uuid)

    assert set(refusal.value.fields) == {"email"}
    assert Enquiry.objects.get().state == "open"


def test_no_is_said_with_a_reason(clinic):
    enquiry = decline_enquiry(by=physio(clinic), enquiry=send(clinic).uuid, reason="Sent to a surgeon.")
    assert (enquiry.state, enquiry.decline_reason) == ("declined", "Sent to a surgeon.")
    with pytest.raises(InvalidInput):
        decline_enquiry(by=physio(clinic), enquiry=send(clinic).uuid, reason=" ")


def test_an_enquiry_is_settled_once(clinic):
    enquiry, by = send(clinic), physio(clinic)
    decline_enquiry(by=by, enquiry=enquiry.uuid, reason="No room.")
    with pytest.raises(Conflict) as refusal:
        register_enquiry(by=by, enquiry=enquiry.uuid)

    assert refusal.value.code == "settled"


def test_another_clinic_sees_no_enquiry(clinic):
    with pytest.raises(NotFound):
        register_enquiry(by=physio(), enquiry=send(clinic).uuid)


def test_everybody_who_may_register_hears_of_it_without_a_name(clinic):
    desk, _elsewhere = physio(clinic, Role.FRONT_DESK), physio()
    enquiry = send(clinic)
    message = Message.objects.get(kind="enquiry_sent")
    mail = waiting_mail.compose_enquiry(message)

    assert message.recipient == desk
    assert isinstance(mail, Content)
    assert "vera" not in (mail.subject + mail.text + mail.html).lower()
    decline_enquiry(by=desk, enquiry=enquiry.uuid, reason="No room.")
    assert waiting_mail.compose_enquiry(message) == Suppress(waiting_mail.SETTLED)
