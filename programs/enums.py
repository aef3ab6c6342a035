"""The rules' vocabularies with the words people read, as Django choices, and the program's own states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.rules import words


class Focus(models.TextChoices):
    HIP = words.Focus.HIP, _("Hip")
    QUAD = words.Focus.QUAD, _("Thigh")
    CORE = words.Focus.CORE, _("Core")
    MOBILITY = words.Focus.MOBILITY, _("Mobility")
    LOAD = words.Focus.LOAD, _("Load")


class Mode(models.TextChoices):
    REPS = words.Mode.REPS, _("Repetitions")
    ISOMETRIC = words.Mode.ISOMETRIC, _("Hold")
    STRETCH = words.Mode.STRETCH, _("Stretch")
    TIMED = words.Mode.TIMED, _("Timed")
    CARDIO = words.Mode.CARDIO, _("Cardio")
    RUN_PLAN = words.Mode.RUN_PLAN, _("Running plan")


class SideRule(models.TextChoices):
    EACH = words.SideRule.EACH, _("Each side")
    BOTH_TOGETHER = words.SideRule.BOTH_TOGETHER, _("Both together")
    ALTERNATING = words.SideRule.ALTERNATING, _("Alternating")
    AFFECTED_ONLY = words.SideRule.AFFECTED_ONLY, _("Affected side only")


class LogSide(models.TextChoices):
    LEFT = words.LogSide.LEFT, _("Left")
    RIGHT = words.LogSide.RIGHT, _("Right")
    BOTH = words.LogSide.BOTH, _("Both")


class LogState(models.TextChoices):
    DONE = words.LogState.DONE, _("Done")
    PARTIAL = words.LogState.PARTIAL, _("Partly done")
    SKIPPED = words.LogState.SKIPPED, _("Skipped")


class SkipReason(models.TextChoices):
    PAIN = words.SkipReason.PAIN, _("Pain")
    NO_TIME = words.SkipReason.NO_TIME, _("No time")
    NO_EQUIPMENT = words.SkipReason.NO_EQUIPMENT, _("No equipment")
    UNCLEAR = words.SkipReason.UNCLEAR, _("Not sure how")
    TOO_EASY = words.SkipReason.TOO_EASY, _("Too easy")
    OTHER = words.SkipReason.OTHER, _("Something else")


class ProgramStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


RUNNING = (ProgramStatus.ACTIVE, ProgramStatus.PAUSED)
ENDED = (ProgramStatus.FINISHED, ProgramStatus.CANCELLED)
