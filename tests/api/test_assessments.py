"""/assessments/ and /visit-notes/: the same rules as on the desk."""

import pytest

from patients.models import Assessment, VisitNote
from tests.api.queries import assert_costs_the_same
from tests.documents import CONTENT, begun, corrected, filled, licensed, note, signed, signed_note
from tests.factories import ClinicFactory, EpisodeFactory, PatientFactory, loaded_pack

pytestmark = pytest.mark.django_db
URL = "/api/v1/assessments/"
NOTES = "/api/v1/visit-notes/"


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def staff(clinic):
    return licensed(clinic)


@pytest.fixture
def client(signed_in, staff):
    return signed_in(staff)


@pytest.fixture
def episode(clinic):
    loaded_pack()
    return EpisodeFactory.create(patient=PatientFactory.create(clinic=clinic))


def test_an_examination_from_beginning_to_signature(client, episode):
    draft = client.post(URL, {"episode": str(episode.uuid), "kind": "initial", "remote": True}).data
    assert (draft["state"], draft["remote"], draft["revision"]) == ("draft", True, 1)
    address = f"{URL}{draft['id']}/"
    saved = client.patch(address, {"revision": 1, **CONTENT}).data
    assert (saved["revision"], saved["reading"]["missing"]) == (2, [])
    signed_one = client.post(f"{address}sign/", {"revision": 2}).data
    assert (signed_one["state"], signed_one["signed_licence"]) == ("signed", "PT-1234")
    assert signed_one["content"] == CONTENT


def test_a_draft_says_what_is_missing_and_suggested(client, episode, staff):
    draft = begun(episode, by=staff)
    patch = {"revision": 1, "tests": {"step-down-quality": {"right": 5}}}
    reading = client.patch(f"{URL}{draft.uuid}/", patch).data["reading"]
    assert "answers.worst_pain" in reading["missing"]
    assert reading["suggestions"][0] == {
        "code": "weak-hip-control",
        "name": "Weak hip control",
        "side": "right",
        "focus": ["hip"],
    }


def test_the_form_of_a_draft_can_be_read(client, episode, staff):
    draft = begun(episode, by=staff)
    form = client.get(f"{URL}{draft.uuid}/form/").data
    assert form["condition"] == "runners-knee"
    assert {"assessment", "functional_tests"} <= form["content"].keys()


def test_wrong_values_are_named_and_nothing_is_saved(client, episode, staff):
    draft = begun(episode, by=staff)
    refused = client.patch(f"{URL}{draft.uuid}/", {"revision": 1, "answers": {"worst_pain": 11, "goal": "x"}})
    assert refused.status_code == 400
    assert refused.data["fields"] == {"answers.worst_pain": ["Enter a number from 0 to 10."]}
    assert Assessment.objects.get().revision == 1


def test_an_old_revision_is_a_conflict(client, episode, staff):
    draft = filled(episode, by=staff)
    refused = client.patch(f"{URL}{draft.uuid}/", {"revision": 1, "answers": {"worst_pain": 1}})
    assert (refused.status_code, refused.data["code"]) == (409, "changed_elsewhere")


@pytest.mark.parametrize(
    ("step", "body"),
    [("", {"revision": 2, "answers": {"worst_pain": 1}}), ("sign/", {"revision": 2}), ("discard/", {})],
)
def test_what_is_signed_does_not_change_through_the_api(client, episode, staff, step, body):
    done = signed(episode, by=staff)
    before = Assessment.objects.filter(pk=done.pk).values().get()
    send = client.post if step else client.patch
    refused = send(f"{URL}{done.uuid}/{step}", body)
    assert (refused.status_code, refused.data["code"]) == (409, "signed")
    assert Assessment.objects.filter(pk=done.pk).values().get() == before


@pytest.mark.parametrize("method", ["put", "delete"])
def test_there_is_no_way_to_replace_or_delete_one(client, episode, staff, method):
    done = signed(episode, by=staff)
    assert getattr(client, method)(f"{URL}{done.uuid}/", {}).status_code == 405


