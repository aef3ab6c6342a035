"""The room's pages: whom the join link leads where, what the door says, which devices a page may ask for."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from common import clock
from patients.models import VisitNote
from programs.models import Exercise, Prescription
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests.factories import PatientFactory, ProxyFactory, assigned_program
from tests.scheduling.rooms import MINUTE, seated, visit_now
from tests.scheduling_factories import PolicyFactory, PractitionerFactory

pytestmark = pytest.mark.django_db

OPEN = "camera=(self), microphone=(self), display-capture=(), geolocation=()"
CLOSED = "camera=(), microphone=(), display-capture=(), geolocation=()"


@pytest.fixture
def visit() -> Appointment:
    """The patient has a program with the physio."""
    patient = PatientFactory.create()
    practitioner = PractitionerFactory.create(clinic=patient.clinic)
    program = assigned_program(patient, by=practitioner.user)
    return visit_now(patient=patient, practitioner=practitioner, episode=program.episode)


def get(user, name, *args, **options) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args), **options)


def test_the_patient_is_in_the_waiting_room_and_may_use_the_camera(visit):
    page = get(visit.patient.user, "portal:room", visit.uuid)
    assert page["Permissions-Policy"] == OPEN
    assert visit.practitioner.user.name in page.content.decode()
    assert 'data-pane="lobby"' in page.content.decode()


def test_the_join_link_leads_the_practitioner_to_the_desk(visit):
    page = get(visit.practitioner.user, "portal:room", visit.uuid, follow=True)
    assert page.redirect_chain == [(reverse("admin:room", args=[visit.uuid]), 302)]
    assert page["Permissions-Policy"] == OPEN
    assert 'data-pane="lobby"' in page.content.decode()


def test_at_the_desk_the_patient_is_led_to_their_own_page(visit):
    """A physio can be somebody else's patient."""
    colleague = PractitionerFactory.create(clinic=visit.clinic).user
    visit.patient.user = colleague
    visit.patient.save()
    page = get(colleague, "admin:room", visit.uuid)
    assert page["Location"] == reverse("portal:room", args=[visit.uuid])


def test_a_carer_of_two_comes_by_the_link_to_the_right_one(visit):
    carer = ProxyFactory.create(patient=visit.patient, scope="act").user
    ProxyFactory.create(patient=PatientFactory.create(clinic=visit.clinic), user=carer, scope="act")
    page = get(carer, "portal:room", visit.uuid)
    assert page.context["patient"] == visit.patient


def test_nothing_of_the_room_may_be_kept_or_framed(visit):
    page = get(visit.patient.user, "portal:room", visit.uuid)
    assert (page["Cache-Control"], page["X-Frame-Options"]) == ("no-store", "DENY")
    assert "script-src 'self';" in page["Content-Security-Policy"]


# --- the door


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(20, "The room opens at"), (-95, "This visit is over")],
    ids=["too early", "over"],
)
def test_a_closed_door_says_why_and_opens_no_camera(visit, minutes, words):
    with clock.pretending(visit.starts_at - timedelta(minutes=minutes)):
        for user, name in (
            (visit.patient.user, "portal:room"),
            (visit.practitioner.user, "admin:room"),
        ):
            page = get(user, name, visit.uuid)
            assert words in page.content.decode()
            assert page["Permissions-Policy"] == CLOSED
            assert "<video" not in page.content.decode()


def test_the_time_at_the_door_is_the_readers_own(visit):
    visit.patient.time_zone = "America/New_York"
    visit.patient.save()
    with clock.pretending(visit.starts_at - 30 * MINUTE):
        page = get(visit.patient.user, "portal:room", visit.uuid).content.decode()
    opens = (visit.starts_at - 15 * MINUTE).astimezone(clock.zone("America/New_York"))
    assert f"{opens:%-H:%M}" in page
    assert "New York time" in page


def test_a_cancelled_visit_says_so_and_how_to_reach_the_clinic(visit):
    visit.clinic.phone = "+49 30 901820"
    visit.clinic.save()
    Appointment.objects.filter(pk=visit.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=clock.now()
    )
    page = get(visit.patient.user, "portal:room", visit.uuid).content.decode()
    assert "This visit was cancelled." in page
    assert "+49 30 901820" in page


# --- a Jitsi


