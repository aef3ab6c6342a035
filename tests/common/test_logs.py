"""No line of the log opens a door."""

import logging

import pytest

from common.logs import MaskSecrets
from patients.services.invitations import token_for
from scheduling.services.feeds import make_own_feed
from tests.factories import InvitationFactory
from tests.scheduling_factories import PractitionerFactory


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert MaskSecrets().filter(record)
    return record.getMessage()


@pytest.mark.django_db
def test_an_invitations_token_is_masked():
    token = token_for(InvitationFactory.create())
    assert logged("%s: %s", "Not Found", f"/join/{token}/") == "Not Found: /join/***/"


def test_a_password_resets_key_is_masked():
    assert (
        logged("Forbidden: /password/reset/3-c8k2l0-0123456789abcdef/") == "Forbidden: /password/reset/***/"
    )


@pytest.mark.django_db
def test_the_address_of_a_private_calendar_is_masked():
    url = make_own_feed(by=PractitionerFactory.create().user).url
    assert logged("%s: %s", "Not Found", url) == f"Not Found: {url.rpartition('/')[0]}/***"


def test_other_addresses_stay_readable():
    assert logged("%s: %s", "Not Found", "/progress/") == "Not Found: /progress/"


def test_the_log_that_everybody_writes_to_masks(settings):
    handlers = {name: settings.LOGGING["handlers"][name] for name in settings.LOGGING["root"]["handlers"]}
    assert [handler["filters"] for handler in handlers.values()] == [["mask_secrets"]]
