"""Waiting for what no locator shows, without a guess at how long it takes."""

from collections.abc import Callable

from playwright.sync_api import Error, Page

TRIES, PAUSE_MS = 100, 100
# A script asked of a page that is just being left.
BETWEEN_PAGES = "Execution context was destroyed"


def wait_until(page: Page, what: str | Callable[[], object]) -> None:
    """Until a script or a function says yes. Asynchronous scripts, too: `wait_for_function` takes the promise
    itself for a yes."""
    for _try in range(TRIES):
        if _is_true(page, what):
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"It never came true: {what}")


def _is_true(page: Page, what: str | Callable[[], object]) -> bool:
    try:
        return bool(page.evaluate(what) if isinstance(what, str) else what())
    except Error as error:
        if BETWEEN_PAGES not in error.message:
            raise
        return False
