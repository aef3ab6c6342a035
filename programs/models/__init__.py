"""Packs and their library, templates, assigned programs, and what patients did."""

from programs.models.daily_check import DailyCheck, Swelling
from programs.models.decision import Decision, DecisionAction, DecisionAnswer, DecisionScope
from programs.models.education import TopicRead
from programs.models.follow_up import FollowUp, Settled
from programs.models.pack import Exercise, ProtocolPack
from programs.models.prescription import Prescription
from programs.models.program import Program, ProgramPause, ProgramStage, ProgramWeek
from programs.models.run_log import Hills, Pace, RunLog, Surface, Trend
from programs.models.run_plan import RunChange, RunPhase, RunPlan
from programs.models.session_log import SessionLog
from programs.models.template import ProgramTemplate, TemplateItem, TemplateStage

__all__ = [
    "DailyCheck",
    "Decision",
    "DecisionAction",
    "DecisionAnswer",
    "DecisionScope",
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
    "RunChange",
    "RunLog",
    "RunPhase",
    "RunPlan",
    "SessionLog",
    "Settled",
    "Surface",
    "Swelling",
    "TemplateItem",
    "TemplateStage",
    "TopicRead",
    "Trend",
]
