"""A mail as the server gets it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications import registry
from notifications.registry import Content, Invitation
from notifications.services.delivery import deliver_due
from tests.factories import ClinicFactory, MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("test_kind")]


def sent(mail_server, **fields):
    message = MessageFactory.create(context={"to": "one@example.org"}, **fields)
    deliver_due()
    return message, mail_server.accepted[-1]


def test_the_clinic_is_the_sender(mail_server):
    clinic = ClinicFactory.create(name='Praxis Dr. Müller, "Knie & Co"')
    _message, mail = sent(mail_server, clinic=clinic)
    sender = mail["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ('Praxis Dr. Müller, "Knie & Co"', "clinic@example.org")


def test_a_line_break_in_the_clinics_name_adds_no_header(mail_server):
    _message, mail = sent(mail_server, clinic=ClinicFactory.create(name="Riverside\r\nBcc: all@example.org"))
    assert mail["Bcc"] is None
    assert mail["From"].addresses[0].display_name == "Riverside Bcc: all@example.org"


def test_answers_go_to_the_clinic(mail_server):
    _message, mail = sent(mail_server, clinic=ClinicFactory.create(email="desk@example.org"))
    assert mail["Reply-To"] == "desk@example.org"


def test_the_message_id_is_that_of_the_message(mail_server):
    message, mail = sent(mail_server)
    assert mail["Message-ID"] == f"<{message.uuid}@example.org>"


def test_a_second_try_carries_the_same_message_id(mail_server):
    message, first = sent(mail_server)
    message.state, message.sent_at, message.claimed_until = (
        "claimed",
        None,
        timezone.now() - timedelta(minutes=1),
    )
    message.save()
    deliver_due()
    assert mail_server.count_of("Message-ID") == {first["Message-ID"]: 2}


def test_it_asks_for_no_automatic_answer(mail_server):
    assert sent(mail_server)[1]["Auto-Submitted"] == "auto-generated"


def test_it_says_where_to_stop_such_mails(mail_server, monkeypatch):
    content = Content(
        "one@example.org", "Hello", "Hello\n", "<p>Hello</p>", stop_url="https://x.example/profile/"
    )
    monkeypatch.setitem(registry._composers, "test", lambda _message: content)
    assert sent(mail_server)[1]["List-Unsubscribe"] == "<https://x.example/profile/>"


def test_a_mail_one_may_not_stop_says_nothing_about_stopping(mail_server):
    assert sent(mail_server)[1]["List-Unsubscribe"] is None


def test_it_has_a_plain_and_an_html_part(mail_server):
    mail = sent(mail_server)[1]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


CALENDAR = "BEGIN:VCALENDAR\r\nX-A:Praxis Müller\r\nEND:VCALENDAR\r\n".encode()


@pytest.fixture
def invited(mail_server, monkeypatch):
    return with_invitations(mail_server, monkeypatch, Invitation("visit.ics", "REQUEST", CALENDAR))


def with_invitations(mail_server, monkeypatch, *invitations: Invitation):
    content = Content("one@example.org", "Hello", "Hello\n", "<p>Hello</p>", invitations=invitations)
    monkeypatch.setitem(registry._composers, "test", lambda _message: content)
    return sent(mail_server)[1]


def test_an_invitation_stands_beside_the_texts_for_programs_with_a_calendar(invited):
    texts = next(invited.iter_parts())
    kinds = [part.get_content_type() for part in texts.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(texts.iter_parts())[-1]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert calendar.get_payload(decode=True) == CALENDAR


def test_an_invitation_is_a_file_too(invited):
    (file,) = invited.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("visit.ics", "application/ics")
    assert file.get_payload(decode=True) == CALENDAR


def test_several_invitations_are_files_only(mail_server, monkeypatch):
    """Beside the texts there is room for one event."""
    invitations = [Invitation(f"{n}.ics", "REQUEST", CALENDAR) for n in range(2)]
    mail = with_invitations(mail_server, monkeypatch, *invitations)
    texts = next(mail.iter_parts())
    assert [part.get_content_type() for part in texts.iter_parts()] == ["text/plain", "text/html"]
    assert [file.get_filename() for file in mail.iter_attachments()] == ["0.ics", "1.ics"]
