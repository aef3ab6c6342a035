"""What the tests that end a stage came to: done at an examination, or recorded as a number in between.

A test passes by the stage's own value where it gives one, so the same result may pass one stage and fail the
next. Read for many programs at once, in a number of queries that does not grow with them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from patients.enums import DocumentState, MeasurementSource
from patients.models import Assessment, Measurement
from patients.rules.examination import FunctionalTest, functional_test
from patients.rules.functional_tests import outcome
from programs.models import Program, ProgramStage, ProtocolPack
from programs.rules.derive import TEST_VALID_DAYS, ExitResult
from programs.rules.life import StageFacts

WORST_PAIN = "worst_pain"  # how an examination form names it
NO_SIDE = "both"


class _Result(NamedTuple):
    """One result as it was written down; of two on one day the later one counts."""

    on: date
    at: datetime
    test: str
    side: str
    value: Any


class _Examined(NamedTuple):
    """What is read of a signed examination that no correction stands for."""

    on: date
    at: datetime
    tests: Mapping[str, Mapping[str, Any]]
    worst_pain: int | None


@dataclass(frozen=True, slots=True)
class Examinations:
    """Everything about the given programs."""

    tests: Mapping[int, Mapping[str, FunctionalTest]]
    examined: Mapping[int, Sequence[_Examined]]
    measured: Mapping[int, Sequence[tuple[int | None, _Result]]]

    def worst_pain(self, program: Program) -> int | None:
        """As it was told at the last examination before the program began."""
        told = [
            each.worst_pain
            for each in self.examined.get(program.episode_id, ())
            if each.on <= program.start_on and isinstance(each.worst_pain, int)
        ]
        return told[-1] if told else None

    def stage(self, program: Program, stage: ProgramStage) -> StageFacts:
        """A stage with what its exit asks for, and what that came to."""
        known = self.tests.get(program.pack_id, {})
        uses = stage.exit_criteria.get("tests", [])
        asked = {use["test"]: known[use["test"]] for use in uses if use["test"] in known}
        values = {use["test"]: use["value"] for use in uses if "value" in use}
        return StageFacts(
            slug=stage.slug,
            first_week=stage.first_week,
            last_week=stage.last_week,
            min_days=stage.min_days,
            pain_limit=stage.exit_criteria.get("worst_pain_max"),
            # A test that the pack does not know any more was not passed by anybody.
            required={
                use["test"]: asked[use["test"]].sides if use["test"] in asked else (NO_SIDE,) for use in uses
            },
            results=tuple(_judged(self._results(program), asked, values)),
        )

    def _results(self, program: Program) -> list[_Result]:
        examined = (
            _Result(each.on, each.at, test, side, value)
            for each in self.examined.get(program.episode_id, ())
            for test, sides in each.tests.items()
            for side, value in sides.items()
        )
        measured = (
            result
            for episode, result in self.measured.get(program.patient_id, ())
            if episode in (None, program.episode_id)
        )
        return sorted((*examined, *measured), key=lambda result: (result.on, result.at))


def _judged(
    results: Sequence[_Result], asked: Mapping[str, FunctionalTest], values: Mapping[str, Any]
) -> list[ExitResult]:
    found = []
    for result in results:
        test = asked.get(result.test)
        passed = outcome(test, {result.side: result.value}, values).passed.get(result.side) if test else None
        if passed is not None:
            found.append(ExitResult(result.test, result.side, result.on, passed))
    return found


def examinations_of(programs: Sequence[Program]) -> Examinations:
    """In three queries."""
    tests = _tests(programs)
    return Examinations(tests, _examined(programs), _measured(programs, tests))


def _tests(programs: Sequence[Program]) -> dict[int, dict[str, FunctionalTest]]:
    packs = ProtocolPack.objects.filter(pk__in={program.pack_id for program in programs})
    rows = packs.values_list("pk", "content__functional_tests")
    return {pk: {row["slug"]: functional_test(row) for row in found or ()} for pk, found in rows}


def _examined(programs: Sequence[Program]) -> dict[int, list[_Examined]]:
    found: dict[int, list[_Examined]] = defaultdict(list)
    signed = Assessment.objects.filter(
        episode__in={program.episode_id for program in programs}, state=DocumentState.SIGNED
    ).exclude(corrections__state=DocumentState.SIGNED)
    for episode, on, at, tests, pain in signed.order_by("on", "signed_at").values_list(
        "episode_id", "on", "signed_at", "content__tests", f"content__answers__{WORST_PAIN}"
    ):
        found[episode].append(_Examined(on, at, tests or {}, pain))
    return found


def _measured(
    programs: Sequence[Program], tests: Mapping[int, Mapping[str, FunctionalTest]]
) -> dict[int, list[tuple[int | None, _Result]]]:
    """Numbers that an examination has written are in its answers already."""
    found: dict[int, list[tuple[int | None, _Result]]] = defaultdict(list)
    first = min(program.start_on for program in programs) - timedelta(days=TEST_VALID_DAYS)
    rows = Measurement.objects.filter(
        patient__in={program.patient_id for program in programs},
        code__in={slug for known in tests.values() for slug in known},
        on__gte=first,
        voided_at=None,
    ).exclude(source=MeasurementSource.ASSESSMENT)
    for row in rows:
        result = _Result(row.on, row.recorded_at, row.code, row.side or NO_SIDE, row.value)
        found[row.patient_id].append((row.episode_id, result))
    return found
