"""What is still missing before a patient may begin to run, or may step on to a level behind a test.

Tests are those of the pack's running plan, each as the latest result of the last two weeks says; the worse
side counts. Of the knee, what was told in the last seven days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import DailyCheck, Program, ProgramStage, RunPhase, Swelling
from programs.queries.exit_tests import examinations_of
from programs.queries.run_packs import PackPlan
from programs.queries.run_permission import may_run
from programs.rules.decision_words import ConditionState, ExitTests, RunCondition
from programs.rules.derive import exit_tests
from programs.rules.life import StageFacts

A_WEEK = timedelta(days=7)
ENTRY_PAIN_MAX = 2
NOT_MET: Mapping[RunCondition, str | Promise] = {
    RunCondition.PAIN_STAYS_MILD: gettext_lazy("In the last run the pain was more than mild, or grew."),
    RunCondition.SETTLES: gettext_lazy("After the last run the knee did not settle in time."),
    RunCondition.FORM_UNCHANGED: gettext_lazy("In the last run the stride changed."),
    RunCondition.REHAB_IN_PLACE: gettext_lazy("Many exercises of the last seven days were left out."),
}


@dataclass(frozen=True, slots=True)
class EntryTest:
    """One test, and where it stands."""

    slug: str
    name: str
    state: ExitTests

    @property
    def is_passed(self) -> bool:
        return self.state == ExitTests.PASSED

    @property
    def words(self) -> str:
        if self.state == ExitTests.FAILED:
            return _("%(test)s: not passed") % {"test": self.name}
        return _("%(test)s: no result of the last two weeks") % {"test": self.name}


def entry_tests(program: Program, pack: PackPlan, on: date) -> list[EntryTest]:
    """The tests before running, in the pack's order."""
    return _tests(program, pack, list(pack.entry), on)


def gate_test(program: Program, pack: PackPlan, level: int, on: date) -> EntryTest | None:
    """The test before a level; None where there is none."""
    slug = pack.gate_before(level)
    return next(iter(_tests(program, pack, [{"test": slug}], on)), None) if slug else None


def _tests(
    program: Program, pack: PackPlan, uses: list[Mapping[str, Any]] | list[dict[str, str]], on: date
) -> list[EntryTest]:
    asked = ProgramStage(
        slug="run-entry", first_week=1, last_week=1, min_days=0, exit_criteria={"tests": uses}
    )
    facts = examinations_of([program]).stage(program, asked)
    return [
        EntryTest(slug, pack.test_names.get(slug, slug), _state(facts, slug, on)) for slug in facts.required
    ]


def _state(facts: StageFacts, slug: str, on: date) -> ExitTests:
    return exit_tests({slug: facts.required[slug]}, facts.results, on)


def entry_gaps(program: Program, pack: PackPlan, phase: str, on: date) -> list[str]:
    """What speaks against beginning, in words for clinicians; empty if nothing does."""
    if phase == RunPhase.MODIFIED:
        return [*_of_the_knee(program, on, worst_pain=None), *_of_the_last_run(program, on)]
    tests = [test.words for test in entry_tests(program, pack, on) if not test.is_passed]
    return [*tests, *_of_the_knee(program, on, worst_pain=ENTRY_PAIN_MAX)]


def _of_the_knee(program: Program, on: date, worst_pain: int | None) -> Iterator[str]:
    told = DailyCheck.objects.filter(episode=program.episode_id, on__gt=on - A_WEEK, on__lte=on)
    checks = list(told.values_list("swelling", "giving_way", "limp", "pain_worst"))
    if any(swelling not in ("", Swelling.NONE) for swelling, *_rest in checks):
        yield _("The knee was swollen in the last seven days.")
    if any(gave_way for _swelling, gave_way, *_rest in checks):
        yield _("The knee gave way in the last seven days.")
    if any(limp for _swelling, _gave, limp, _pain in checks):
        yield _("The patient limped in the last seven days.")
    pain = max((check[-1] for check in checks if check[-1] is not None), default=0)
    if worst_pain is not None and pain > worst_pain:
        yield _("Worst pain of the last seven days %(pain)d; up to %(most)d is fine.") % {
            "pain": pain,
            "most": worst_pain,
        }


def _of_the_last_run(program: Program, on: date) -> Iterator[str]:
    """For who goes on running: the conditions that are not met. What is unknown, a clinician may ask."""
    found = may_run(program.patient, on).permission.conditions
    yield from (str(NOT_MET[each.name]) for each in found if each.state == ConditionState.NOT_MET)
