"""Waiting for what no locator shows, without a guess at how long it takes."""

from collections.abc import Callable

from playwright.sync_api import Page

TRIES, PAUSE_MS = 100, 100


def wait_until(page: Page, what: str | Callable[[], object]) -> None:
    """Until a script or a function says yes. Asynchronous scripts, too: `wait_for_function` takes the promise
    itself for a yes."""
    for _try in range(TRIES):
        if page.evaluate(what) if isinstance(what, str) else what():
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"It never came true: {what}")
