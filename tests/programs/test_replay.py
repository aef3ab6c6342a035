"""Stored decisions are made again from what is stored with them, and must come out the same."""

import json
from datetime import datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from common import clock
from programs.models import Decision
from tests import factories
from tests.lived import Lived

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 2, 6, tzinfo=clock.zone("Europe/Berlin"))


@pytest.fixture
def lived():
    """A week with a bad last day, and what was decided in it."""
    with clock.pretending(BEGIN):
        lived = Lived(factories.assigned_program(template="rk-6w-gradual"))
        return lived.days(6).day(pain=7).sweep()


def replay(**which):
    """The lines that are printed, and the exit code."""
    out, code = StringIO(), 0
    try:
        call_command("replay", stdout=out, **which)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue().splitlines(), code


def tamper(decision, column, value):
    """What the database refuses to everybody, done behind its back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"UPDATE programs_decision SET {column} = %s WHERE id = %s",  # noqa: S608 - a name, not input
            [value, decision.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def the(scope):
    return Decision.objects.filter(scope=scope).order_by("pk").first()


def changed(decision, column, **values):
    tamper(decision, column, json.dumps({**getattr(decision, column), **values}))


def test_a_lived_program_has_no_differences(lived):
    made = Decision.objects.filter(program=lived.program)
    assert {"checkin", "weekly", "load"} <= set(made.values_list("scope", flat=True))
    assert replay(all=True) == ([f"{made.count()} decisions replayed, 0 different"], 0)


def test_facts_that_were_changed_are_found(lived):
    decision = the("weekly")
    changed(decision, "facts", checkins_7d=0)
    lines, code = replay(program=lived.program.uuid)
    assert (code, lines[-1].endswith(" 1 different")) == (1, True)
    assert lines[0].startswith(f"{decision.uuid} weekly week:1, engine 1: decision: ")


def test_a_threshold_that_was_changed_is_found(lived):
    changed(the("weekly"), "parameters", **{"gate.checkins_min_7d": 8})
    assert replay(all=True)[1] == 1


def test_a_load_step_that_was_changed_is_found(lived):
    decision = the("load")
    changed(decision, "proposal", dose={**decision.proposal["dose"], "sets": 5})
    assert replay(all=True)[1] == 1


def test_a_verdict_beside_another_proposal_is_found(lived):
    tamper(the("checkin"), "verdict", "COMPLETE")
    lines, code = replay(patient=lived.program.patient.uuid)
    assert (code, "verdict: 'COMPLETE' stands beside a proposal of 'CONTINUE'" in lines[0]) == (1, True)


def test_facts_that_make_no_sense_are_a_difference_and_the_rest_goes_on(lived):
    changed(the("checkin"), "facts", swelling="a lot")
    lines, code = replay(all=True)
    assert (code, len(lines)) == (1, 2)
    assert "cannot be decided again: swelling" in lines[0]


def test_only_the_chosen_patients_decisions_are_replayed(lived):
    other = factories.PatientFactory()
    assert replay(patient=other.uuid) == (["0 decisions replayed, 0 different"], 0)


@pytest.mark.parametrize("which", ["patient", "program"])
def test_an_id_that_nobody_has_is_an_error(which):
    with pytest.raises(CommandError, match=f"no {which}"):
        call_command("replay", **{which: uuid4()})


def test_replaying_needs_the_same_queries_for_few_and_many(lived, django_assert_num_queries):
    call_command("replay", all=True, stdout=StringIO())
    with django_assert_num_queries(1):  # the pack is known by now
        call_command("replay", all=True, stdout=StringIO())
