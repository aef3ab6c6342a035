"""The desk's pages of measures and numbers: the library, importing, filling in, files, withdrawing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from patients.models import Measure, Measurement, MeasureResponse
from patients.services.measurements import void_measurement
from tests import factories as f
from tests.desk.test_query_counts import count
from tests.measure_factories import answered, begun, bundled_measures, imported_measure, measured
from tests.patients.measures import file_of, questionnaire

CSV = "day,what,side,value\n2026-01-05,knee-to-wall,left,9.5\n"


@pytest.fixture
def episode(patient, today):
    return begun(f.EpisodeFactory.create(patient=patient), today - timedelta(21))


@pytest.fixture
def measures(db):
    return bundled_measures()


@pytest.fixture
def numbers(patient):
    return reverse("admin:measurements", args=[patient.uuid])


@pytest.fixture
def file_page(patient):
    return reverse("admin:measurement_file", args=[patient.uuid])


def fill(episode, version) -> str:
    return reverse("admin:measure_fill", args=[episode.uuid, version.uuid])


def upload(text: bytes | str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_the_library_says_where_each_comes_from(physio, owner_user, measures):
    imported_measure(owner_user)
    page = physio.get(reverse("admin:measures")).content.decode()

    assert "Knee pain ratings" in page
    assert "Ladder ease" in page
    assert "Import a questionnaire" not in page


def test_a_measure_shows_what_it_asks_and_who_attested_it(physio, owner_user):
    version = imported_measure(owner_user)
    page = physio.get(reverse("admin:measures_detail", args=[version.measure.uuid])).content.decode()

    assert "How easily do you climb?" in page
    assert "Attested by Olga Owner" in page


@pytest.mark.parametrize(
    "slug", ["knee-pain-0-10", "my-activities-0-10", "change-since-start", "running-week"]
)
def test_every_bundled_measure_has_its_page(physio, measures, slug):
    page = physio.get(reverse("admin:measures_detail", args=[measures[slug].measure.uuid]))

    assert page.status_code == 200


def test_an_owner_imports_a_file(owner):
    sent = {
        "file": upload(file_of(questionnaire()), "q.json"),
        "attests": "on",
        "attested_name": "Olga Owner",
    }
    answer = owner.post(reverse("admin:measures_import"), sent)

    measure = Measure.objects.get()
    assert answer.url == reverse("admin:measures_detail", args=[measure.uuid])


def test_every_fault_of_a_file_is_shown_with_its_line(owner):
    raw = file_of(questionnaire(status="draft", direction="up"))
    sent = {"file": upload(raw, "q.json"), "attests": "on", "attested_name": "Olga Owner"}
    page = owner.post(reverse("admin:measures_import"), sent).content.decode()

    assert "Line 7, /status:" in page
    assert "/direction:" in page
    assert not Measure.objects.exists()


def test_an_owner_retires_a_measure(owner, owner_user):
    measure = imported_measure(owner_user).measure
    page = reverse("admin:measures_retire", args=[measure.uuid])

    assert "Nobody is asked any more" in owner.get(page).content.decode()
    owner.post(page)
    assert Measure.objects.get().retired_at


def test_answers_are_entered_on_behalf(physio, physio_user, episode, measures, today):
    page = fill(episode, measures["knee-pain-0-10"])
    uuid = physio.get(page).context["form"]["uuid"].value()
    sent = {"uuid": uuid, "on": today.isoformat(), "usual": "3", "worst": "6", "running": ""}

    assert physio.post(page, sent).url == reverse("admin:measurements", args=[episode.patient.uuid])
    given = MeasureResponse.objects.get()
    assert (given.answers, given.given_by) == ({"usual": 3, "worst": 6}, physio_user)


def test_a_wrong_answer_is_shown_where_it_stands(physio, episode, measures, today):
    page = fill(episode, measures["running-week"])
    sent = {
        "uuid": physio.get(page).context["form"]["uuid"].value(),
        "on": today.isoformat(),
        "days": "9",
        "longest_km": "8,5",
        "total_km": "far",
        "confidence": "5",
    }
    shown = physio.post(page, sent)

    errors = {question.name: question.error for question in shown.context["questions"]}
    assert errors == {
        "days": "Please enter a number from 0 to 7.",
        "longest_km": "",
        "total_km": "Please enter a number.",
        "confidence": "",
    }
    assert not MeasureResponse.objects.exists()


def test_activities_are_named_once_and_then_given(physio, episode, measures, today):
    version = measures["my-activities-0-10"]
    page = fill(episode, version)
    sent = {"on": today.isoformat(), "uuid": physio.get(page).context["form"]["uuid"].value()}
    for place, name in enumerate(("Stairs", "Running", "Squats")):
        sent |= {f"name-{place}": name, f"score-{place}": "4"}
    physio.post(page, sent)

    assert MeasureResponse.objects.get().scores.get().value == 4
    rows = physio.get(page).context["rows"]
    assert [(row.name, row.is_given) for row in rows] == [
        ("Stairs", True),
        ("Running", True),
        ("Squats", True),
    ]


def test_another_clinics_patient_is_not_filled_in_for(stranger, episode, measures):
    assert stranger.get(fill(episode, measures["knee-pain-0-10"])).status_code == 404


def test_the_numbers_page_says_how_each_measure_stands(physio, patient, episode, measures, today, numbers):
    version = measures["my-activities-0-10"]
    rows = [{"name": name, "score": 2} for name in ("Stairs", "Running", "Squats")]
    answered(episode, version, {"activities": rows}, today - timedelta(20))
    answered(episode, version, {"activities": [row | {"score": 5} for row in rows]}, today)
    page = physio.get(numbers).content.decode()

    assert "+3" in page
    assert "better" in page
    assert "due: every week" in page


def test_a_number_is_added_by_hand(physio, patient, numbers, today):
    sent = {"code": "knee-to-wall", "side": "left", "value": "9.5", "on": today.isoformat()}

    assert physio.post(numbers, sent).url == numbers
    assert Measurement.objects.get().value == Decimal("9.5")
    assert "Knee to wall" in physio.get(numbers).content.decode()


def test_a_slip_is_shown_at_its_field(physio, numbers, today):
    sent = {"code": "knee-to-wall", "side": "", "value": "95", "on": today.isoformat()}
    form = physio.post(numbers, sent).context["form"]

    assert set(form.errors) == {"side", "value"}


def test_weight_is_not_even_offered_unless_the_patient_wants_it(physio, patient, numbers):
    assert "Weight" not in physio.get(numbers).content.decode()
    patient.shows_weight = True
    patient.save()
    assert "Weight" in physio.get(numbers).content.decode()


def test_a_file_is_shown_row_by_row_and_then_stored(physio, file_page, numbers):
    shown = physio.post(file_page, {"file": upload(CSV, "lab.csv")})
    assert [row.state for row in shown.context["report"].rows] == ["new"]
    assert not Measurement.objects.exists()
    text = {name: field.value() for name, field in zip(("text", "name"), shown.context["text"], strict=True)}

    assert physio.post(file_page, text).url == numbers
    assert Measurement.objects.get().source_name == "lab.csv"


def test_a_file_with_a_wrong_row_cannot_be_stored(physio, file_page):
    wrong = CSV + "yesterday,push-ups,,many\n"
    page = physio.post(file_page, {"file": upload(wrong, "lab.csv")}).content.decode()

    assert "Store the new rows" not in page
    physio.post(file_page, {"text": wrong, "name": "lab.csv"})
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"who,knows\n"])
def test_what_is_no_such_file_is_said(physio, file_page, content):
    assert physio.post(file_page, {"file": upload(content, "lab.csv")}).context["form"].errors["file"]


def test_a_number_is_withdrawn_with_a_reason(physio, physio_user, patient, numbers):
    row = measured(patient, physio_user)
    page = reverse("admin:measurement_void", args=[row.uuid])

    assert physio.post(page, {"reason": ""}).status_code == 200
    assert physio.post(page, {"reason": "wrong side"}).url == numbers
    assert "withdrawn: wrong side" in physio.get(numbers).content.decode()


def test_front_desk_sees_none_of_it(front_desk, patient, episode, measures, numbers, file_page):
    row = measured(patient)
    pages = [
        reverse("admin:measures"),
        reverse("admin:measures_detail", args=[measures["running-week"].measure.uuid]),
        reverse("admin:measures_import"),
        fill(episode, measures["running-week"]),
        reverse("admin:measurement_void", args=[row.uuid]),
        numbers,
        file_page,
    ]

    assert {front_desk.get(page).status_code for page in pages} == {404}
    assert "Measures" not in front_desk.get(reverse("admin:patients")).content.decode()


def test_the_numbers_page_costs_the_same_with_more_history(
    physio, physio_user, patient, episode, measures, today, numbers
):
    pain = {"usual": 1, "worst": 2}
    answered(episode, measures["knee-pain-0-10"], pain, today)
    measured(patient, physio_user)
    one = count(physio, numbers)
    for days in range(1, 4):
        answered(episode, measures["knee-pain-0-10"], pain, today - timedelta(days))
        measured(patient, physio_user, value=Decimal(days))
    void_measurement(by=physio_user, measurement=Measurement.objects.last().uuid, reason="no")
    begun(f.EpisodeFactory.create(patient=patient), today)

    assert count(physio, numbers) == one


def test_the_library_costs_the_same_with_more_measures(physio, owner_user, measures):
    one = count(physio, reverse("admin:measures"))
    imported_measure(owner_user)
    imported_measure(owner_user, version="2")

    assert count(physio, reverse("admin:measures")) == one
