"""A video visit between two real browsers with made-up cameras: they meet, and nobody else comes in."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from common import clock
from patients.models import Patient, VisitNote
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests.browser.conftest import PHONE, Phone, wait_until_served
from tests.browser.line import Line
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE, TOUCH, violations
from tests.browser.waiting import wait_until
from tests.factories import PatientFactory, assigned_program
from tests.scheduling_factories import AppointmentFactory, PractitionerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Cameras that draw a clock, microphones that beep, and browsers that find each other on one machine.
FAKE_MEDIA = [
    "--use-fake-device-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
DEVICES = ["camera", "microphone"]
SCREEN = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
PATIENCE_MS = 30_000
# What the page of a stranger, or of a cancelled visit, hears from the server.
REFUSED = ["404 (Not Found)", "409 (Conflict)"]


@pytest.fixture(scope="module")
def studio(start_chromium) -> Iterator[Browser]:
    """A browser of its own: the devices are chosen when it starts."""
    browser = start_chromium(*FAKE_MEDIA)
    yield browser
    browser.close()


@pytest.fixture
def new_studio_phone(studio, live_server) -> Iterator[Callable[..., Phone]]:
    """As new_phone, in the browser with the cameras."""
    cache.clear()
    phones: list[Phone] = []

    def make(user: User | None = None, *, is_allowed: bool = True, **options) -> Phone:
        phone = Phone(studio.new_context(**(PHONE | options)), Line(live_server.url))
        phone.context.set_default_timeout(PATIENCE_MS)
        phones.append(phone)
        phone.context.grant_permissions(DEVICES if is_allowed else [])
        if user:
            phone.sign_in(user)
        return phone

    yield make
    for phone in phones:
        phone.close()
    wait_until_served()
    assert [problem for phone in phones for problem in phone.problems] == []


@pytest.fixture
def visit(patient: Patient) -> Appointment:
    """It has begun a minute ago, and the patient has a program."""
    practitioner = PractitionerFactory.create(clinic=patient.clinic)
    program = assigned_program(patient, by=practitioner.user)
    visit: Appointment = AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        episode=program.episode,
        starts_at=clock.now() - timedelta(minutes=1),
    )
    return visit


@pytest.fixture
def patients_phone(new_studio_phone, visit) -> Phone:
    return new_studio_phone(visit.patient.user)


@pytest.fixture
def physios_desk(new_studio_phone, visit) -> Phone:
    return new_studio_phone(visit.practitioner.user, **SCREEN)


def at_the_door(phone: Phone, visit: Appointment) -> Page:
    """By the link that stands in every mail, the waiting room with the camera on."""
    page = phone.open(reverse("portal:room", args=[visit.uuid]))
    expect(page.locator("#room[data-ready=true]")).to_be_attached(timeout=PATIENCE_MS)
    return page


def joined(phone: Phone, visit: Appointment) -> Page:
    page = at_the_door(phone, visit)
    page.get_by_role("button", name="Join the visit").click()
    return page


def state(page: Page, wanted: str) -> None:
    expect(page.locator("#room")).to_have_attribute("data-state", wanted, timeout=PATIENCE_MS)


def pictures_arrive(page: Page) -> None:
    """More pictures of the other side are decoded than a moment ago."""
    before = page.evaluate("document.getElementById('room').framesDecoded()")
    wait_until(page, f"document.getElementById('room').framesDecoded().then((n) => n > {before} + 3)")


@pytest.fixture
def both(patients_phone, physios_desk, visit) -> tuple[Page, Page]:
    """The pages of the patient and the physio, who see each other."""
    pages = joined(patients_phone, visit), joined(physios_desk, visit)
    for page in pages:
        state(page, "connected")
    return pages


def test_both_join_and_see_each_other(both):
    for page in both:
        pictures_arrive(page)
        assert page.evaluate("document.getElementById('remote').videoWidth") > 0


def test_a_page_that_is_reloaded_is_back_in_the_visit_by_itself(both):
    patient, physio = both
    for page, other in ((patient, physio), (physio, patient)):
        page.reload()
        state(page, "connected")
        state(other, "connected")
        pictures_arrive(page)
        pictures_arrive(other)


def test_a_stranger_with_the_link_is_refused(new_studio_phone, visit):
    stranger = new_studio_phone(PatientFactory.create(clinic=visit.clinic).user)
    stranger.expected += REFUSED
    page = stranger.open(reverse("portal:room", args=[visit.uuid]))
    expect(page.get_by_role("heading")).to_contain_text("This page is not here")
    assert page.locator("video").count() == 0


def test_whoever_is_signed_out_signs_in_first(new_studio_phone, visit):
    page = new_studio_phone().open(reverse("portal:room", args=[visit.uuid]))
    expect(page).to_have_url(re.compile("/sign-in/"))


KNOCK = """async (room) => {
  const token = document.cookie.split("csrftoken=")[1];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ ticket: crypto.randomUUID(), state: {} });
  const ask = (part) => fetch(`/api/v1/rooms/${room}/${part}/`, { method: "POST", headers, body });
  return Promise.all(["seat", "exchange"].map(async (part) => (await ask(part)).status));
}"""


def test_a_third_page_of_the_call_cannot_listen(both, new_studio_phone, visit):
    """Somebody else's script, with the address and all it needs to know."""
    stranger = new_studio_phone(PatientFactory.create(clinic=visit.clinic).user)
    stranger.expected += REFUSED
    page = stranger.open("/")
    statuses = page.evaluate(KNOCK, str(visit.uuid))
    assert statuses == [404, 404]
    for seated in both:
        state(seated, "connected")
        pictures_arrive(seated)


