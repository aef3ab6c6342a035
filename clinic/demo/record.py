"""The clinical record of invented patients: examined at the start, asked and measured along the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import User
from clinic.demo.people import Person
from common import clock
from patients.enums import AssessmentKind, ScreeningScope
from patients.models import Episode, MeasureVersion, Patient
from patients.queries.screening import asked_of
from patients.services.assessments import save_assessment, sign_assessment, start_assessment
from patients.services.measurements import NumberInput, record_measurement
from patients.services.responses import ResponseInput, give_own_response
from programs.services.daily_checks import CheckInput, record_daily_check
from programs.services.red_flags import give_screening

CONDITION = "runners-knee"
WEEK, FORTNIGHT = 7, 14
# How often somebody who does their exercises also says how the knee is.
CHECKS_IN = 0.88
SORE_FROM = 6
# How often a morning is worse than it should be.
UNEVEN = 0.07


@dataclass(frozen=True)
class Moment:
    """One day of one patient: how far along they are (0 to 1), and the dice."""

    person: Person
    patient: Patient
    episode: Episode
    on: date
    day: int
    way: float
    chance: Random

    def pain(self) -> int:
        start, end = self.person.pain
        return min(10, max(0, round(start + (end - start) * self.way + self.chance.gauss(0, 0.8))))

    def morning(self) -> int:
        """Steadier than the day: what a knee is like before anything was asked of it."""
        start, end = self.person.pain
        return max(0, round(start + (end - start) * self.way) - 2 + (self.chance.random() < UNEVEN))

    def uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def screen(by: User, patient: Patient, scope: ScreeningScope) -> None:
    """No to every question."""
    give_screening(by=by, patient=patient, condition=CONDITION, scope=scope, answers=_no(patient, scope))


def _no(patient: Patient, scope: ScreeningScope) -> dict[str, bool]:
    return {flag.id: False for flag in asked_of(patient, CONDITION, scope)}


def examine(person: Person, episode: Episode, physio: User, chance: Random) -> None:
    """The signed examination that the program stands on."""
    on = clock.today_in(episode.patient.time_zone)
    draft = start_assessment(
        by=physio, episode=episode.uuid, kind=AssessmentKind.INITIAL, remote=chance.random() < 0.5
    )
    side = "right" if episode.side == "both" else episode.side
    draft = save_assessment(
        by=physio,
        assessment=draft.uuid,
        revision=draft.revision,
        patch=_content(person, side, on, chance),
    )
    sign_assessment(by=physio, assessment=draft.uuid, revision=draft.revision)


def _content(person: Person, side: str, on: date, chance: Random) -> dict[str, Any]:
    worst, weekly = min(10, person.pain[0] + 1), chance.randint(12, 38)
    other = "left" if side == "right" else "right"
    return {
        "answers": {
            "onset_on": str(on - timedelta(days=33)),
            "onset": "training-change",
            "course": "same",
            "pain_zones": {side: ["around-kneecap"]},
            "main_zone": "around-kneecap",
            "worst_pain": worst,
            "usual_pain": max(0, worst - 2),
            "aggravators": {"stairs-down": max(1, worst - 1), "squatting": max(1, worst - 2)},
            "swelling": "none",
            "running_now": "less",
            "weekly_km": weekly,
            "weekly_km_before": round(weekly * 0.7),
            "longest_run_km": round(weekly * 0.4),
            "training_changes": ["distance"],
            "knee_collapse": side,
            "goal": person.goal,
        },
        "tests": {
            "step-down-quality": {side: chance.choice((4, 4, 5)), other: 2},
            "single-leg-stance": {side: chance.randint(14, 24), other: 30},
            "knee-to-wall": {side: chance.randint(7, 9), other: 11},
        },
        "findings": {
            "weak-hip-control": {"side": side, "note": "Trunk leans over the standing leg."},
            "load-spike": {},
            "stiff-ankle": {"side": side},
        },
    }


def check_in(at: Moment, user: User) -> None:
    """The ten-second check, on most days."""
    if at.chance.random() > CHECKS_IN * at.person.diligence:
        return
    worst = at.pain()
    data = CheckInput(
        episode=at.episode.uuid,
        on=at.on,
        pain_worst=worst,
        pain_usual=max(0, worst - at.chance.choice((1, 2))),
        pain_morning=at.morning(),
        swelling="none",
        giving_way=False,
        catching=False,
        locking=False,
        limp=worst > SORE_FROM,
    )
    record_daily_check(
        by=user,
        patient=at.patient,
        uuid=at.uuid(),
        data=data,
        answers=_no(at.patient, ScreeningScope.DAILY),
    )


def answer_measures(at: Moment, user: User) -> None:
    """What is asked at the start, every week and every second week."""
    since = at.day - 1
    if since and since % WEEK == 0:
        screen(user, at.patient, ScreeningScope.WEEKLY)
        _answer(at, user, "running-week", _running_week(at))
    if since % FORTNIGHT == 0:
        _answer(at, user, "my-activities-0-10", _activities(at))
    if since and since % FORTNIGHT == 0:
        better = (at.person.pain[0] - at.person.pain[1]) * at.way
        _answer(at, user, "change-since-start", {"change": str(max(-1, min(3, round(better))))})


def _answer(at: Moment, user: User, slug: str, answers: Mapping[str, Any]) -> None:
    version = MeasureVersion.objects.get(measure__slug=slug, measure__clinic=None, is_current=True)
    give_own_response(
        by=user,
        uuid=at.uuid(),
        data=ResponseInput(episode=at.episode.uuid, version=version.uuid, on=at.on, answers=answers),
    )


def _activities(at: Moment) -> dict[str, Any]:
    able = 10 - at.pain()
    names = (at.person.goal, "Walking down the stairs", "Sitting through a film")
    rows = [
        {"name": name, "score": max(0, min(10, able + extra))}
        for name, extra in zip(names, (-1, 0, 1), strict=True)
    ]
    return {"activities": rows}


def _running_week(at: Moment) -> dict[str, Any]:
    total = round(8 + 14 * at.way + at.chance.random() * 3, 1)
    return {
        "days": 3,
        "longest_km": round(total * 0.45, 1),
        "total_km": total,
        "confidence": min(10, round(4 + 5 * at.way)),
    }


def measure(at: Moment, physio: User) -> None:
    """What the physio measures when they meet, every second week: both hips, in percent of body weight."""
    if (at.day - 1) % FORTNIGHT:
        return
    weak = "left" if at.episode.side == "left" else "right"
    for side in ("left", "right"):
        value = 30 - (7 * (1 - at.way) if side == weak else 0) + at.chance.random()
        number = NumberInput("hip-abduction-strength", Decimal(str(round(value, 1))), at.on, side)
        record_measurement(by=physio, patient=at.patient.uuid, data=number)
