"""Packs and their library, templates, assigned programs, and what patients did."""

from programs.models.daily_check import DailyCheck, Swelling
from programs.models.education import TopicRead
from programs.models.pack import Exercise, ProtocolPack
from programs.models.prescription import Prescription
from programs.models.program import Program, ProgramPause, ProgramStage, ProgramWeek
from programs.models.session_log import SessionLog
from programs.models.template import ProgramTemplate, TemplateItem, TemplateStage

__all__ = [
    "DailyCheck",
    "Exercise",
    "Prescription",
    "Program",
    "ProgramPause",
    "ProgramStage",
    "ProgramTemplate",
    "ProgramWeek",
    "ProtocolPack",
    "SessionLog",
    "Swelling",
    "TemplateItem",
    "TemplateStage",
    "TopicRead",
]