def test_cancelling_throws_both_out_and_says_why(both, patients_phone, physios_desk, visit):
    for phone in (patients_phone, physios_desk):
        phone.expected += REFUSED
    Appointment.objects.filter(pk=visit.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=clock.now()
    )
    for page in both:
        expect(page.get_by_role("heading", name="This visit was cancelled")).to_be_visible()
        assert page.evaluate("document.querySelector('#remote').srcObject") is None
        assert page.evaluate("[...document.querySelectorAll('[data-own]')].every((each) => !each.srcObject)")


def test_a_second_tab_takes_the_seat_over_and_the_first_is_told(both, patients_phone, visit):
    patients_phone.expected += REFUSED
    first, physio = both
    second = joined(patients_phone, visit)
    state(second, "connected")
    expect(first.get_by_role("heading", name="The visit goes on in another window")).to_be_visible()
    pictures_arrive(second)
    pictures_arrive(physio)


def test_muting_and_closing_the_camera_are_seen_on_the_other_side(both):
    patient, physio = both
    patient.get_by_role("button", name="Mute").click()
    expect(physio.locator("[data-chip=muted]")).to_be_visible()
    patient.get_by_role("button", name="Camera off").click()
    expect(physio.locator("[data-chip=unseen]")).to_be_visible()
    expect(physio.locator("#room")).to_have_attribute("data-picture", "false")
    patient.get_by_role("button", name="Camera on").click()
    expect(physio.locator("#room")).to_have_attribute("data-picture", "true")
    pictures_arrive(physio)


def test_little_data_is_what_both_send_then(both):
    patient, physio = both
    patient.get_by_role("button", name="Settings").click()
    patient.get_by_label("Little data").check()
    expect(physio.locator("[data-chip=little]")).to_be_visible()
    for page in both:
        wait_until(page, "document.getElementById('remote').videoWidth < 640")


def test_the_exercise_that_is_held_up_stands_beside_the_patients_picture(both, visit):
    patient, physio = both
    button = physio.locator("[data-show]").first
    name = physio.locator(".held__what strong").first.inner_text()
    button.click()
    expect(patient.locator("#shown").get_by_role("heading", name=name)).to_be_visible()
    patient.reload()
    expect(patient.locator("#shown").get_by_role("heading", name=name)).to_be_visible()
    button.click()
    expect(patient.locator("#shown")).to_be_hidden()


def test_a_dose_is_changed_and_a_note_written_without_leaving_the_call(both, visit, physios_desk):
    _patient, physio = both
    # A preview that is overtaken by the next one is given up, and the library says so.
    physios_desk.expected += ["htmx:sendAbort", "htmx:afterRequest"]
    physio.get_by_role("link", name="Change the dose of").first.click()
    drawer = physio.locator("#drawer")
    drawer.get_by_label("Sets", exact=True).fill("4")
    drawer.get_by_label("Why", exact=True).fill("goes well")
    drawer.get_by_role("button", name="Save the change").click()
    expect(physio.locator("[data-said]")).to_contain_text("is in the plan")
    expect(physio.locator("#beside")).to_contain_text("4 sets of")
    physio.get_by_role("tab", name="Note").click()
    physio.get_by_role("button", name="Begin the note").click()
    physio.get_by_label("Subjective").fill("Stairs are easier.")
    expect(physio.locator("#visit-note [data-status]")).to_contain_text("Saved")
    note = VisitNote.objects.get()
    assert (note.episode, note.remote, note.subjective) == (visit.episode, True, "Stairs are easier.")
    pictures_arrive(physio)


