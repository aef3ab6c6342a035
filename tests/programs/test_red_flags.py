"""A warning sign stops what runs; nobody but a licensed clinician lifts it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.enums import ScreeningScope
from patients.models import Screening, Stop
from patients.queries.screening import asked_of
from patients.services.stops import record_contact
from programs.models import Program, ProgramPause
from programs.queries.today import due_today
from programs.rules.words import NothingDue
from programs.services.assign import assign_program
from programs.services.lifecycle import cancel_program, hold_week, pause_program, resume_program
from programs.services.prescriptions import change_dose
from programs.services.red_flags import give_screening, lift_stop
from programs.services.session_logs import LogInput, record_session_log
from tests.factories import MembershipFactory, PatientFactory, assigned_program, physio, screened

pytestmark = pytest.mark.django_db

EMERGENCY, URGENT, OTHER_URGENT = "RF-02", "RF-12", "RF-13"


@pytest.fixture
def program():
    return assigned_program()


@pytest.fixture
def patient(program):
    return program.patient


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


def stop_of(patient, *yes) -> Stop:
    return Stop.objects.get(screening=screened(patient, *yes))


def lift(by, stop, resume=True):
    return lift_stop(by=by, stop=stop.uuid, reason="Examined, no swelling.", resume=resume)


def status(program: Program) -> str:
    return Program.objects.get(pk=program.pk).status


def open_pause(program: Program) -> ProgramPause:
    return ProgramPause.objects.get(program=program, to_on=None)


@pytest.mark.parametrize("sign", [EMERGENCY, URGENT])
def test_a_warning_sign_pauses_every_running_program(patient, program, sign):
    other = assigned_program(patient, template="rk-4w-mild")
    stop = stop_of(patient, sign)

    assert (status(program), status(other)) == ("paused", "paused")
    assert {pause.stop for pause in ProgramPause.objects.all()} == {stop}


def test_nothing_is_due_while_stopped(patient):
    screened(patient, URGENT)

    assert due_today(patient).nothing == NothingDue.STOPPED


def test_no_warning_sign_stops_nothing(patient, program):
    screened(patient)

    assert status(program) == "active"


def test_a_stop_keeps_the_day_that_was_trained_before(patient, program):
    prescription = program.prescriptions.filter(side="each").earliest("pk")
    today = clock.today_in(patient.time_zone)
    log = LogInput(prescription=prescription.uuid, side="left", on=today, state="done")
    record_session_log(by=patient.user, uuid=uuid4(), data=log)
    screened(patient, URGENT)

    assert open_pause(program).from_on == today + timedelta(days=1)


def test_what_was_paused_before_keeps_its_own_reason(patient, program, clinician):
    pause_program(by=clinician, program=program.uuid, reason="flu")
    screened(patient, URGENT)

    assert (open_pause(program).reason, open_pause(program).stop) == ("flu", None)


def test_the_last_lift_lets_what_the_stop_paused_go_on(patient, program, clinician):
    stop = lift(clinician, stop_of(patient, URGENT))

    assert status(program) == "active"
    assert (stop.lifted_by, stop.lift_reason) == (clinician, "Examined, no swelling.")
    assert due_today(patient).nothing != NothingDue.STOPPED


def test_lifted_without_going_on_it_says_why_it_is_still_paused(patient, program, clinician):
    lift(clinician, stop_of(patient, URGENT), resume=False)

    assert (status(program), open_pause(program).reason) == ("paused", "Warning sign lifted, still paused")
    assert due_today(patient).nothing == NothingDue.PAUSED


def test_what_is_still_paused_can_be_resumed_later(patient, program, clinician):
    lift(clinician, stop_of(patient, URGENT), resume=False)
    resume_program(by=clinician, program=program.uuid)

    assert status(program) == "active"


def test_nothing_goes_on_before_the_last_stop_is_lifted(patient, program, clinician):
    first, second = stop_of(patient, URGENT), stop_of(patient, OTHER_URGENT)
    lift(clinician, first)

    assert status(program) == "paused"
    lift(clinician, second)
    assert status(program) == "active"


def test_a_lift_does_not_resume_what_the_physio_had_paused(patient, program, clinician):
    pause_program(by=clinician, program=program.uuid, reason="flu")
    lift(clinician, stop_of(patient, URGENT))

    assert (status(program), open_pause(program).reason) == ("paused", "flu")


def test_answers_sent_again_after_the_lift_stop_nothing(patient, program, clinician):
    uuid = uuid4()
    answers = {flag.id: flag.id == URGENT for flag in asked_of(patient, "runners-knee", "daily")}

    def send() -> Screening:
        return give_screening(
            by=patient.user,
            patient=patient,
            condition="runners-knee",
            scope=ScreeningScope.DAILY,
            answers=answers,
            uuid=uuid,
        )

    stop = Stop.objects.get(screening=send())
    lift(clinician, stop)
    send()

    assert (Stop.objects.count(), status(program)) == (1, "active")


def test_a_stop_is_lifted_once(patient, clinician):
    stop = stop_of(patient, URGENT)
    lift(clinician, stop)
    with pytest.raises(Conflict) as refusal:
        lift(clinician, stop)

    assert refusal.value.code == "lifted"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_lift_says_why(patient, clinician, reason):
    with pytest.raises(InvalidInput) as refusal:
        lift_stop(by=clinician, stop=stop_of(patient, URGENT).uuid, reason=reason, resume=True)

    assert set(refusal.value.fields) == {"reason"}


def test_front_desk_the_patient_and_other_clinics_see_no_stop_to_lift(patient):
    stop = stop_of(patient, URGENT)
    for by in (physio(patient.clinic, Role.FRONT_DESK), patient.user, physio()):
        with pytest.raises(NotFound):
            lift(by, stop)


@pytest.mark.parametrize("licence", [{"licence_number": ""}, {"licence_expires_on": "2020-01-01"}])
def test_who_has_no_valid_licence_lifts_nothing(patient, licence):
    owner = MembershipFactory.create(clinic=patient.clinic, role=Role.OWNER, **licence).user
    with pytest.raises(Conflict) as refusal:
        lift(owner, stop_of(patient, URGENT))

    assert refusal.value.code == "licence_needed"


def test_a_stopped_patient_gets_no_program(patient, program, clinician):
    screened(patient, URGENT)
    with pytest.raises(Conflict) as refusal:
        assign_program(
            by=clinician,
            episode=program.episode.uuid,
            template=program.template.uuid,
            start_on=clock.today_in(patient.time_zone),
        )

    assert refusal.value.code == "stopped"


def test_a_paused_program_is_not_resumed_around_a_stop(patient, program, clinician):
    pause_program(by=clinician, program=program.uuid, reason="flu")
    screened(patient, URGENT)
    with pytest.raises(Conflict) as refusal:
        resume_program(by=clinician, program=program.uuid)

    assert refusal.value.code == "stopped"


def test_the_database_itself_lets_no_program_go_on_while_stopped(patient, program):
    screened(patient, URGENT)
    with pytest.raises(IntegrityError) as refusal:
        Program.objects.filter(pk=program.pk).update(status="active")

    assert refusal.value.__cause__.diag.constraint_name == "still_while_stopped"


def test_no_week_is_repeated_while_stopped(patient, program, clinician):
    screened(patient, URGENT)
    with pytest.raises(Conflict):
        hold_week(by=clinician, program=program.uuid, reason="too hard")


def test_a_stopped_program_may_be_ended_and_its_doses_changed(patient, program, clinician):
    """Neither lets the patient go on: while the stop holds, nothing is due."""
    screened(patient, URGENT)
    prescription = program.prescriptions.filter(sets__lt=4, reps__isnull=False).earliest("pk")
    change_dose(by=clinician, prescription=prescription.uuid, changes={"sets": 1}, reason="careful")
    cancel_program(by=clinician, program=program.uuid, reason="referred")

    assert status(program) == "cancelled"
    assert due_today(patient).nothing == NothingDue.STOPPED


def test_what_was_done_is_kept_also_after_the_stop(patient, program):
    """The record has to know that somebody trained, all the more in spite of a stop."""
    screened(patient, URGENT)
    prescription = program.prescriptions.filter(side="each").earliest("pk")
    log = LogInput(
        prescription=prescription.uuid, side="left", on=clock.today_in(patient.time_zone), state="done"
    )

    assert record_session_log(by=patient.user, uuid=uuid4(), data=log).created


def test_a_contact_is_noted_once_and_lifts_nothing(patient, clinician):
    stop = stop_of(patient, URGENT)
    record_contact(by=clinician, stop=stop.uuid, note="Comes in this afternoon.")
    stop.refresh_from_db()

    assert (stop.contacted_by, stop.contact_note, stop.lifted_at) == (
        clinician,
        "Comes in this afternoon.",
        None,
    )
    with pytest.raises(Conflict) as refusal:
        record_contact(by=clinician, stop=stop.uuid, note="Again.")
    assert refusal.value.code == "contacted"


def test_every_step_is_in_the_history(patient, clinician):
    stop: Any = stop_of(patient, EMERGENCY)
    record_contact(by=clinician, stop=stop.uuid, note="Is at the hospital.")
    lift(clinician, stop)

    metadata = [event.pgh_context.metadata for event in stop.events.order_by("pgh_id")]
    assert [entry["user"] for entry in metadata] == [patient.user.pk, clinician.pk, clinician.pk]
    assert [entry["reason"] for entry in metadata] == [
        "screened",
        "patient contacted",
        "Examined, no swelling.",
    ]


def test_another_patient_is_not_touched(patient, clinician):
    other = assigned_program(PatientFactory.create(clinic=patient.clinic))
    screened(patient, EMERGENCY)

    assert status(other) == "active"
