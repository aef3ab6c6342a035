"""Makes runs, and the questions that follow a load."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory

from common import clock
from programs.models import FollowUp, Program, RunLog
from tests.factories import EpisodeFactory


class RunLogFactory(factory.django.DjangoModelFactory[RunLog]):
    class Meta:
        model = RunLog

    episode = factory.SubFactory(EpisodeFactory)
    patient = factory.SelfAttribute("episode.patient")
    on = factory.LazyAttribute(lambda run: clock.today_in(run.patient.time_zone))
    distance_km = Decimal("5.00")
    minutes = Decimal("30.0")
    logged_by = factory.SelfAttribute("patient.user")


class FollowUpFactory(factory.django.DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    run = factory.SubFactory(RunLogFactory)
    patient = factory.SelfAttribute("run.patient")
    on = factory.SelfAttribute("run.on")
    loaded_at = factory.SelfAttribute("run.logged_at")
    ask_at = factory.LazyAttribute(lambda asked: asked.loaded_at + timedelta(hours=24))


def running_of(program: Program) -> dict[str, Any]:
    """A run and its question for the permission matrix, with the clinical word whose leak is looked for."""
    run = RunLogFactory.create(episode=program.episode, note="canary-patient-clinical")
    return {"run": run, "follow_up": FollowUpFactory.create(run=run)}
