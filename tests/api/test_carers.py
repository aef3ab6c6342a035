"""Carers say with ?patient= whose pages they mean: what they read, what they write, what is refused."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from accounts.roles import Role
from common import clock
from patients.api.permissions import OwnPages
from patients.models import Consent, Patient, Proxy
from programs.models import SessionLog
from tests.factories import (
    ConsentTextFactory,
    PatientFactory,
    ProxyFactory,
    UserFactory,
    assigned_program,
    physio,
)

pytestmark = pytest.mark.django_db
ME, TODAY, PEOPLE, CONSENTS = (f"/api/v1/me/{name}" for name in ("", "today/", "people/", "consents/"))


@pytest.fixture
def mia():
    return assigned_program(PatientFactory.create(name="Mia")).patient


def of(patient) -> dict[str, str]:
    return {"patient": str(patient.uuid)}


def log_of(patient) -> dict[str, object]:
    prescription = patient.programs.get().prescriptions.filter(first_week=1).earliest("pk")
    return {
        "prescription": str(prescription.uuid),
        "side": "left",
        "on": str(clock.today_in(patient.time_zone)),
        "state": "skipped",
        "skip_reason": "no_time",
    }


def put_log(client, patient, query: str):
    return client.put(f"/api/v1/me/session-logs/{uuid4()}/{query}", log_of(patient))


@pytest.mark.parametrize("scope", ["view", "act"])
def test_a_carer_reads_the_patients_day(signed_in, mia, scope):
    carer = ProxyFactory.create(patient=mia, scope=scope).user
    day = signed_in(carer).get(TODAY, of(mia)).json()
    assert day["items"] == signed_in(mia.user).get(TODAY).json()["items"]
    assert day["items"]


def test_a_carer_who_acts_logs_in_the_patients_name_and_is_written_down(signed_in, mia):
    carer = ProxyFactory.create(patient=mia).user
    assert put_log(signed_in(carer), mia, f"?patient={mia.uuid}").status_code == 201
    log: Any = SessionLog.objects.get()
    assert log.patient == mia
    assert log.events.latest("pgh_id").pgh_context.metadata["user"] == carer.pk


def test_a_carer_who_may_look_is_told_so(signed_in, mia):
    carer = ProxyFactory.create(patient=mia, scope="view").user
    answer = put_log(signed_in(carer), mia, f"?patient={mia.uuid}")
    assert (answer.status_code, answer.json()["code"]) == (403, "view_only")
    assert not SessionLog.objects.exists()


def test_without_saying_whose_a_patient_who_cares_for_somebody_means_themselves(signed_in, mia):
    own = PatientFactory.create()
    ProxyFactory.create(patient=mia, user=own.user)
    client = signed_in(own.user)
    assert client.get(ME).json()["id"] == str(own.uuid)
    assert client.get(ME, of(mia)).json()["id"] == str(mia.uuid)
    assert client.get(ME, of(own)).json()["id"] == str(own.uuid)
    assert client.get(ME).json()["id"] == str(own.uuid)


@pytest.mark.parametrize("whose", ["nobody", "", "11111111-1111-4111-8111-111111111111"])
def test_nobody_else_s_pages_open(signed_in, mia, whose):
    assert signed_in(UserFactory.create()).get(ME, {"patient": whose}).status_code == 404
    assert signed_in(PatientFactory.create().user).get(TODAY, of(mia)).status_code == 404


def test_staff_open_no_patients_pages(signed_in, mia):
    assert signed_in(physio(mia.clinic)).get(TODAY, of(mia)).status_code == 404


def test_the_lists_know_the_question_whose(signed_in, mia):
    carer = ProxyFactory.create(patient=mia).user
    assert signed_in(carer).get("/api/v1/me/session-logs/", of(mia)).status_code == 200
    assert signed_in(carer).get("/api/v1/me/session-logs/", {**of(mia), "patent": "x"}).status_code == 400


def test_a_staff_filter_of_that_name_stays_a_filter(signed_in, mia):
    episodes = signed_in(physio(mia.clinic)).get("/api/v1/episodes/", of(mia)).json()["results"]
    assert [episode["patient"] for episode in episodes] == [str(mia.uuid)]


def test_the_patients_own_day_costs_nothing_more(signed_in, mia):
    client = signed_in(mia.user)
    client.get(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(TODAY)
    assert not [query for query in queries if "proxy" in query["sql"] or "consent" in query["sql"]]


def test_people_lists_whose_pages_may_be_opened(signed_in, mia):
    own = PatientFactory.create(name="Paolo")
    ProxyFactory.create(patient=mia, user=own.user, scope="view")
    found = signed_in(own.user).get(PEOPLE).json()
    assert [(row["name"], row["is_own"], row["scope"]) for row in found] == [
        ("Paolo", True, "act"),
        ("Mia", False, "view"),
    ]


def test_what_has_to_be_agreed_to_comes_before_writing(signed_in, mia):
    text = ConsentTextFactory.create(clinic=mia.clinic)
    client = signed_in(mia.user)
    assert client.get(TODAY).status_code == 200
    refused = put_log(client, mia, "")
    assert (refused.status_code, refused.json()["code"]) == (403, "consent_needed")
    asked = client.get(CONSENTS).json()
    assert [row["id"] for row in asked["to_agree"]] == [str(text.uuid)]
    given = client.post(CONSENTS, {"text": asked["to_agree"][0]["id"]})
    assert (given.status_code, given.json()["text"]["version"]) == (201, 1)
    assert put_log(client, mia, "").status_code == 201


def test_agreeing_is_taken_back(signed_in, mia):
    text = ConsentTextFactory.create(clinic=mia.clinic)
    client = signed_in(mia.user)
    given = client.post(CONSENTS, {"text": str(text.uuid)}).json()
    assert client.post(f"{CONSENTS}{given['id']}/withdraw/").json()["withdrawn_at"]
    assert put_log(client, mia, "").status_code == 403


def test_a_carer_agrees_to_nothing(signed_in, mia):
    text = ConsentTextFactory.create(clinic=mia.clinic)
    carer = ProxyFactory.create(patient=mia).user
    answer = signed_in(carer).post(f"{CONSENTS}?patient={mia.uuid}", {"text": str(text.uuid)})
    assert (answer.status_code, Consent.objects.count()) == (403, 0)


def test_staff_give_see_and_end_access(signed_in, mia):
    desk = signed_in(physio(mia.clinic, Role.FRONT_DESK))
    address = f"/api/v1/patients/{mia.uuid}/proxies/"
    said = {"name": "Paolo", "email": "paolo@example.org", "relation": "partner", "scope": "act"}
    made = desk.post(address, said)
    assert (made.status_code, made.json()["is_in_force"]) == (201, True)
    assert [row["email"] for row in desk.get(address).json()] == ["paolo@example.org"]
    ended = desk.post(f"/api/v1/proxies/{made.json()['id']}/revoke/").json()
    assert (ended["is_in_force"], Proxy.objects.get().revoked_at is None) == (False, False)


def test_a_carer_changes_no_details(signed_in, mia):
    carer = ProxyFactory.create(patient=mia).user
    answer = signed_in(carer).patch(f"{ME}?patient={mia.uuid}", {"name": "Changed"})
    assert (answer.status_code, Patient.objects.get(pk=mia.pk).name) == (403, "Mia")


def test_whoever_says_nothing_else_is_behind_the_door_of_own_pages():
    """A view of the patient's own cannot forget whose pages they are, who may only look, what is agreed."""
    mine = {name for name, view in _views() if view.permission_classes == [OwnPages]}
    assert mine == {name for name, _view in _views() if name.startswith("me/")}


def _views():
    for pattern in get_resolver("clinic.api_urls").url_patterns:
        yield from _below(pattern, "")


def _below(pattern, before):
    path = before + str(pattern.pattern)
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            yield from _below(inner, path)
    else:
        yield path, pattern.callback.cls
