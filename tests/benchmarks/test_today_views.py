"""What today is measured against answers the same day: a ratio to something else would mean nothing."""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("benchmarks.urls")]


@pytest.fixture
def signed_in(client):
    program = factories.assigned_program()
    client.force_login(program.patient.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_plain_view_answers_the_same_exercises(signed_in):
    plain = signed_in.get("/bench/plain/").json()["programs"][0]
    today = signed_in.get("/api/v1/me/today/").json()
    assert [item["uuid"] for item in plain["items"]] == [item["prescription"] for item in today["items"]]
    assert plain["week"] == today["program"]["week"]


def test_the_noop_signs_in_like_the_others(client, signed_in):
    assert signed_in.get("/bench/noop/").json() == {}
    client.logout()
    assert client.get("/bench/noop/").status_code == 401
