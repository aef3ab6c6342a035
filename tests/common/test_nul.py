"""An address with a NUL in it makes no sense, and is told so before anything is looked up."""

import pytest

from tests.factories import physio

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/patients/", "/admin/appointments/", "/admin/exercises/"])
def test_a_search_for_a_nul_is_a_bad_request(client, path):
    client.force_login(physio())

    assert client.get(f"{path}?q=%00").status_code == 400


def test_a_path_with_a_nul_is_a_bad_request(client):
    assert client.get("/start/park%00side/").status_code == 400
