"""Changing a running program: what is closed, what is opened, and what the preview promises."""

import pytest
from django.urls import reverse

from programs.enums import ProgramStatus
from tests import factories as f


def dose_url(prescription):
    return reverse("admin:prescription_dose", args=[prescription.uuid])


def whole(prescription, **changes):
    """The dose form as the browser sends it."""
    names = ("sets", "reps", "rest_s", "effort_max", "hold_s", "rir_min")
    values = {name: getattr(prescription, name) for name in names}
    sent = {name: "" if value is None else value for name, value in values.items()}
    kind, _colon, amount = prescription.load.partition(":")
    return {**sent, "load_kind": kind, "load_amount": amount, "reason": "No pain, feels easy", **changes}


def open_row(prescription):
    return prescription.program.prescriptions.get(
        line=prescription.line, effective_to=None, first_week=prescription.first_week
    )


def test_a_dose_change_closes_one_row_and_opens_another(physio, prescription):
    physio.post(dose_url(prescription), whole(prescription, sets=5, do="save"))
    prescription.refresh_from_db()
    after = open_row(prescription)
    assert prescription.effective_to == after.effective_from
    assert (after.sets, after.replaces, after.open_reason) == (5, prescription, "No pain, feels easy")


def test_a_preview_that_comes_after_the_saving_says_nothing(physio, prescription):
    physio.post(dose_url(prescription), whole(prescription, sets=5, reason="more", do="save"))
    response = physio.post(dose_url(prescription), whole(prescription, sets=5, reason="", do="preview"))

    assert (response.status_code, response.content) == (204, b"")
    assert "replaced already" not in physio.get("/admin/caseload/").content.decode()


def test_the_preview_says_what_the_patient_will_read_and_changes_nothing(physio, prescription):
    response = physio.post(dose_url(prescription), whole(prescription, sets=5, reason="", do="preview"))
    assert response.context["then"].dose.startswith("5 sets of")
    assert open_row(prescription) == prescription


def test_a_change_holds_from_tomorrow_once_today_is_logged(physio, prescription, today):
    f.logged(prescription.program, today, prescription=prescription)
    response = physio.get(dose_url(prescription))
    assert (response.context["then"].from_on - today).days == 1


def test_nothing_changed_is_said(physio, prescription):
    response = physio.post(dose_url(prescription), whole(prescription, do="save"))
    assert response.context["form"].non_field_errors() == ["Nothing would change."]


def test_a_dose_needs_a_reason_only_when_it_is_saved(physio, prescription):
    saved = physio.post(dose_url(prescription), whole(prescription, sets=5, reason="", do="save"))
    previewed = physio.post(dose_url(prescription), whole(prescription, sets=5, reason="", do="preview"))
    assert [list(response.context["form"].errors) for response in (saved, previewed)] == [["reason"], []]


def test_a_load_that_makes_no_sense_is_refused_and_kept(physio, prescription):
    sent = whole(prescription, load_kind="band", load_amount="9", do="save")
    response = physio.post(dose_url(prescription), sent)
    assert response.context["form"].errors["load_amount"] == ["Band: a number from 1 to 5."]
    assert open_row(prescription) == prescription


def test_a_load_is_put_together(physio, prescription):
    physio.post(dose_url(prescription), whole(prescription, load_kind="kg", load_amount="2,5", do="save"))
    assert open_row(prescription).load == "kg:2.5"


def test_a_replaced_prescription_leads_back_to_the_plan(physio, prescription):
    physio.post(dose_url(prescription), whole(prescription, sets=5, do="save"))
    response = physio.get(dose_url(prescription))
    assert response.url == reverse("admin:program", args=[prescription.program.uuid])


@pytest.mark.parametrize("direction", ["easier", "harder"])
def test_a_swap_takes_the_neighbour(physio, prescription, direction):
    url = reverse("admin:prescription_swap", args=[prescription.uuid, direction])
    assert physio.get(url).context["then"].exercise == getattr(prescription.exercise, direction)
    physio.post(url, {"reason": "Time for it"})
    assert open_row(prescription).exercise == getattr(prescription.exercise, direction)


