"""What happens at the gate in the same moment: one comes first, and nothing runs beside a stop."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from common import clock
from common.errors import Conflict
from patients.enums import ScreeningScope
from patients.models import Screening, Stop
from patients.queries.screening import asked_of
from programs.models import Program
from programs.services.assign import assign_program
from programs.services.lifecycle import resume_program
from programs.services.red_flags import give_screening, lift_stop
from tests.factories import assigned_program, physio
from tests.gate import URGENT, stopped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program():
    return assigned_program()


def together(*calls: Any) -> list[Any]:
    """What each returned, or the Conflict it met."""

    def run(call: Any) -> Any:
        try:
            return call()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def telling(program, uuid=None):
    patient = program.patient
    answers = {flag.id: flag.id == URGENT for flag in asked_of(patient, "runners-knee", "daily")}
    return lambda: give_screening(
        by=patient.user,
        patient=patient,
        condition="runners-knee",
        scope=ScreeningScope.DAILY,
        answers=answers,
        uuid=uuid or uuid4(),
    )


@pytest.mark.parametrize("attempt", range(3))
def test_no_program_is_assigned_beside_a_stop(program, attempt):
    by = physio(program.patient.clinic)

    def assign() -> Program:
        return assign_program(
            by=by,
            episode=program.episode.uuid,
            template=program.template.uuid,
            start_on=clock.today_in(program.patient.time_zone),
        )

    together(assign, telling(program), assign)

    assert Stop.objects.filter(lifted_at=None).count() == 1
    assert set(Program.objects.values_list("status", flat=True)) == {"paused"}


@pytest.mark.parametrize("attempt", range(3))
def test_nothing_is_resumed_beside_a_stop(program, attempt):
    by = physio(program.patient.clinic)
    stop = stopped(program.patient)
    lift_stop(by=by, stop=stop.uuid, reason="Examined.", resume=False)

    together(lambda: resume_program(by=by, program=program.uuid), telling(program))

    assert set(Program.objects.values_list("status", flat=True)) == {"paused"}


def test_the_same_answers_sent_four_times_at_once_are_one_screening(program):
    uuid = uuid4()
    given = together(*[telling(program, uuid)] * 4)

    assert {screening.uuid for screening in given} == {uuid}
    assert (Screening.objects.filter(uuid=uuid).count(), Stop.objects.count()) == (1, 1)


def test_two_who_lift_at_once_are_one_lift(program):
    stop = stopped(program.patient)
    by = [physio(program.patient.clinic) for _ in range(2)]

    ended = together(
        *(lambda who=who: lift_stop(by=who, stop=stop.uuid, reason="Examined.", resume=True) for who in by)
    )

    assert sorted(getattr(end, "code", "done") for end in ended) == ["done", "lifted"]
    assert Program.objects.get().status == "active"
