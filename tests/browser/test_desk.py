"""The staff's side on a real screen: assigning, changing, and every page for people who see little."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from accounts.roles import Role
from common import clock
from programs.models import Program, ProgramTemplate
from tests import factories as f
from tests import gate as g

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREEN = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
NARROW = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def owner(patient):
    return f.physio(patient.clinic, Role.OWNER)


@pytest.fixture
def episode(patient, owner):
    f.loaded_pack()
    return f.ready_episode(patient=patient, opened_by=owner)


@pytest.fixture
def program(patient, owner):
    """A week old, with something logged."""
    today = clock.today_in(patient.time_zone)
    program = f.assigned_program(patient, by=owner, start_on=today - timedelta(days=8))
    f.logged(program, today, pain=6, note="stairs")
    return program


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def gate_addresses(program) -> dict[str, list[str]]:
    """What stands at the red-flag gate: somebody is stopped, somebody asks, somebody wants to be seen."""
    clinic = program.patient.clinic
    stop = g.stopped(f.PatientFactory.create(clinic=clinic))
    return {
        "screen_patient": [program.episode.uuid],
        "screening": [stop.screening.uuid],
        "stop_contact": [stop.uuid],
        "stop_lift": [stop.uuid],
        "enquiries": [],
        "enquiry": [g.enquired(clinic, g.URGENT).uuid],
        "questions": [],
        "question": [g.asked(program.patient).uuid],
        "red_flags": [],
        "red_flag_add": ["runners-knee"],
    }


def addresses(program) -> list[str]:
    """Every page of the desk that is looked at."""
    prescription = program.prescriptions.filter(
        reps__isnull=False, exercise__harder__isnull=False, exercise__easier__isnull=False
    ).first()
    plan = f"{reverse('admin:episode_assign', args=[program.episode.uuid])}?template={program.template.uuid}"
    invited = f.InvitationFactory.create(patient__clinic=program.patient.clinic).patient
    named = {
        "index": [],
        "patients": [],
        "patient_new": [],
        "patient": [program.patient.uuid],
        "patient_logs": [program.patient.uuid],
        "patient_invitation": [invited.uuid],
        "episode_new": [program.patient.uuid],
        "episode_assign": [program.episode.uuid],
        "program": [program.uuid],
        "program_action": [program.uuid, "pause"],
        "prescription_dose": [prescription.uuid],
        "prescription_swap": [prescription.uuid, "harder"],
        **gate_addresses(program),
        "exercises": [],
        "exercise": [prescription.exercise.uuid],
        "templates": [],
        "template": [program.template.uuid],
        "packs": [],
        "staff": [],
        "member_new": [],
        "clinic": [],
    }
    return [plan, *(reverse(f"admin:{name}", args=args) for name, args in named.items())]


def test_a_physio_assigns_a_program_with_a_changed_dose(new_phone, owner, patient, episode):
    item = ProgramTemplate.objects.get(slug="rk-4w-mild").stages.first().items.first()
    page = new_phone(owner, **SCREEN).open(reverse("admin:patients"))
    page.keyboard.press("/")
    page.keyboard.type(patient.name)
    page.keyboard.press("Enter")
    page.click(f"text={patient.name}")
    page.click("text=Assign a program")
    page.click("text=4 weeks, mild and still running")
    before = page.inner_text("#minutes")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.fill(f"[name='{item.uuid}:1:sets']", "5")
        page.keyboard.press("Tab")
    page.wait_for_function("before => document.querySelector('#minutes').innerText !== before", arg=before)
    page.click("text=Assign this program")
    page.wait_for_url(f"**{reverse('admin:patient', args=[patient.uuid])}")
    assert Program.objects.get().prescriptions.get(exercise=item.exercise, first_week=1).sets == 5


def test_the_weekdays_follow_the_first_day(new_phone, owner, episode):
    template = ProgramTemplate.objects.get(slug="rk-4w-mild")
    page = new_phone(owner, **SCREEN).open(
        f"{reverse('admin:episode_assign', args=[episode.uuid])}?template={template.uuid}"
    )
    before = page.inner_text("[id^=days-]")
    start = clock.today_in(episode.patient.time_zone) + timedelta(days=1)
    page.fill("[name=start_on]", start.isoformat())
    page.keyboard.press("Tab")
    page.wait_for_function("before => document.querySelector('[id^=days-]').innerText !== before", arg=before)


def test_a_wrong_dose_is_named_in_sight_of_the_button(new_phone, owner, episode):
    template = ProgramTemplate.objects.get(slug="rk-4w-mild")
    page = new_phone(owner, **SCREEN).open(
        f"{reverse('admin:episode_assign', args=[episode.uuid])}?template={template.uuid}"
    )
    page.fill(".dose input >> nth=0", "99")
    page.click("text=Assign this program")
    page.wait_for_selector("#problems .note")
    assert page.evaluate("document.querySelector('#problems').getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("screen", [SCREEN, NARROW], ids=["screen", "tablet"])
def test_the_caseload_needs_no_sideways_scrolling(new_phone, owner, program, screen):
    page = new_phone(owner, **screen).open(reverse("admin:caseload"))
    assert (
        page.evaluate("(table => table.scrollWidth - table.clientWidth)(document.querySelector('.scroll'))")
        == 0
    )


def test_a_dose_change_is_previewed_while_it_is_typed(new_phone, owner, program):
    prescription = program.prescriptions.filter(reps__isnull=False).first()
    page = new_phone(owner, **SCREEN).open(reverse("admin:prescription_dose", args=[prescription.uuid]))
    page.fill("[name=sets]", "5")
    page.keyboard.press("Tab")
    page.wait_for_selector("#then:has-text('5 sets of')")
    page.fill("[name=reason]", "Feels easy")
    page.click("text=Save the change")
    page.wait_for_url(f"**{reverse('admin:program', args=[program.uuid])}")
    assert program.prescriptions.get(replaces=prescription).sets == 5


def test_signing_out_works_by_keyboard_alone(new_phone, owner):
    page = new_phone(owner, **SCREEN).open(reverse("admin:index"))
    page.focus("button:has-text('Sign out')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('account_login')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_phone, owner, program, scheme):
    screen = new_phone(owner, color_scheme=scheme, **SCREEN)
    found = {path: violations(screen.open(path)) for path in addresses(program)}
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_no_page_is_wider_than_a_tablet(new_phone, owner, program):
    tablet = new_phone(owner, **NARROW)
    found = {path: tablet.open(path).evaluate(TOO_WIDE) for path in addresses(program)}
    assert found == dict.fromkeys(found, 0)
