"""Packs and their library, templates, assigned programs, and what patients did."""

from programs.models.daily_check import DailyCheck, Swelling
from programs.models.education import TopicRead
from programs.models.follow_up import FollowUp, Settled
from programs.models.pack import Exercise, ProtocolPack
from programs.models.prescription import Prescription
from programs.models.program import Program, ProgramPause, ProgramStage, ProgramWeek
from programs.models.run_log import Hills, Pace, RunLog, Surface, Trend
from programs.models.session_log import SessionLog
from programs.models.template import ProgramTemplate, TemplateItem, TemplateStage

__all__ = [
    "DailyCheck",
    "Exercise",
    "FollowUp",
    "Hills",
    "Pace",
    "Prescription",
    "Program",
    "ProgramPause",
    "ProgramStage",
    "ProgramTemplate",
    "ProgramWeek",
    "ProtocolPack",
    "RunLog",
    "SessionLog",
    "Settled",
    "Surface",
    "Swelling",
    "TemplateItem",
    "TemplateStage",
    "TopicRead",
    "Trend",
]
