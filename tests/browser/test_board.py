"""The board in a real browser: by keyboard alone, no wider than the screen, and without axe's complaints."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from common import clock
from patients.models import Signal, SignalKind, SignalState
from tests import factories as f
from tests.browser.test_accessibility import violations
from tests.loop_factories import SignalFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {"screen": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def owner(patient):
    return f.physio(patient.clinic, Role.OWNER)


@pytest.fixture
def two(patient):
    """Somebody with two reasons, and somebody with one."""
    for kind in (SignalKind.SEVERE_PAIN, SignalKind.BAD_SESSION):
        seen = {"pain": 8, "on": "2026-01-05", "session": "run"}
        SignalFactory.create(patient=patient, kind=kind, evidence=seen, due_at=clock.now())
    other = f.PatientFactory.create(clinic=patient.clinic, name="Noah With-A-Rather-Long-Name")
    SignalFactory.create(patient=other, evidence={"days": 6, "logged_on": None})
    return patient, other


def test_a_row_is_seen_by_keyboard_alone(new_phone, owner, two):
    page = new_phone(owner, viewport=SCREENS["screen"], has_touch=False).open("/admin/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.wait_for_selector("text=Noted that you have seen it.")

    states = Signal.objects.values_list("patient", "state")
    assert set(states) == {
        (two[0].pk, SignalState.ACKNOWLEDGED),
        (two[1].pk, SignalState.OPEN),
    }


def test_keys_open_the_chart_and_the_form_to_put_off(new_phone, owner, two):
    phone = new_phone(owner, viewport=SCREENS["screen"], has_touch=False)
    page = phone.open("/admin/")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**/admin/patients/{two[0].uuid}/")

    page = phone.open("/admin/")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_url("**/snooze/**")
    until = (clock.now() + timedelta(days=3)).date()
    page.fill("[name=until]", until.isoformat())
    page.fill("[name=reason]", "Travels")
    page.click("main button[type=submit]")
    page.wait_for_selector("text=It comes back by itself.")
    assert Signal.objects.filter(patient=two[0], state=SignalState.SNOOZED).count() == 2


@pytest.mark.parametrize("width", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing(new_phone, owner, two, width, scheme):
    phone = new_phone(owner, viewport=SCREENS[width], has_touch=False, color_scheme=scheme)
    page = phone.open("/admin/")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []
