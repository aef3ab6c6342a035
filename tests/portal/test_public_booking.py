"""Booking on the clinic's public page, without any script: warning signs, details, a code, a time."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from common import clock
from notifications.models import Message
from notifications.registry import composer_for
from patients.models import Enquiry, Patient, Proxy, Screening, Stop
from portal.proof import BITS, zero_bits
from scheduling.enums import AppointmentStatus, BookableBy, Source
from scheduling.models import AddressCheck, Appointment
from scheduling.queries.public import kinds_for_new
from tests.factories import ClinicFactory, PatientFactory, ProxyFactory, UserFactory, loaded_pack
from tests.portal.pages import Markup
from tests.portal.test_start import DETAILS, answers, born, form_of, to_details
from tests.scheduling_factories import AppointmentFactory, AppointmentKindFactory, bookable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREE = datetime(2026, 11, 25, 9, tzinfo=UTC)
AT = "2026-11-25T09:00Z"
START = "/start/north/"


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def clinic(db):
    loaded_pack()
    return ClinicFactory.create(
        slug="north", name="North clinic", phone="+49 30 111", emergency_number="112", time_zone="UTC"
    )


@pytest.fixture
def practitioner(clinic):
    return bookable(clinic, for_new_patients=True, name="First visit", price="80 €")


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def visitor(kind):
    return Client()


def text_of(response):
    return response.content.decode()


def told(visitor):
    return visitor.session["start:north"]


def mail():
    """The newest mail of the outbox about an address, as it would go out."""
    message = Message.objects.filter(kind="address_check").latest("pk")
    return composer_for(message.kind)(message)


def code():
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail().text)
    assert found
    return found[0]


def to_code(visitor, clinic, **more):
    to_details(visitor, clinic)
    return visitor.post(f"{START}details/", DETAILS | more)


def to_times(visitor, clinic, **more):
    to_code(visitor, clinic, **more)
    return visitor.post(f"{START}code/", {"code": code()})


def confirm_page(kind):
    return f"{START}times/{kind.uuid}/confirm/"


def book(visitor, kind, at=AT, who="anybody"):
    return visitor.post(confirm_page(kind), {"at": at, "who": who})


# --- the whole way -----------------------------------------------------------------------------------------


def test_the_first_page_says_that_one_can_book(visitor):
    assert "Book your first visit at North clinic" in text_of(visitor.get(START))


def test_the_whole_way(visitor, clinic, kind, practitioner):
    assert to_code(visitor, clinic).url == f"{START}code/"
    assert not Patient.objects.exists()
    assert visitor.post(f"{START}code/", {"code": code().lower()}).url == f"{START}times/"
    week = visitor.get(f"{START}times/").url
    assert week == f"{START}times/{kind.uuid}/"
    assert "Lisbon time" in text_of(visitor.get(week))
    look = text_of(visitor.get(confirm_page(kind), {"at": AT, "who": "anybody"}))
    assert "9:00 to 9:30" in look
    assert "80 €" in look
    assert book(visitor, kind).url == f"{START}booked/"

    visit, patient = Appointment.objects.get(), Patient.objects.get()
    assert (visit.patient, visit.practitioner, visit.starts_at) == (patient, practitioner, FREE)
    assert (visit.status, visit.source) == (AppointmentStatus.BOOKED, Source.PUBLIC)
    assert (visit.screening, visit.patient_note) == (Screening.objects.get(), "Stairs hurt since May.")
    assert visit.screening.patient == patient
    assert (patient.clinic, patient.name, patient.email) == (clinic, "Mara Lind", "mara@example.org")
    assert (patient.time_zone, patient.phone) == ("Europe/Lisbon", "+4930901820")
    assert (patient.user, visit.booked_by) == (User.objects.get(email="mara@example.org"),) * 2
    assert not Enquiry.objects.exists()
    last = text_of(visitor.get(f"{START}booked/"))
    assert "Your visit is booked" in last
    assert "Mara@example.org" in last


def test_they_are_told_how_to_come_in_and_of_the_visit(visitor, clinic, kind):
    to_times(visitor, clinic)
    book(visitor, kind)
    assert set(
        Message.objects.filter(recipient__email="mara@example.org").values_list("kind", flat=True)
    ) >= {
        "welcome",
        "visit",
    }


def test_the_new_patient_signs_in_and_sees_the_visit(visitor, clinic, kind):
    to_times(visitor, clinic)
    book(visitor, kind)
    home = Client()
    user = Patient.objects.get().user
    assert user
    home.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "First visit" in text_of(home.get("/visits/"))


def test_what_the_clinic_confirms_is_asked_for(visitor, clinic, kind):
    kind.who_may_book = BookableBy.ON_REQUEST
    kind.save()
    to_times(visitor, clinic)
    book(visitor, kind)
    assert Appointment.objects.get().status == AppointmentStatus.REQUESTED
    assert "The clinic has your request" in text_of(visitor.get(f"{START}booked/"))


def test_with_several_kinds_one_is_chosen(visitor, clinic, practitioner):
    other = AppointmentKindFactory.create(clinic=clinic, name="Running check", for_new_patients=True)
    practitioner.kinds.add(other)
    practitioner.kinds.add(AppointmentKindFactory.create(clinic=clinic, name="For patients only"))
    to_times(visitor, clinic)
    shown = text_of(visitor.get(f"{START}times/"))
    assert "First visit" in shown
    assert "Running check" in shown
    assert "For patients only" not in shown


def test_a_booked_visitors_session_holds_nothing_that_was_told(visitor, clinic, kind):
    to_times(visitor, clinic)
    book(visitor, kind)
    kept = told(visitor)
    gone = ("born", "guardian", "screening", "name", "phone", "message", "check")
    assert [kept[name] for name in gone] == [""] * len(gone)


# --- under 18 ----------------------------------------------------------------------------------------------


def as_guardian(visitor, clinic):
    visitor.post(START, {"date_of_birth": born(12), "guardian_name": "Ada Lind"})
    visitor.post(f"{START}questions/", form_of(visitor) | answers(clinic, age=12))
    visitor.post(f"{START}details/", DETAILS | {"email": "ada@example.org"})
    visitor.post(f"{START}code/", {"code": code()})


def test_a_child_has_a_guardian_who_acts(visitor, clinic, kind):
    as_guardian(visitor, clinic)
    assert book(visitor, kind).url == f"{START}booked/"
    proxy, child = Proxy.objects.get(), Patient.objects.get()
    assert (proxy.patient, proxy.user.email, proxy.user.name) == (child, "ada@example.org", "Ada Lind")
    assert proxy.acts()
    assert (child.name, child.user, child.email) == ("Mara Lind", None, "")
    assert Message.objects.filter(kind="carer_added").exists()
    assert Message.objects.get(kind="visit").recipient == proxy.user


def test_a_second_child_of_one_guardian_is_somebody_else(visitor, clinic, kind):
    sibling = PatientFactory.create(clinic=clinic, user=None, email="", date_of_birth=born(9))
    parent = UserFactory.create(email="ada@example.org")
    ProxyFactory.create(patient=sibling, user=parent, is_guardian=True, relation="parent")
    as_guardian(visitor, clinic)
    book(visitor, kind)
    assert Proxy.objects.filter(user=parent).count() == 2


def test_the_same_child_is_not_made_twice(visitor, clinic, kind):
    child = PatientFactory.create(clinic=clinic, user=None, email="", date_of_birth=born(12))
    parent = UserFactory.create(email="ada@example.org")
    ProxyFactory.create(patient=child, user=parent, is_guardian=True, relation="parent")
    visitor.post(START, {"date_of_birth": born(12), "guardian_name": "Ada Lind"})
    visitor.post(f"{START}questions/", form_of(visitor) | answers(clinic, age=12))
    visitor.post(f"{START}details/", DETAILS | {"email": "ada@example.org"})
    assert AddressCheck.objects.get().is_known


# --- the warning signs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["code/", "times/", "times/{kind}/", "times/{kind}/confirm/", "booked/"])
def test_no_step_leads_round_an_emergency(visitor, clinic, kind, step):
    to_details(visitor, clinic, "RF-02")
    assert visitor.get(START + step.format(kind=kind.uuid)).url == f"{START}urgent-care/"


@pytest.mark.parametrize("step", ["details/", "code/", "times/{kind}/confirm/"])
def test_nothing_is_sent_or_booked_after_an_emergency(visitor, clinic, kind, step):
    to_times(visitor, clinic)
    visitor.post(f"{START}questions/", form_of(visitor) | answers(clinic, "RF-02"))
    address = START + step.format(kind=kind.uuid)
    assert visitor.post(address, DETAILS | {"code": "X", "at": AT}).url == f"{START}urgent-care/"
    assert not Appointment.objects.exists()


def test_an_urgent_answer_is_for_the_clinic_to_look_at_first(visitor, clinic, kind):
    to_details(visitor, clinic, "RF-12")
    assert visitor.post(f"{START}details/", DETAILS).url == f"{START}sent/"
    assert Enquiry.objects.count() == 1
    assert not AddressCheck.objects.exists()


def test_an_urgent_answer_after_the_code_books_nothing(visitor, clinic, kind):
    to_times(visitor, clinic)
    visitor.post(f"{START}questions/", form_of(visitor) | answers(clinic, "RF-12"))
    assert book(visitor, kind).url == f"{START}details/"
    assert not Appointment.objects.exists()
    assert not Stop.objects.exists()


def test_answers_of_yesterday_are_asked_again(visitor, clinic, kind):
    to_times(visitor, clinic)
    with clock.pretending(NOW + timedelta(days=1, minutes=1)):
        assert book(visitor, kind).url == START
    assert not Patient.objects.exists()


# --- clinics without such a kind ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shut",
    [
        {"for_new_patients": False},
        {"who_may_book": BookableBy.NOBODY},
        {"is_active": False},
    ],
)
def test_without_a_kind_for_new_patients_the_clinic_is_asked(visitor, clinic, kind, shut):
    for name, value in shut.items():
        setattr(kind, name, value)
    kind.save()
    assert "Ask North clinic to see you" in text_of(visitor.get(START))
    assert to_code(visitor, clinic).url == f"{START}sent/"
    assert Enquiry.objects.count() == 1


def test_who_would_rather_be_called_asks_the_clinic(visitor, clinic):
    assert to_code(visitor, clinic, instead="1").url == f"{START}sent/"
    assert Enquiry.objects.get().email == "mara@example.org"


# --- the code ----------------------------------------------------------------------------------------------


def test_the_code_stands_only_in_the_mail(visitor, clinic):
    to_code(visitor, clinic)
    plain = code().replace("-", "")
    assert len(plain) == 8
    kept = (
        str(list(AddressCheck.objects.values()))
        + str(told(visitor))
        + str(Message.objects.latest("pk").context)
    )
    assert plain not in kept.replace("-", "")
    assert plain not in text_of(visitor.get(f"{START}code/")).replace("-", "")


def test_the_code_goes_out_at_once(visitor, clinic):
    to_code(visitor, clinic)
    message = Message.objects.get(kind="address_check")
    assert (message.due_at, message.expires_at) == (NOW, NOW + timedelta(minutes=10))
    assert mail().to == "mara@example.org"


def test_a_wrong_code_opens_nothing(visitor, clinic):
    to_code(visitor, clinic)
    answer = visitor.post(f"{START}code/", {"code": "BBBB-BBBB"})
    assert "not the code from the newest mail" in text_of(answer)
    assert visitor.get(f"{START}times/").url == f"{START}code/"


def test_after_five_tries_even_the_right_one_opens_nothing(visitor, clinic):
    to_code(visitor, clinic)
    for _number in range(5):
        visitor.post(f"{START}code/", {"code": "BBBB-BBBB"})
    assert "This code is over" in text_of(visitor.post(f"{START}code/", {"code": code()}))


def test_after_ten_minutes_it_is_over(visitor, clinic):
    to_code(visitor, clinic)
    right = code()
    with clock.pretending(NOW + timedelta(minutes=10)):
        assert "This code is over" in text_of(visitor.post(f"{START}code/", {"code": right}))


def test_a_new_code_takes_the_place_of_the_old_one(visitor, clinic):
    to_code(visitor, clinic)
    old = code()
    visitor.post(f"{START}code/", {"again": "1"})
    assert "not the code" in text_of(visitor.post(f"{START}code/", {"code": old}))
    assert visitor.post(f"{START}code/", {"code": code()}).url == f"{START}times/"


def test_one_address_gets_few_codes_an_hour(visitor, clinic):
    to_code(visitor, clinic)
    for _number in range(4):
        visitor.post(f"{START}code/", {"again": "1"})
    assert "Several codes were sent" in text_of(visitor.post(f"{START}code/", {"again": "1"}))
    assert AddressCheck.objects.count() == 5


def test_another_clinics_code_opens_nothing_here(visitor, clinic):
    to_code(visitor, clinic)
    right = code()
    AddressCheck.objects.update(clinic=ClinicFactory.create())
    assert "This code is over" in text_of(visitor.post(f"{START}code/", {"code": right}))


# --- an address that is known ------------------------------------------------------------------------------


def known_patient(clinic):
    PatientFactory.create(clinic=clinic, email="mara@example.org")


def known_staff(_clinic):
    UserFactory.create(email="mara@example.org", is_staff=True)


def known_elsewhere(_clinic):
    PatientFactory.create(email="mara@example.org")


@pytest.mark.parametrize("known", [known_patient, known_staff, known_elsewhere])
def test_a_known_address_sees_the_same_pages_and_makes_no_second_record(visitor, clinic, kind, known):
    stranger, before = Client(REMOTE_ADDR="203.0.113.4"), Patient.objects.count()
    to_code(stranger, clinic, email="nobody@example.org")
    known(clinic)
    patients = Patient.objects.count()
    assert to_code(visitor, clinic).url == f"{START}code/"

    pages = [
        text_of(each.get(f"{START}code/")).lower().replace(address, "-")
        for each, address in ((stranger, "nobody@example.org"), (visitor, "mara@example.org"))
    ]
    without_tokens = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert without_tokens[0] == without_tokens[1]
    written = mail()
    assert "There is a record with this address already" in written.text
    assert not re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", written.text)
    assert (before, Patient.objects.count()) == (0, patients)


def test_a_known_address_never_opens_by_a_code(visitor, clinic, kind):
    from scheduling.services.address_checks import code_of

    known_patient(clinic)
    to_code(visitor, clinic)
    answer = visitor.post(f"{START}code/", {"code": code_of(AddressCheck.objects.get())})
    assert "not the code from the newest mail" in text_of(answer)


def test_who_was_registered_meanwhile_is_not_made_twice(visitor, clinic, kind):
    to_times(visitor, clinic)
    known_patient(clinic)
    assert "Please look at your mail" in text_of(book(visitor, kind))
    assert not Appointment.objects.exists()


def test_a_carer_becomes_a_patient_with_the_account_they_have(visitor, clinic, kind):
    carer = ProxyFactory.create(
        patient=PatientFactory.create(clinic=clinic), user__email="mara@example.org"
    ).user
    to_times(visitor, clinic)
    book(visitor, kind)
    assert Appointment.objects.get().patient.user == carer


# --- the time ----------------------------------------------------------------------------------------------


def test_a_time_that_is_taken_meanwhile_offers_the_next_and_registers_nobody(
    visitor, clinic, kind, practitioner
):
    to_times(visitor, clinic)
    AppointmentFactory.create(
        practitioner=practitioner, kind=kind, patient=PatientFactory.create(clinic=clinic), starts_at=FREE
    )
    answer = book(visitor, kind, who=str(practitioner.uuid))
    assert "What you typed is kept. The next free times:" in text_of(answer)
    buttons = [tag for tag in Markup(text_of(answer)).of("button") if tag.get("form") == "other"]
    assert buttons
    assert Patient.objects.count() == 1
    assert book(visitor, kind, at=buttons[0]["value"]).url == f"{START}booked/"


@pytest.mark.parametrize(
    "at", ["2026-11-25T03:00Z", "2026-11-20T09:00Z", "2031-11-25T09:00Z", "2026-11-25T09:07Z"]
)
def test_a_time_that_is_none_books_nothing(visitor, clinic, kind, at):
    to_times(visitor, clinic)
    assert book(visitor, kind, at=at).status_code == 200
    assert not Patient.objects.exists()


def test_without_a_time_the_times_come_again(visitor, clinic, kind):
    to_times(visitor, clinic)
    assert book(visitor, kind, at="soon").url == f"{START}times/{kind.uuid}/"


def test_a_kind_that_is_not_for_new_patients_is_not_there(visitor, clinic, practitioner):
    other = AppointmentKindFactory.create(clinic=clinic)
    practitioner.kinds.add(other)
    to_times(visitor, clinic)
    assert visitor.get(f"{START}times/{other.uuid}/").status_code == 404
    assert book(visitor, other).status_code == 404


def test_tapping_twice_books_once(visitor, clinic, kind):
    to_times(visitor, clinic)
    kept = told(visitor)
    book(visitor, kind)
    session = visitor.session
    session["start:north"] = kept
    session.save()
    assert book(visitor, kind).url == f"{START}booked/"
    assert Appointment.objects.count() == Patient.objects.count() == 1
    assert Appointment.objects.get().uuid == UUID(kept["enquiry"])


# --- going back --------------------------------------------------------------------------------------------


def test_going_back_shows_what_was_typed(visitor, clinic):
    to_times(visitor, clinic)
    shown = text_of(visitor.get(f"{START}details/"))
    for words in ("Mara Lind", "Mara@example.org", "+49 30 901820", "Stairs hurt since May."):
        assert words in shown
    assert born(40) in text_of(visitor.get(START))


def test_the_same_address_stays_confirmed_another_one_does_not(visitor, clinic):
    to_times(visitor, clinic)
    assert visitor.post(f"{START}details/", DETAILS | {"name": "Mara L."}).url == f"{START}times/"
    answer = visitor.post(f"{START}details/", DETAILS | {"email": "other@example.org"})
    assert answer.url == f"{START}code/"


def test_another_age_asks_its_own_questions(visitor, clinic):
    to_times(visitor, clinic)
    visitor.post(START, {"date_of_birth": born(12), "guardian_name": "Ada Lind"})
    assert visitor.get(f"{START}times/").url == f"{START}questions/"


def test_the_next_visitor_on_the_phone_begins_anew(visitor, clinic, kind):
    to_times(visitor, clinic)
    book(visitor, kind)
    visitor.post(f"{START}again/")
    assert visitor.get(f"{START}booked/").url == START


# --- machines ----------------------------------------------------------------------------------------------


def proven(page):
    """What the script does."""
    challenge = next(str(tag["value"]) for tag in Markup(page).of("input") if tag.get("name") == "challenge")
    number = next(number for number in range(10**7) if zero_bits(challenge, str(number)) >= BITS)
    return {"challenge": challenge, "proof": str(number)}


def test_a_machine_waits_for_a_code_that_never_comes(visitor, clinic):
    assert to_code(visitor, clinic, website="https://spam.example").url == f"{START}code/"
    assert not AddressCheck.objects.exists()


def test_without_the_work_of_a_script_a_few_get_through(visitor, clinic):
    to_details(visitor, clinic)
    sent = [
        visitor.post(f"{START}details/", DETAILS | {"email": f"v{number}@example.org"}).status_code
        for number in range(7)
    ]
    assert sent == [302] * 6 + [429]


def test_with_it_more_do_and_each_counts_once(visitor, clinic):
    to_details(visitor, clinic)
    for number in range(6):
        visitor.post(f"{START}details/", DETAILS | {"email": f"v{number}@example.org"})
    work = proven(text_of(visitor.get(f"{START}details/")))
    said = DETAILS | {"email": "one@example.org"}
    assert visitor.post(f"{START}details/", said | work).status_code == 302
    assert visitor.post(f"{START}details/", said | work).status_code == 429


@pytest.mark.parametrize("wrong", [{"challenge": "made-up", "proof": "1"}, {"proof": "-1"}, {"proof": "x"}])
def test_work_that_was_not_done_counts_for_nothing(visitor, clinic, wrong):
    from portal.proof import is_proven, new_challenge

    said = {"challenge": new_challenge(), "proof": "1"} | wrong
    assert not is_proven(said["challenge"], said["proof"])


def test_an_address_is_forgotten_after_two_days(visitor, clinic):
    from scheduling.services.address_checks import forget_checks

    to_code(visitor, clinic)
    assert forget_checks() == 0
    with clock.pretending(NOW + timedelta(days=2, minutes=1)):
        assert forget_checks() == 1


def test_a_kind_whose_only_practitioner_has_left_is_not_offered(clinic, practitioner):
    assert kinds_for_new(clinic).exists()
    practitioner.user.memberships.update(ended_at=NOW)

    assert not kinds_for_new(clinic).exists()