def test_a_call_goes_on_while_the_clinic_cannot_be_reached(both, patients_phone):
    patient, _physio = both
    patients_phone.expected += ["net::ERR", "Failed to fetch"]
    patients_phone.line.cut()
    expect(patient.locator("#server")).to_be_visible()
    pictures_arrive(patient)
    patients_phone.line.mend()
    expect(patient.locator("#server")).to_be_hidden()


def test_leaving_is_seen_at_once_and_its_time_is_written_down(both, visit):
    patient, physio = both
    physio.get_by_role("button", name="Leave").click()
    expect(physio.get_by_role("heading", name="You have left the visit")).to_be_visible()
    state(patient, "left")
    visit.refresh_from_db()
    assert visit.visit_started_at < visit.visit_ended_at


def test_who_left_can_come_back(both):
    _patient, physio = both
    physio.get_by_role("button", name="Leave").click()
    physio.get_by_role("button", name="Join again").click()
    for page in both:
        state(page, "connected")
        pictures_arrive(page)


def test_a_refused_camera_is_said_in_plain_words_and_can_be_tried_again(new_studio_phone, visit):
    phone = new_studio_phone(visit.patient.user, is_allowed=False)
    page = at_the_door(phone, visit)
    expect(page.get_by_role("alert").first).to_contain_text("does not let this page use the camera")
    expect(page.locator(".lobby__picture").get_by_role("button")).to_have_text(["Unmute", "Camera on"])
    phone.context.grant_permissions(DEVICES)
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator("[data-pane=lobby] [data-trouble]")).to_be_hidden()
    expect(page.locator(".lobby__picture")).to_have_attribute("data-camera", "true")


# Pages without a secure address have no devices at all.
BROKEN = """if (navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "%s"))"""


@pytest.mark.parametrize(
    ("error", "words"),
    [("NotFoundError", "found no microphone"), ("NotReadableError", "in use by another program")],
)
def test_a_device_that_is_missing_or_busy_is_said_in_plain_words(new_studio_phone, visit, error, words):
    phone = new_studio_phone(visit.patient.user)
    phone.context.add_init_script(BROKEN % error)
    page = at_the_door(phone, visit)
    expect(page.get_by_role("alert").first).to_contain_text(words)


def test_somebody_without_any_device_still_sees_and_hears(new_studio_phone, visit, physios_desk):
    phone = new_studio_phone(visit.patient.user)
    phone.context.add_init_script(BROKEN % "NotFoundError")
    patient, physio = joined(phone, visit), joined(physios_desk, visit)
    for page in (patient, physio):
        state(page, "connected")
    pictures_arrive(patient)
    expect(physio.locator("[data-chip=muted]")).to_be_visible()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("delete window.RTCPeerConnection", "This browser cannot hold a video visit"),
        ("Object.defineProperty(window, 'isSecureContext', { value: false })", "This address is not secure"),
    ],
    ids=["old", "insecure"],
)
def test_a_browser_that_cannot_is_told_so(new_studio_phone, visit, script, words):
    phone = new_studio_phone(visit.patient.user)
    phone.context.add_init_script(script)
    page = phone.open(reverse("portal:room", args=[visit.uuid]))
    expect(page.get_by_role("heading", name=words)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_every_target_is_large_enough(new_studio_phone, visit, scheme):
    phone = new_studio_phone(visit.patient.user, color_scheme=scheme)
    page = at_the_door(phone, visit)
    found = {"lobby": (violations(page), page.evaluate(SMALL_TARGETS, TOUCH), page.evaluate(TOO_WIDE))}
    page.get_by_role("button", name="Join the visit").click()
    state(page, "absent")
    found["call"] = (violations(page), page.evaluate(SMALL_TARGETS, TOUCH), page.evaluate(TOO_WIDE))
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="You have left the visit")).to_be_visible()
    found["end"] = (violations(page), page.evaluate(SMALL_TARGETS, TOUCH), page.evaluate(TOO_WIDE))
    assert found == dict.fromkeys(found, ([], [], 0))


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024)])
def test_the_desks_room_is_usable_on_a_screen_and_on_a_tablet(new_studio_phone, visit, size):
    width, height = size
    phone = new_studio_phone(visit.practitioner.user, viewport={"width": width, "height": height})
    page = joined(phone, visit)
    state(page, "absent")
    assert (violations(page), page.evaluate(TOO_WIDE)) == ([], 0)
