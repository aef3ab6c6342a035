"""The clinic's own Jitsi: an address whose token opens one room to one of two people."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from common import clock
from scheduling.rooms.jitsi import room_name
from tests.factories import ConsentTextFactory
from tests.scheduling.rooms import pages_of, visit_now
from tests.scheduling_factories import PolicyFactory

pytestmark = pytest.mark.django_db

SECRET = "a secret of thirty-two characters or more"


@pytest.fixture(autouse=True)
def secret(settings):
    settings.JITSI_APP_ID, settings.JITSI_SECRET = "our-clinic", SECRET


@pytest.fixture
def visit():
    visit = visit_now()
    PolicyFactory.create(clinic=visit.clinic, room_provider="jitsi", jitsi_url="https://meet.example.org/")
    return visit


def address(page):
    return urlsplit(page.look().json()["url"])


def claims(page, **more):
    token = parse_qs(address(page).query)["jwt"][0]
    return jwt.decode(token, SECRET, algorithms=["HS256"], audience="jitsi", **more)


@pytest.fixture
def started(visit):
    """PyJWT asks the real clock: the visit's window is around it."""
    return pages_of(visit)


def test_both_are_led_into_the_same_room(started):
    paths = {f"{address(page).netloc}{address(page).path}" for page in (started.patient, started.physio)}
    assert paths == {f"meet.example.org/{room_name(started.visit.uuid)}"}


def test_nobody_is_led_there_before_agreeing(started):
    ConsentTextFactory.create(clinic=started.visit.clinic)

    answer = started.patient.look()
    assert (answer.status_code, answer.json()["code"]) == (403, "consent_needed")
    assert started.physio.look().json()["url"]


def test_the_token_opens_this_room_in_this_window(started):
    found = claims(started.patient)
    opens, closes = (
        started.visit.starts_at - timedelta(minutes=15),
        started.visit.ends_at + timedelta(minutes=60),
    )
    assert (found["room"], found["iss"], found["sub"]) == (
        room_name(started.visit.uuid),
        "our-clinic",
        "meet.example.org",
    )
    assert (found["nbf"], found["exp"]) == (int(opens.timestamp()), int(closes.timestamp()))


def test_the_practitioner_moderates_and_the_patient_does_not(started):
    users = [claims(page)["context"]["user"] for page in (started.physio, started.patient)]
    assert [(user["moderator"], user["affiliation"]) for user in users] == [
        ("true", "owner"),
        ("false", "member"),
    ]


def test_a_token_of_another_secret_would_not_open_it(started):
    token = parse_qs(address(started.patient).query)["jwt"][0]
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, SECRET[::-1], algorithms=["HS256"], audience="jitsi")


def test_the_name_of_the_room_says_nothing_and_needs_the_secret(visit, settings):
    name = room_name(visit.uuid)
    assert visit.uuid.hex[:8] not in name
    assert (len(name), name) == (24, name.lower())
    settings.JITSI_SECRET = SECRET[::-1]
    assert room_name(visit.uuid) != name


def test_there_is_no_address_before_the_time(visit):
    with clock.pretending(visit.starts_at - timedelta(minutes=16)):
        assert pages_of(visit).patient.look().json()["url"] == ""


def test_a_clinic_without_the_secret_is_told_what_is_missing(visit, settings):
    settings.JITSI_SECRET = ""
    answer = pages_of(visit).patient.look()
    assert (answer.status_code, answer.json()["code"]) == (409, "no_room")
