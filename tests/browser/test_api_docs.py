"""The API's documentation opens under the strict content policy and asks nobody else for anything."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_documentation_opens_without_breaking_the_policy(new_phone):
    phone = new_phone(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))

    page = phone.open("/api/v1/docs/")

    expect(page.get_by_role("heading", name="Clinic API")).to_be_visible()
    today = page.get_by_role("button", name="GET /api/v1/me/today/").first
    wait_until(page, lambda: scrolled(page) and today.is_visible())
    today.click()
    expect(page.get_by_text("The day; by default today where the patient lives.")).to_be_visible()
    assert [url for url in asked if not url.startswith((phone.server, "data:"))] == []


def scrolled(page: Page) -> bool:
    """The page draws only the addresses that are near; a little further down there are others."""
    page.mouse.wheel(0, 500)
    return True