def test_taking_out_leaves_no_open_row(physio, prescription):
    physio.post(reverse("admin:prescription_stop", args=[prescription.uuid]), {"reason": "Hurts"})
    lines = prescription.program.prescriptions.filter(
        line=prescription.line, first_week=prescription.first_week
    )
    assert not lines.filter(effective_to=None).exists()


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("pause", ProgramStatus.PAUSED),
        ("finish", ProgramStatus.FINISHED),
        ("cancel", ProgramStatus.CANCELLED),
    ],
)
def test_an_action_needs_a_reason_and_does_what_it_says(physio, program, action, status):
    url = reverse("admin:program_action", args=[program.uuid, action])
    assert list(physio.post(url, {"reason": ""}).context["form"].errors) == ["reason"]
    physio.post(url, {"reason": "Agreed with the patient"})
    program.refresh_from_db()
    assert program.status == status


def test_a_paused_program_goes_on_without_a_reason(physio, program):
    physio.post(reverse("admin:program_action", args=[program.uuid, "pause"]), {"reason": "Flu"})
    physio.post(reverse("admin:program_action", args=[program.uuid, "resume"]))
    program.refresh_from_db()
    assert program.status == ProgramStatus.ACTIVE


def test_a_paused_program_shows_the_week_it_stands_in(physio, program):
    physio.post(reverse("admin:program_action", args=[program.uuid, "pause"]), {"reason": "holiday"})
    response = physio.get(reverse("admin:program", args=[program.uuid]))
    assert response.context["plan"].week == 2
    assert "Week 2 of" in response.content.decode()


def test_a_program_cancelled_in_a_pause_is_not_told_as_resumed(physio, program):
    for action in ("pause", "cancel"):
        physio.post(reverse("admin:program_action", args=[program.uuid, action]), {"reason": "moved away"})
    history = physio.get(reverse("admin:program", args=[program.uuid])).context["history"]
    assert [change.kind for change in history] == ["ended", "paused", "assigned"]


def test_looking_at_an_action_does_nothing(physio, program):
    physio.get(reverse("admin:program_action", args=[program.uuid, "cancel"]))
    program.refresh_from_db()
    assert program.status == ProgramStatus.ACTIVE


def test_a_repeated_week_is_lived_twice(physio, program):
    physio.post(reverse("admin:program_action", args=[program.uuid, "repeat-week"]), {"reason": "Sore"})
    assert [week.week for week in program.weeks.all()] == [1, 2, 2, 3, 4]


def test_an_action_that_does_not_exist_is_not_found(physio, program):
    assert physio.get(reverse("admin:program_action", args=[program.uuid, "explode"])).status_code == 404


def test_the_history_says_who_and_why(physio, physio_user, prescription):
    physio.post(dose_url(prescription), whole(prescription, sets=5, do="save"))
    physio.post(
        reverse("admin:program_action", args=[prescription.program.uuid, "repeat-week"]), {"reason": "Sore"}
    )
    other = prescription.program.prescriptions.filter(effective_to=None).last()
    physio.post(reverse("admin:prescription_stop", args=[other.uuid]), {"reason": "Hurts"})
    response = physio.get(reverse("admin:program", args=[prescription.program.uuid]))
    told = {(change.kind.value, change.who, change.reason) for change in response.context["history"]}
    name = physio_user.name
    assert told == {
        ("assigned", name, ""),
        ("dose", name, "No pain, feels easy"),
        ("repeated", name, "Sore"),
        ("stopped", name, "Hurts"),
    }


@pytest.fixture
def squat(program):
    """The squat of week 2; week 3 plans two repetitions more."""
    return program.prescriptions.get(exercise__slug="bodyweight-squat", first_week=2)


@pytest.mark.parametrize(("sent", "reps_later"), [({"and_later": "on"}, 8), ({}, 12)])
def test_the_page_asks_whether_later_weeks_change_too(physio, squat, sent, reps_later):
    asked = physio.get(dose_url(squat)).context["form"]["and_later"]
    assert (asked.initial, asked.label) == (
        True,
        "Also in the later week (planned there: week 3: 3 sets of 12)",
    )
    physio.post(dose_url(squat), whole(squat, reps=8, do="save", **sent))
    later = squat.program.prescriptions.get(line=squat.line, first_week=3, effective_to=None)
    assert later.reps == reps_later


def test_a_swap_asks_it_as_well(physio, squat):
    url = reverse("admin:prescription_swap", args=[squat.uuid, "easier"])
    assert "and_later" in physio.get(url).context["form"].fields
    physio.post(url, {"reason": "Hurts", "and_later": "on"})
    slugs = squat.program.prescriptions.filter(line=squat.line, effective_to=None)
    assert {row.exercise.slug for row in slugs} == {"sit-to-stand"}
