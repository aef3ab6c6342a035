"""A runner, her physio and a fixed clock, all through the API: what happens in a clinic, week by week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from rest_framework.test import APIClient

from common import clock
from programs.services.evaluation import evaluate_due

API = "/api/v1/"
ZONE = "Europe/Berlin"
SWEEP, MORNING, DESK, EVENING = time(4, 30), time(7), time(9), time(18)
QUIET = {"swelling": "none", "giving_way": False, "catching": False, "locking": False, "limp": False}
EASY_RUN = {
    "pain_start": 0,
    "pain_peak": 1,
    "pain_end": 0,
    "trend": "same",
    "stride_changed": False,
    "sore_in_warmup": False,
}
EXAMINED = {
    "onset_on": "2026-02-09",
    "onset": "training-change",
    "pain_zones": {"right": ["around-kneecap"]},
    "main_zone": "around-kneecap",
    "worst_pain": 4,
    "usual_pain": 2,
    "running_now": "less",
    "weekly_km": 28,
    "weekly_km_before": 18,
    "longest_run_km": 12,
    "training_changes": ["distance"],
    "goal": "Half marathon in the autumn",
}


@dataclass
class Story:
    """``on`` is the day at hand; whoever acts does so at an hour of it."""

    runner: APIClient
    physio: APIClient
    patient: str
    on: date
    episode: str = ""
    program: str = ""

    def at(self, hour: time) -> Any:
        return clock.pretending(clock.moment(ZONE, self.on, hour))

    def get(self, path: str, hour: time = EVENING, **asked: Any) -> Any:
        with self.at(hour):
            return _said(self.runner.get(API + path, asked))

    def put(self, path: str, body: Mapping[str, Any], hour: time = EVENING) -> Any:
        with self.at(hour):
            return _said(self.runner.put(API + path, body))

    def staff_get(self, path: str, **asked: Any) -> Any:
        with self.at(DESK):
            return _said(self.physio.get(API + path, asked))

    def staff_post(self, path: str, **body: Any) -> Any:
        with self.at(DESK):
            return _said(self.physio.post(API + path, body))

    # The beginning.

    def screen(self) -> None:
        asked = self.get("me/screening/", MORNING, scope="intake")
        body = {"condition": asked["condition"], "scope": "intake"}
        answers = {question["id"]: False for question in asked["questions"]}
        self.put(f"me/screenings/{uuid4()}/", {**body, "answers": answers}, MORNING)

    def examine(self, kind: str, answers: Mapping[str, Any], tests: Mapping[str, Any], **more: Any) -> Any:
        """A remote examination, signed."""
        draft = self.staff_post("assessments/", episode=self.episode, kind=kind, remote=True)
        address = f"assessments/{draft['id']}/"
        with self.at(DESK):
            saved = _said(
                self.physio.patch(API + address, {"revision": 1, "answers": answers, "tests": tests, **more})
            )
        return self.staff_post(f"{address}sign/", revision=saved["revision"])

    def begin(self, template: str, phase: str) -> None:
        """The program from today on, and running with less."""
        made = self.staff_post(
            "programs/", episode=self.episode, template=template, start_on=self.on.isoformat()
        )
        self.program = made["id"]
        self.staff_post(f"programs/{self.program}/run-plan/", phase=phase, reason="Runs without limping")

    # A day.

    def day(self, *, worst: int, pain: int = 1, settled: str | None = "within_1h", run: Any = None) -> None:
        """The rules' morning, the check, yesterday's question, the session, perhaps a run."""
        self.sweep()
        self.check(worst)
        self.answer(settled)
        self.train(pain)
        if run:
            self.run(**run)
        self.on += timedelta(days=1)

    def sweep(self) -> None:
        with self.at(SWEEP):
            evaluate_due()

    def check(self, worst: int, **knee: Any) -> Any:
        asked = self.get("me/screening/", MORNING, scope="daily")
        body = {
            "episode": self.episode,
            "on": self.on.isoformat(),
            "pain_worst": worst,
            "pain_morning": max(worst - 2, 0),
            "answers": {question["id"]: False for question in asked["questions"]},
        }
        return self.put(f"me/daily-checks/{uuid4()}/", {**body, **QUIET, **knee}, MORNING)

    def answer(self, settled: str | None) -> None:
        for asked in self.get("me/follow-ups/")["results"]:
            if settled and asked["on"] < self.on.isoformat():
                self.put(f"me/follow-ups/{asked['id']}/", {"settled": settled})

    def train(self, pain: int) -> None:
        """Everything that is due today, fully done."""
        for item in self.get("me/today/")["items"]:
            for side in item["sides"]:
                self.put(f"me/session-logs/{uuid4()}/", _done(item, side, self.on, pain))

    def run(self, km: float, **told: Any) -> Any:
        body = {"on": self.on.isoformat(), "distance_km": km, "minutes": round(km * 6.2, 1)}
        return self.put(f"me/runs/{uuid4()}/", {**body, **EASY_RUN, **told})

    # What comes of it.

    def may_run(self) -> str:
        return str(self.get("me/run-permission/", MORNING)["word"])

    def waiting(self) -> list[dict[str, Any]]:
        found = self.staff_get("decisions/", waiting="true", program=self.program)["results"]
        return [row for row in found if row["scope"] == "weekly"]

    def approve_week(self) -> str:
        """The physio approves the one week that waits; what it was proposed to do."""
        (row,) = self.waiting()
        self.staff_post(f"decisions/{row['id']}/approve/")
        return str(row["verdict"])

    def approve_the_rest(self) -> None:
        """More load and the running plan, as proposed."""
        rows = self.staff_get("decisions/", waiting="true", program=self.program)["results"]
        for row in rows:
            if row["scope"] != "weekly":
                self.staff_post(f"decisions/{row['id']}/approve/")

    def week(self) -> int:
        return int(self.get("me/today/", MORNING)["program"]["week"])


def _done(item: Mapping[str, Any], side: str, on: date, pain: int) -> dict[str, Any]:
    dose = item["dose"]
    return {
        "prescription": item["prescription"],
        "side": side,
        "on": on.isoformat(),
        "state": "done",
        "sets_done": dose["sets"],
        "reps": dose["reps"],
        "pain": pain,
        "rir": 3,
    }


def _said(answer: Any) -> Any:
    """The body of an answer that must be a good one."""
    if answer.status_code >= 400:
        raise AssertionError(f"{answer.request['PATH_INFO']}: {answer.status_code} {answer.content!r}")
    return answer.json()


def moment(on: date, hour: time) -> datetime:
    return clock.moment(ZONE, on, hour)
