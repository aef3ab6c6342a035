"""Measures are versions that never change: bundled ones come from a pack, a clinic's own from its owner."""

import copy

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from common.errors import InvalidInput, NotFound
from patients.measure_access import get_measure, visible_measures
from patients.models import Measure, MeasureVersion
from patients.services.measure_imports import import_measure, retire_measure
from patients.services.measures import publish_measures
from tests.factories import PatientFactory, pack_content, physio
from tests.measure_factories import bundled_measures, imported_measure
from tests.patients.measures import file_of, questionnaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return physio(role=Role.OWNER)


@pytest.fixture
def content():
    return copy.deepcopy(pack_content().raw["outcome_measures"])


def current(slug: str) -> MeasureVersion:
    return MeasureVersion.objects.get(measure__slug=slug, is_current=True)


def test_only_what_is_bundled_is_published():
    assert set(bundled_measures()) == {
        "knee-pain-0-10",
        "my-activities-0-10",
        "change-since-start",
        "running-week",
    }
    assert set(MeasureVersion.objects.values_list("bundled", flat=True)) == {True}


def test_the_same_pack_again_changes_nothing(content):
    first = bundled_measures()

    assert bundled_measures() == first
    assert MeasureVersion.objects.count() == 4


def test_a_changed_definition_is_the_next_version(content):
    bundled_measures()
    content[0]["items"][0]["ask"] = "How much does it hurt?"
    publish_measures(condition="runners-knee", content=content)

    assert current("knee-pain-0-10").version == "2"
    assert MeasureVersion.objects.get(measure__slug="knee-pain-0-10", version="1").content["items"][0]["ask"]


def test_an_earlier_definition_comes_back_as_what_it_was(content):
    bundled_measures()
    changed = copy.deepcopy(content)
    changed[0]["items"][0]["ask"] = "How much does it hurt?"
    publish_measures(condition="runners-knee", content=changed)
    publish_measures(condition="runners-knee", content=content)

    assert current("knee-pain-0-10").version == "1"


def test_what_a_pack_leaves_out_is_not_asked_any_more(content):
    bundled_measures()
    publish_measures(condition="runners-knee", content=content[1:])

    assert Measure.objects.get(slug="knee-pain-0-10").retired_at
    bundled_measures()
    assert Measure.objects.get(slug="knee-pain-0-10").retired_at is None


def test_two_packs_can_share_a_measure(content):
    bundled_measures()
    publish_measures(condition="sore-heel", content=content[:1])
    assert Measure.objects.get(slug="knee-pain-0-10").conditions == ["runners-knee", "sore-heel"]

    publish_measures(condition="sore-heel", content=[])
    shared = Measure.objects.get(slug="knee-pain-0-10")
    assert (shared.conditions, shared.retired_at) == (["runners-knee"], None)


def test_an_import_keeps_who_attested_what(owner):
    version = imported_measure(owner)

    assert (version.version, version.attested_by, version.attested_name) == ("1.0", owner, "Olga Owner")
    assert "Ladder ease" in version.attestation
    assert (version.licence, version.source) == (
        "Invented for tests.",
        "https://clinic.example/q/ladder-ease",
    )


def test_the_same_file_again_is_the_same_version(owner):
    first = imported_measure(owner)
    again = import_measure(
        by=owner, file=file_of(questionnaire()), attested_name="Somebody Else", attests=True
    )

    assert (again.version, again.created) == (first, False)


def test_changed_content_needs_a_new_version(owner):
    imported_measure(owner)
    raw = file_of(questionnaire(title="Ladder comfort"))
    with pytest.raises(InvalidInput) as refused:
        import_measure(by=owner, file=raw, attested_name="Olga Owner", attests=True)

    line = next(n for n, words in enumerate(raw.decode().splitlines(), 1) if '"version"' in words)
    (problem,) = refused.value.fields["file"]
    assert str(problem).startswith(f"Line {line}, /version")
    assert Measure.objects.get().name == "Ladder ease"


def test_a_new_version_takes_over(owner):
    first = imported_measure(owner)
    second = imported_measure(owner, version="2.0", title="Ladder comfort")

    assert (second.measure, second.is_current) == (first.measure, True)
    assert MeasureVersion.objects.get(pk=first.pk).is_current is False


def test_another_questionnaire_cannot_take_a_name(owner):
    imported_measure(owner)
    with pytest.raises(InvalidInput):
        imported_measure(owner, url="https://elsewhere.example/q", version="9")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"attested_name": " ", "attests": True}, "attested_name"),
        ({"attested_name": "Olga", "attests": False}, "attests"),
    ],
)
def test_nobody_imports_without_their_word(owner, words, field):
    with pytest.raises(InvalidInput) as refused:
        import_measure(by=owner, file=file_of(questionnaire()), **words)

    assert refused.value.fields.keys() == {field}
    assert not Measure.objects.exists()


def test_a_bad_file_leaves_nothing_behind(owner):
    with pytest.raises(InvalidInput) as refused:
        imported_measure(owner, status="draft", direction="up")

    assert len(refused.value.fields["file"]) == 2
    assert not Measure.objects.exists()


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.FRONT_DESK])
def test_only_an_owner_imports_and_retires(owner, role):
    version = imported_measure(owner)
    other = physio(version.measure.clinic, role)

    with pytest.raises(NotFound):
        imported_measure(other, version="2")
    with pytest.raises(NotFound):
        retire_measure(by=other, measure=version.measure.uuid)


def test_a_clinic_does_not_see_another_clinics_measure(owner):
    version = imported_measure(owner)
    stranger = physio(role=Role.OWNER)

    assert list(visible_measures(stranger)) == []
    with pytest.raises(NotFound):
        get_measure(stranger, version.measure.uuid)
    with pytest.raises(NotFound):
        retire_measure(by=stranger, measure=version.measure.uuid)


def test_two_clinics_can_each_have_one_of_the_same_name(owner):
    assert imported_measure(owner).measure != imported_measure(physio(role=Role.OWNER)).measure


def test_nobody_retires_a_bundled_measure(owner):
    with pytest.raises(NotFound):
        retire_measure(by=owner, measure=bundled_measures()["running-week"].measure.uuid)


def test_a_retired_measure_comes_back_by_its_file(owner):
    measure = imported_measure(owner).measure
    assert retire_measure(by=owner, measure=measure.uuid).retired_at

    assert imported_measure(owner).measure.retired_at is None


def test_front_desk_and_patients_see_no_measures(owner):
    version = imported_measure(owner)

    assert not visible_measures(physio(version.measure.clinic, Role.FRONT_DESK))
    assert not visible_measures(PatientFactory.create(clinic=version.measure.clinic).user)


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"version": "2"}, {"licence": "free"}, {"attestation": "no"}]
)
def test_the_database_keeps_a_published_version_as_it_is(owner, change):
    version = imported_measure(owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        MeasureVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_does_not_delete_a_version(owner):
    version = imported_measure(owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        MeasureVersion.objects.filter(pk=version.pk).delete()
