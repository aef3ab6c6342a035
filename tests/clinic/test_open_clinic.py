"""A new installation gets its first clinic and owner by one command, or hears what is wrong."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Clinic, Membership, User
from patients.models import ConsentText

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Hill Street Physio",
    "time_zone": "Europe/Dublin",
    "emergency_number": "112",
    "owner_name": "Aoife Byrne",
    "owner_email": "Aoife@Example.org",
}


def open_with(monkeypatch, password="a-long-enough-phrase", **changes):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("open_clinic", password_stdin=True, stdout=io.StringIO(), **{**ANSWERS, **changes})


def test_the_owner_can_sign_in_at_the_new_clinic(monkeypatch):
    open_with(monkeypatch)
    owner = User.objects.get(email="aoife@example.org")
    assert owner.check_password("a-long-enough-phrase")
    member = Membership.objects.get(user=owner)
    assert (member.role, member.clinic.slug, member.clinic.time_zone) == (
        "owner",
        "hill-street-physio",
        "Europe/Dublin",
    )


def test_its_patients_are_asked_to_read_what_this_is(monkeypatch):
    open_with(monkeypatch)
    text = ConsentText.objects.get()
    assert (text.kind, text.version, text.required) == ("disclaimer", 1, True)
    assert "Hill Street Physio" in text.text
    assert "In an emergency call 112." in text.text


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"time_zone": "Dublin"}, "time_zone"),
        ({"owner_email": "aoife"}, "owner_email"),
        ({"password": "short"}, "password"),
        ({"name": " "}, "name"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_stored(monkeypatch, changes, named):
    with pytest.raises(CommandError, match=named):
        open_with(monkeypatch, **changes)
    assert not Clinic.objects.exists()
    assert not User.objects.exists()


def test_an_address_that_has_an_account_is_refused(monkeypatch):
    open_with(monkeypatch)
    with pytest.raises(CommandError, match="owner_email"):
        open_with(monkeypatch, name="Second Street Physio")
