"""A change closes one prescription and opens another; the past stays as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from programs.models import Prescription
from programs.queries.history import Kind, history_of
from programs.queries.today import due_today
from programs.services import prescriptions
from programs.services.lifecycle import cancel_program
from programs.services.prescriptions import (
    change_dose,
    preview_dose,
    preview_swap,
    stop_prescription,
    swap_exercise,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return factories.physio()


@pytest.fixture
def patient(by):
    return factories.PatientFactory.create(clinic=by.memberships.get().clinic)


@pytest.fixture
def program(patient, by):
    start_on = clock.today_in(patient.time_zone) - timedelta(days=7)
    return factories.assigned_program(patient, by=by, start_on=start_on)


@pytest.fixture
def squat(program):
    return program.prescriptions.get(exercise__slug="bodyweight-squat", first_week=2)


def test_the_old_dose_is_closed_and_the_new_one_points_back(by, squat):
    new = change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Knee was sore")
    squat.refresh_from_db()
    today = clock.today_in(squat.program.patient.time_zone)
    assert (squat.sets, squat.effective_to, squat.closed_by) == (3, today, by)
    assert (new.sets, new.effective_from, new.replaces, new.line, new.open_reason) == (
        2, today, squat, squat.line, "Knee was sore"
    )  # fmt: skip


def test_yesterday_shows_the_dose_of_yesterday(by, patient, program, squat):
    yesterday = clock.today_in(patient.time_zone) - timedelta(days=1)
    before = due_today(patient, yesterday)
    for prescription in program.prescriptions.filter(effective_to=None, reps__isnull=False):
        change_dose(
            by=by,
            prescription=prescription.uuid,
            changes={"reps": prescription.reps + 1},
            reason="More",
            and_later=False,
        )
    assert due_today(patient, yesterday) == before


def test_a_day_done_already_keeps_its_dose_and_the_change_starts_tomorrow(by, patient, program, squat):
    today = clock.today_in(patient.time_zone)
    factories.logged(program, today, prescription=squat, side="both")
    new = change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Too much")
    assert new.effective_from == today + timedelta(days=1)


def test_a_swap_takes_the_neighbour_with_its_own_dose_and_sides(by, squat):
    new = swap_exercise(by=by, prescription=squat.uuid, direction="harder", reason="Easy by now")
    assert (new.exercise, new.reps, new.side) == (squat.exercise.harder, 8, "each")


def test_the_end_of_a_ladder_has_no_neighbour(by, program):
    last = program.prescriptions.get(exercise__slug="single-leg-deadlift")
    with pytest.raises(Conflict):
        preview_swap(by=by, prescription=last.uuid, direction="harder")


def test_a_preview_changes_nothing(by, squat):
    preview = preview_dose(by=by, prescription=squat.uuid, changes={"sets": 2})
    assert (preview.dose.sets, Prescription.objects.get(pk=squat.pk).effective_to) == (2, None)


def test_stopping_takes_it_out_of_the_plan(by, patient, program, squat):
    stop_prescription(by=by, prescription=squat.uuid, reason="Hurts")
    assert squat.exercise.name not in [item.name for item in due_today(patient).items]


@pytest.fixture
def gradual(patient, by):
    """A plan whose exercises have another dose in nearly every week, each a row of its own."""
    return factories.assigned_program(patient, by=by, template="rk-6w-gradual")


def test_what_was_stopped_does_not_come_back_in_a_later_week(by, gradual):
    raise_ = gradual.prescriptions.get(exercise__slug="single-leg-calf-raise", first_week=5)
    stop_prescription(by=by, prescription=raise_.uuid, reason="Hurts")
    assert not gradual.prescriptions.filter(exercise=raise_.exercise, effective_to=None).exists()


def test_stopping_in_a_later_week_leaves_the_weeks_before(by, gradual):
    later = gradual.prescriptions.get(exercise__slug="sit-to-stand", first_week=4)
    stop_prescription(by=by, prescription=later.uuid, reason="Too easy by then")
    kept = gradual.prescriptions.filter(exercise=later.exercise, effective_to=None)
    assert [row.last_week for row in kept] == [3]


def test_the_history_tells_once_what_was_stopped_in_several_weeks(by, gradual):
    first = gradual.prescriptions.get(exercise__slug="sit-to-stand", first_week=3)
    stop_prescription(by=by, prescription=first.uuid, reason="Hurts")
    assert [change.kind for change in history_of(gradual)].count(Kind.STOPPED) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sets": 6}, "sets"),
        ({"reps": 0}, "reps"),
        ({"time_s": 30}, "reps/time_s"),
        ({"colour": 1}, "colour"),
        ({"reps": None, "plan": "walk"}, "plan"),
    ],
)
def test_a_dose_that_must_not_be_names_its_field(by, squat, changes, field):
    with pytest.raises(InvalidInput) as refused:
        change_dose(by=by, prescription=squat.uuid, changes=changes, reason="Try")
    assert list(refused.value.fields) == [field]


def test_a_change_needs_a_reason(by, squat):
    with pytest.raises(InvalidInput) as refused:
        change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="  ")
    assert list(refused.value.fields) == ["reason"]


def test_a_change_that_changes_nothing_is_refused(by, squat):
    with pytest.raises(InvalidInput):
        change_dose(by=by, prescription=squat.uuid, changes={"sets": squat.sets}, reason="Hm")


def test_a_replaced_prescription_cannot_be_replaced_again(by, squat):
    change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Less")
    with pytest.raises(Conflict):
        change_dose(by=by, prescription=squat.uuid, changes={"sets": 1}, reason="Even less")


def test_an_ended_program_is_not_changed(by, program, squat):
    cancel_program(by=by, program=program.uuid, reason="Moved away")
    with pytest.raises(Conflict):
        change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Less")


def test_a_program_that_ends_meanwhile_is_not_changed(by, program, squat, monkeypatch):
    """Somebody else ends it between this click's first look and its lock."""
    look: Any = vars(prescriptions)["get_prescription"]

    def look_then_end(*args):
        found = look(*args)
        cancel_program(by=by, program=program.uuid, reason="Moved away")
        return found

    monkeypatch.setattr(prescriptions, "get_prescription", look_then_end)
    with pytest.raises(Conflict):
        change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Less")