@pytest.fixture
def jitsi(visit, settings):
    settings.JITSI_APP_ID, settings.JITSI_SECRET = "clinic", "a secret of thirty-two characters or more"
    PolicyFactory.create(clinic=visit.clinic, room_provider="jitsi", jitsi_url="https://meet.example.org")


@pytest.mark.parametrize("side", ["patient", "practitioner"])
def test_a_clinics_own_jitsi_is_a_plain_link_and_no_camera_here(visit, jitsi, side):
    user = visit.patient.user if side == "patient" else visit.practitioner.user
    page = get(user, "portal:room" if side == "patient" else "admin:room", visit.uuid)
    assert 'href="https://meet.example.org/' in page.content.decode()
    assert page["Permissions-Policy"] == CLOSED
    assert "<video" not in page.content.decode()


def test_a_jitsi_that_is_not_set_up_is_said_in_plain_words(visit, jitsi, settings):
    settings.JITSI_SECRET = ""
    page = get(visit.patient.user, "portal:room", visit.uuid)
    assert "not set up completely" in page.content.decode()


# --- the exercise that is held up


def prescribed(visit) -> Exercise:
    found: Exercise = visit.patient.programs.get().prescriptions.first().exercise
    return found


def test_an_exercise_of_the_patients_program_is_shown_with_its_steps(visit):
    exercise = prescribed(visit)
    page = get(visit.patient.user, "portal:room_exercise", visit.uuid, exercise.uuid)
    assert exercise.name in page.content.decode()
    assert exercise.instructions[0] in page.content.decode()


def test_an_exercise_that_is_in_none_of_the_patients_programs_is_not_there(visit):
    own = Prescription.objects.filter(program__patient=visit.patient).values("exercise")
    others = Exercise.objects.exclude(pk__in=own).first()
    assert get(visit.patient.user, "portal:room_exercise", visit.uuid, others.uuid).status_code == 404


def test_the_physio_has_no_use_for_the_patients_address(visit):
    page = get(visit.practitioner.user, "portal:room_exercise", visit.uuid, prescribed(visit).uuid)
    assert page.status_code == 404


def test_after_the_visit_the_address_is_closed(visit):
    with clock.pretending(visit.ends_at + 61 * MINUTE):
        page = get(visit.patient.user, "portal:room_exercise", visit.uuid, prescribed(visit).uuid)
    assert page.status_code == 404


# --- the record beside the picture


def test_beside_the_picture_stand_the_program_and_what_is_due_today(visit):
    page = get(visit.practitioner.user, "admin:room", visit.uuid).content.decode()
    assert escape(visit.patient.programs.get().name) in page
    assert f'data-show="{prescribed(visit).uuid}"' in page


def begin(visit) -> Any:
    client = Client()
    client.force_login(visit.practitioner.user)
    return client.post(reverse("admin:room_note", args=[visit.uuid]))


def test_a_note_is_begun_once_and_then_gone_on_with(visit):
    first, second = begin(visit), begin(visit)
    note = VisitNote.objects.get()
    assert (note.episode, note.remote, note.drafted_by) == (visit.episode, True, visit.practitioner.user)
    for answer in (first, second):
        assert reverse("admin:note_save", args=[note.uuid]) in answer.content.decode()


def test_a_patient_without_an_episode_has_no_note(visit):
    bare = visit_now(
        patient=PatientFactory.create(clinic=visit.clinic),
        practitioner=PractitionerFactory.create(clinic=visit.clinic),
    )
    assert begin(bare).status_code == 404
    page = get(bare.practitioner.user, "admin:room", bare.uuid).content.decode()
    assert "A note belongs to an open episode" in page


@pytest.mark.parametrize("name", ["room", "room_beside"])
def test_the_record_of_another_physios_visit_is_not_opened_by_its_room(visit, name):
    colleague = PractitionerFactory.create(clinic=visit.clinic).user
    assert get(colleague, f"admin:{name}", visit.uuid).status_code == 404


# --- how much is asked of the database


def test_an_exchange_asks_little_of_the_database(visit, django_assert_max_num_queries):
    pair = seated(visit)
    for page in (pair.patient, pair.physio, pair.patient):
        page.say(link="connected")
    for page in (pair.patient, pair.physio):
        with django_assert_max_num_queries(6):
            page.say(link="connected")
