"""The report and the handout over the API: a PDF, for whom it was asked."""

import pytest

from tests.factories import assigned_program, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, program):
    return signed_in(physio(program.patient.clinic))


@pytest.fixture
def program():
    return assigned_program()


@pytest.mark.parametrize("asked", ["", "?for=gp", "?for=patient"])
def test_a_report_is_a_pdf(client, program, asked):
    answer = client.get(f"/api/v1/episodes/{program.episode.uuid}/report/{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


def test_nobody_elses_reader_is_known(client, program):
    answer = client.get(f"/api/v1/episodes/{program.episode.uuid}/report/?for=insurer")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["for"])


def test_the_name_of_a_file_does_not_say_whose_it_is(client, program):
    answer = client.get(f"/api/v1/programs/{program.uuid}/handout/")
    assert program.patient.name not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
