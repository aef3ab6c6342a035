"""/exercises/ and /program-templates/: searched, whole, and for staff who see clinical content only."""

import pytest

from accounts.roles import Role
from programs.models import Exercise, ProgramTemplate
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, loaded_pack, physio

pytestmark = pytest.mark.django_db
EXERCISES = "/api/v1/exercises/?page_size=200"
TEMPLATES = "/api/v1/program-templates/"


@pytest.fixture(autouse=True)
def _pack():
    loaded_pack()


@pytest.fixture
def client(signed_in):
    return signed_in(physio())


def names(answer):
    return {exercise["name"] for exercise in answer.json()["results"]}


def test_all_exercises_are_listed_by_name(client):
    listed = [exercise["name"] for exercise in client.get(EXERCISES).json()["results"]]

    assert listed == list(Exercise.objects.order_by("name").values_list("name", flat=True))


def test_filters_narrow_together(client):
    wanted = Exercise.objects.filter(focus="hip", equipment__contains=["loop_band"])

    assert names(client.get(f"{EXERCISES}&focus=hip&equipment=loop_band")) == set(
        wanted.values_list("name", flat=True)
    )
    assert wanted.exists()


def test_search_finds_words_of_the_name(client):
    word = Exercise.objects.earliest("pk").name.split()[0].lower()

    found = names(client.get(f"{EXERCISES}&search={word}"))

    assert found == set(Exercise.objects.filter(name__icontains=word).values_list("name", flat=True))


@pytest.mark.parametrize("query", ["focus=arm", "focus=", "sort=name"])
def test_a_filter_that_makes_no_sense_is_refused_by_name(client, query):
    answer = client.get(f"{EXERCISES}&{query}")

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [query.split("=")[0]])


def test_one_exercise_names_its_neighbours(client):
    exercise = Exercise.objects.filter(harder__isnull=False).earliest("pk")
    assert exercise.harder

    told = client.get(f"/api/v1/exercises/{exercise.uuid}/").json()

    assert (told["slug"], told["harder"]) == (exercise.slug, str(exercise.harder.uuid))
    assert told["instructions"] == exercise.instructions


def test_the_library_costs_the_same_whatever_its_length(client):
    lengths = iter(["1", "1", "200"])
    asked: list[str] = []
    assert_costs_the_same(
        lambda: client.get("/api/v1/exercises/", {"page_size": asked[-1]}),
        lambda _n: asked.append(next(lengths)),
    )


def test_templates_are_listed_the_shortest_first(client):
    assert [template["weeks"] for template in client.get(TEMPLATES).json()["results"]] == [4, 5, 6]


def test_a_template_is_told_with_its_whole_plan_and_minutes(client):
    template = ProgramTemplate.objects.get(slug="rk-5w-standard")

    told = client.get(f"{TEMPLATES}{template.uuid}/").json()

    assert sorted(told["minutes"]) == ["1", "2", "3", "4", "5"]
    assert all(len(days) == 7 for days in told["minutes"].values())
    assert {item["stage"] for item in told["items"]} == {stage["slug"] for stage in told["stages"]}
    for item in told["items"]:
        stage = next(stage for stage in told["stages"] if stage["slug"] == item["stage"])
        assert sorted(item["doses"]) == [str(n) for n in range(stage["first_week"], stage["last_week"] + 1)]


def test_both_sides_take_longer_than_one(client):
    template = ProgramTemplate.objects.get(slug="rk-5w-standard")

    def minutes(side):
        told = client.get(f"{TEMPLATES}{template.uuid}/", {"side": side}).json()["minutes"]
        return sum(sum(days) for days in told.values())

    assert minutes("both") >= minutes("left")


def test_neither_patients_nor_the_front_desk_see_the_library(signed_in):
    for user in (PatientFactory.create().user, physio(role=Role.FRONT_DESK)):
        for address in (EXERCISES, TEMPLATES):
            assert signed_in(user).get(address).status_code == 403