def test_another_clinics_physio_finds_no_such_prescription(squat):
    with pytest.raises(NotFound):
        change_dose(by=factories.physio(), prescription=squat.uuid, changes={"sets": 2}, reason="Less")


def test_a_clinical_row_cannot_be_deleted(squat):
    with pytest.raises(DatabaseError, match="Cannot delete"):
        squat.delete()


def test_a_prescription_replaces_none_of_another_program(by, squat):
    other = factories.assigned_program().prescriptions.first()
    new = change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Less")
    with pytest.raises(IntegrityError, match="prescription_replaces_in_program"):
        Prescription.objects.filter(pk=new.pk).update(replaces=other)


@pytest.fixture
def squat_later(program):
    return program.prescriptions.get(exercise__slug="bodyweight-squat", first_week=3)


def open_doses(program, slug):
    rows = program.prescriptions.filter(exercise__slug=slug, effective_to=None).order_by("first_week")
    return [(rx.first_week, rx.sets, rx.reps) for rx in rows]


def test_a_dose_that_was_cut_does_not_come_back_next_week(by, program, squat, squat_later):
    change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="Too much")
    assert open_doses(program, "bodyweight-squat") == [(2, 2, 10), (3, 2, 12)]


def test_a_change_may_be_for_these_weeks_alone(by, program, squat, squat_later):
    change_dose(by=by, prescription=squat.uuid, changes={"sets": 2}, reason="A busy week", and_later=False)
    assert open_doses(program, "bodyweight-squat") == [(2, 2, 10), (3, 3, 12)]


def test_a_swapped_exercise_does_not_come_back_next_week(by, program, squat, squat_later):
    swap_exercise(by=by, prescription=squat.uuid, direction="easier", reason="Hurts")
    assert open_doses(program, "bodyweight-squat") == []
    assert [week for week, _sets, _reps in open_doses(program, "sit-to-stand")] == [2, 3]


def test_a_preview_names_the_later_weeks(by, squat, squat_later):
    assert preview_dose(by=by, prescription=squat.uuid, changes={}).later == [squat_later]