def test_a_correction_names_what_it_stands_for(client, episode, staff):
    done = signed(episode, by=staff)
    draft = client.post(f"{URL}{done.uuid}/correct/", {"reason": "wrong side"}).data
    assert (draft["supersedes"], draft["correction_reason"]) == (str(done.uuid), "wrong side")


def test_lists_say_what_stands(client, episode, staff):
    first = signed(episode, by=staff)
    second = corrected(first, worst_pain=7)
    rows = client.get(URL, {"patient": str(episode.patient.uuid)}).data["results"]
    assert [(row["id"], row["is_corrected"]) for row in rows] == [
        (str(second.uuid), False),
        (str(first.uuid), True),
    ]


def test_lists_are_narrowed(client, episode, staff):
    signed(episode, by=staff)
    draft = begun(EpisodeFactory.create(patient=episode.patient), by=staff)
    asked = {"episode": str(draft.episode.uuid), "state": "draft"}
    assert [row["id"] for row in client.get(URL, asked).data["results"]] == [str(draft.uuid)]


def test_discarded_drafts_are_listed_only_when_asked_for(client, episode, staff):
    draft = begun(episode, by=staff)
    client.post(f"{URL}{draft.uuid}/discard/")
    assert client.get(URL).data["results"] == []
    assert len(client.get(URL, {"state": "discarded"}).data["results"]) == 1


def test_another_clinic_finds_nothing(signed_in, episode):
    done, stranger = signed(episode), signed_in(licensed())
    assert stranger.get(URL).data["results"] == []
    assert stranger.get(f"{URL}{done.uuid}/").status_code == 404
    assert stranger.post(f"{URL}{done.uuid}/correct/", {"reason": "mine"}).status_code == 404


@pytest.mark.parametrize(
    "patch",
    [
        {"answers": {"worst_pain": 1}},
        {"revision": 1, "answers": []},
        {"revision": 1, "answers": {"goal": "a\u0000b"}},
        {"revision": 1, "tests": {"knee-to-wall": 3}},
        {"revision": 1, "findings": {"weak-quads": {"side": ["left"]}}},
        {"revision": 1, "findings": {"weak-quads": []}},
    ],
)
def test_nonsense_is_refused_in_the_common_shape(client, episode, staff, patch):
    draft = begun(episode, by=staff)
    refused = client.patch(f"{URL}{draft.uuid}/", patch, format="json")
    assert (refused.status_code, refused.data["code"]) == (400, "invalid")
    assert refused.data["fields"]


def test_a_list_costs_the_same_however_long(client, clinic, staff):
    def another(_number):
        signed(EpisodeFactory.create(patient=PatientFactory.create(clinic=clinic)), by=staff)

    assert_costs_the_same(lambda: client.get(URL), another)


def test_a_note_from_beginning_to_correction(client, episode):
    draft = client.post(NOTES, {"episode": str(episode.uuid)}).data
    address = f"{NOTES}{draft['id']}/"
    saved = client.patch(address, {"revision": 1, "subjective": "Better.", "plan": "Go on."}).data
    assert (saved["revision"], saved["plan"]) == (2, "Go on.")
    assert client.post(f"{address}sign/", {"revision": 2}).data["state"] == "signed"
    again = client.post(f"{address}correct/", {"reason": "wrong knee"}).data
    assert (again["supersedes"], again["subjective"]) == (draft["id"], "Better.")


@pytest.mark.parametrize(
    ("step", "body"),
    [("", {"revision": 2, "plan": "x"}), ("sign/", {"revision": 2}), ("discard/", {})],
)
def test_a_signed_note_does_not_change_through_the_api(client, episode, staff, step, body):
    done = signed_note(episode, by=staff)
    before = VisitNote.objects.filter(pk=done.pk).values().get()
    send = client.post if step else client.patch
    refused = send(f"{NOTES}{done.uuid}/{step}", body)
    assert (refused.status_code, refused.data["code"]) == (409, "signed")
    assert VisitNote.objects.filter(pk=done.pk).values().get() == before


def test_notes_are_listed_for_a_patient(client, episode, staff):
    draft = note(episode, by=staff)
    rows = client.get(NOTES, {"patient": str(episode.patient.uuid)}).data["results"]
    assert [(row["id"], row["is_corrected"]) for row in rows] == [(str(draft.uuid), False)]
