"""Approvals at the desk: what waits, in groups; approving one, many, with changes; and saying no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from programs.models import Decision, DecisionAction, DecisionAnswer, DecisionScope, Program
from programs.services.decisions import approve_decision, reject_decision
from programs.services.lifecycle import finish_program
from tests import factories as f
from tests.desk.test_query_counts import count
from tests.loop_factories import answered, decided

APPROVALS = reverse("admin:approvals")
APPROVE = reverse("admin:approvals_approve")
HELD = {"decision": "ADVANCE_WEEK", "reasons": [{"rule": "W-11", "code": "RED_SESSION_THIS_WEEK"}]}


def in_first_week(program) -> Program:
    """Its first week is released and no other, as when it was assigned."""
    program.weeks_released = 1
    program.save()
    return program


@pytest.fixture
def waiting_program(program):
    return in_first_week(program)


@pytest.fixture
def proposal(waiting_program):
    return decided(waiting_program)


@pytest.fixture
def another(clinic, physio_user, today):
    """A proposal about another patient."""

    def make(name="Quirin Berger", **fields) -> Decision:
        patient = f.PatientFactory.create(clinic=clinic, name=name)
        program = f.assigned_program(patient, by=physio_user, start_on=today - timedelta(days=9))
        return decided(in_first_week(program), **fields)

    return make


def groups(client, query="") -> list[tuple[bool, list[Decision]]]:
    context = client.get(f"{APPROVALS}{query}").context
    return [(is_green, [row.decision for row in rows]) for is_green, rows in context["groups"]]


def action(decision) -> str:
    decision.refresh_from_db()
    return decision.answer.action if hasattr(decision, "answer") else ""


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_what_nothing_speaks_against_stands_apart_from_what_is_to_be_looked_at(physio, proposal, another):
    mixed = another(proposal=HELD)
    assert groups(physio) == [(True, [proposal]), (False, [mixed])]


@pytest.mark.parametrize(
    "fields",
    [
        {"revision": 2},
        {"verdict": "HOLD"},
        {"proposal": HELD},
        {"scope": DecisionScope.RUN_STEP, "verdict": "REPEAT"},
    ],
    ids=str,
)
def test_not_green_is(physio, another, fields):
    made = another(**fields)
    assert groups(physio) == [(False, [made])]


def test_a_paused_program_is_not_green(physio, proposal, program):
    program.status = "paused"
    program.save()
    assert groups(physio) == [(False, [proposal])]


def test_more_load_and_a_level_up_are_green(physio, waiting_program):
    load = decided(waiting_program, scope=DecisionScope.LOAD, key="load:a", verdict="add_reps")
    level = decided(waiting_program, scope=DecisionScope.RUN_STEP, key="run:a", verdict="LEVEL_UP")
    assert groups(physio) == [(True, [level, load])]


def test_what_waited_longest_comes_first(physio, proposal, another):
    older = another(made_at=clock.now() - timedelta(days=2))
    assert groups(physio) == [(True, [older, proposal])]


@pytest.mark.parametrize("fields", [{"waits": False}, {"verdict": "ADVANCE_WEEK", "waits": False}])
def test_what_acts_alone_does_not_wait(physio, another, fields):
    another(**fields)
    assert groups(physio) == []


def test_what_was_answered_does_not_wait(physio, physio_user, proposal):
    answered(proposal, by=physio_user)
    assert groups(physio) == []


def test_an_ended_program_waits_for_nothing(physio, physio_user, proposal, program):
    finish_program(by=physio_user, program=program.uuid, reason="Done")
    assert groups(physio) == []


def test_the_list_finds_a_patient(physio, proposal, another):
    other = another("Quirin Berger")
    assert groups(physio, "?q=quirin") == [(True, [other])]


def test_another_clinic_sees_nothing_of_it(stranger, proposal):
    assert groups(stranger) == []


def test_a_card_says_where_it_goes_and_why(physio, another):
    another(facts={"adherence_7d": "92.5", "worst_pain_max_7d": 2, "checkins_7d": 7, "red_sessions_7d": 0})
    text = physio.get(APPROVALS).content.decode()
    assert "Week 1 → week 2" in text
    assert "92.5 % done, worst pain 2" in text


def test_the_menu_says_how_many_wait(physio, proposal, another):
    another()
    [entry] = [
        item
        for group in physio.get(APPROVALS).context["sidebar_navigation"]
        for item in group["items"]
        if item["title"] == "Approvals"
    ]
    assert entry["badge"] == 2


def test_one_is_approved_by_its_own_button(physio, proposal, another):
    other = another()
    response = physio.post(APPROVE, {"one": proposal.uuid}, follow=True)
    assert said(response) == ["1 proposal approved."]
    assert (action(proposal), action(other)) == (DecisionAction.APPROVED, "")


def test_the_ticked_ones_are_approved(physio, proposal, another):
    ticked, left = another(), another()
    physio.post(APPROVE, {"decision": [proposal.uuid, ticked.uuid], "green": [left.uuid]})
    assert [action(each) for each in (proposal, ticked, left)] == ["approved", "approved", ""]


def test_all_green_ones_of_the_page_are_approved_at_once(physio, proposal, another):
    other = another()
    response = physio.post(APPROVE, {"all_green": 1, "green": [proposal.uuid, other.uuid]}, follow=True)
    assert said(response) == ["2 proposals approved."]


def test_of_many_those_that_cannot_be_approved_are_named_with_the_reason(
    physio, owner_user, proposal, another
):
    other = another("Quirin Berger")
    reject_decision(by=owner_user, decision=other.uuid, reason="Travels")
    response = physio.post(APPROVE, {"all_green": 1, "green": [proposal.uuid, other.uuid]}, follow=True)
    done, refused = said(response)
    assert done == "1 proposal approved."
    assert refused.startswith("Not approved, Quirin Berger: This was answered already")
    assert owner_user.name in refused


def test_without_a_tick_nothing_is_approved(physio, proposal):
    response = physio.post(APPROVE, {"decision": ["no-uuid"]}, follow=True)
    assert said(response) == ["Nothing was ticked, so nothing was approved."]
    assert action(proposal) == ""


@pytest.mark.parametrize(
    ("back", "to"),
    [
        (f"{APPROVALS}?q=a&page=2", f"{APPROVALS}?q=a&page=2"),
        ("https://evil.example/", APPROVALS),
        ("", APPROVALS),
    ],
)
def test_the_way_back_is_the_same_page_of_the_list(physio, proposal, back, to):
    assert physio.post(APPROVE, {"one": proposal.uuid, "back": back}).url == to


def test_approving_begins_the_next_week(physio, proposal, program):
    physio.post(reverse("admin:decision_approve", args=[proposal.uuid]), {"patient_words": ""})
    program.refresh_from_db()
    assert action(proposal) == DecisionAction.APPROVED
    assert program.weeks_released > 1


def test_standard_words_that_were_not_touched_are_not_kept_as_the_clinicians(physio, proposal):
    url = reverse("admin:decision_approve", args=[proposal.uuid])
    physio.post(url, {"patient_words": physio.get(url).context["form"]["patient_words"].value()})
    assert action(proposal) == DecisionAction.APPROVED
    assert proposal.answer.patient_words == ""


def test_words_for_the_patient_are_kept(physio, proposal):
    physio.post(
        reverse("admin:decision_approve", args=[proposal.uuid]), {"patient_words": "Well done, Petra."}
    )
    assert action(proposal) == DecisionAction.APPROVED
    assert proposal.answer.patient_words == "Well done, Petra."


def test_somebody_who_was_faster_is_named_on_the_page(physio, owner_user, proposal):
    approve_decision(by=owner_user, decision=proposal.uuid)
    response = physio.post(reverse("admin:decision_approve", args=[proposal.uuid]), {"patient_words": ""})
    text = response.content.decode()
    assert response.status_code == 200
    assert "answered already" in text
    assert owner_user.name in text


def test_another_verdict_needs_a_reason(physio, proposal):
    url = reverse("admin:decision_edit", args=[proposal.uuid])
    response = physio.post(url, {"verdict": "HOLD", "reason": ""})
    assert response.context["form"].errors["reason"] == ["Say why, in a few words."]
    assert action(proposal) == ""


def test_another_verdict_is_carried_out_and_told(physio, proposal, program):
    url = reverse("admin:decision_edit", args=[proposal.uuid])
    physio.post(url, {"verdict": "HOLD", "reason": "Travels next week"})
    assert action(proposal) == DecisionAction.EDITED
    assert (proposal.answer.reason, proposal.answer.changes["verdict"]) == ("Travels next week", "HOLD")


def test_only_weeks_have_another_verdict(physio, waiting_program):
    load = decided(waiting_program, scope=DecisionScope.LOAD, key="load:a", verdict="add_reps")
    assert physio.get(reverse("admin:decision_edit", args=[load.uuid])).status_code == 404


def test_a_rejected_week_goes_on(physio, proposal, program):
    physio.post(reverse("admin:decision_reject", args=[proposal.uuid]), {"reason": "Not yet"})
    assert action(proposal) == DecisionAction.REJECTED


def test_a_decision_shows_what_it_was_made_from(physio, another):
    made = another(
        facts={"adherence_7d": "92.5", "tests_state": "none_required"},
        parameters={"gate.adherence_week_min": 60},
    )
    text = physio.get(reverse("admin:decision", args=[made.uuid])).content.decode()
    assert "% done this week" in text
    assert "gate.adherence_week_min" in text
    assert "engine 1" in text


def test_a_decision_shows_what_will_change_in_the_plan(physio, proposal):
    context = physio.get(reverse("admin:decision", args=[proposal.uuid])).context
    changed = [change for change in context["changes"] if change.before and change.after]
    new = [change for change in context["changes"] if change.before is None]
    assert (context["week"], context["next_week"]) == (1, 2)
    assert changed or new


def test_the_programs_page_lists_its_decisions_with_their_reasons(physio, physio_user, proposal, program):
    approve_decision(by=physio_user, decision=proposal.uuid)
    text = physio.get(reverse("admin:program", args=[program.uuid])).content.decode()
    assert "Go on to the next week" in text
    assert "Nothing speaks against it" in text
    assert physio_user.name in text


def test_the_dose_is_regressed_at_once(physio, waiting_program):
    program = waiting_program
    url = reverse("admin:program_decide", args=[program.uuid])
    response = physio.post(url, {"verdict": "REGRESS", "reason": "Bad run on Sunday"}, follow=True)
    made = Decision.objects.get(program=program)
    assert response.status_code == 200
    assert made.answer.reason == "Bad run on Sunday"
    assert made.answer.changes["regression"] == "dose"
    assert made.answer.changes["eased"]


def test_deciding_asks_what_and_why(physio, waiting_program):
    response = physio.post(reverse("admin:program_decide", args=[waiting_program.uuid]), {})
    assert set(response.context["form"].errors) == {"verdict", "reason"}


def test_the_chart_tells_the_decision_and_who_answered(physio, physio_user, proposal, program):
    approve_decision(by=physio_user, decision=proposal.uuid)
    text = physio.get(reverse("admin:patient", args=[program.patient.uuid])).content.decode()
    assert "event--decision" in text
    assert "Go on to the next week" in text


def test_many_proposals_cost_as_many_queries_as_one(physio, proposal, another):
    one = count(physio, APPROVALS)
    another()
    another(proposal=HELD)
    assert count(physio, APPROVALS) == one


def test_a_program_with_many_decisions_costs_as_many_queries_as_with_one(
    physio, physio_user, waiting_program
):
    url = reverse("admin:program", args=[waiting_program.uuid])
    answered(decided(waiting_program), by=physio_user)
    one = count(physio, url)
    for position in (2, 3, 4):
        answered(decided(waiting_program, key=f"week:{position}"), by=physio_user)
    assert count(physio, url) == one


def test_front_desk_finds_no_approvals(front_desk, proposal):
    assert front_desk.get(APPROVALS).status_code == 404
    assert "Approvals" not in front_desk.get(reverse("admin:index")).content.decode()


def test_a_step_of_load_that_every_session_renews_stays_green(physio, waiting_program):
    older = decided(waiting_program, scope=DecisionScope.LOAD, key="dose:1", verdict="add_reps")
    DecisionAnswer.objects.create(decision=older, action=DecisionAction.REPLACED)
    newer = decided(waiting_program, scope=DecisionScope.LOAD, key="dose:1", verdict="add_reps", revision=2)
    assert groups(physio) == [(True, [newer])]


def test_a_step_of_load_that_was_rejected_before_is_to_be_looked_at(physio, physio_user, waiting_program):
    older = decided(waiting_program, scope=DecisionScope.LOAD, key="dose:1", verdict="add_reps")
    answered(older, by=physio_user, action=DecisionAction.REJECTED)
    newer = decided(waiting_program, scope=DecisionScope.LOAD, key="dose:1", verdict="add_reps", revision=2)
    assert groups(physio) == [(False, [newer])]


def test_what_belongs_to_one_program_stands_together(physio, proposal, waiting_program, another):
    between = another(made_at=clock.now() + timedelta(minutes=1))
    later = decided(
        waiting_program,
        scope=DecisionScope.LOAD,
        key="dose:1",
        verdict="add_reps",
        made_at=clock.now() + timedelta(minutes=2),
    )
    assert groups(physio) == [(True, [proposal, later, between])]
