"""Packs and their library, templates, assigned programs, and what patients did."""

from programs.models.pack import Exercise, ProtocolPack
from programs.models.prescription import Prescription
from programs.models.program import Program, ProgramPause, ProgramStage, ProgramWeek
from programs.models.session_log import SessionLog
from programs.models.template import ProgramTemplate, TemplateItem, TemplateStage

__all__ = [
    "Exercise",
    "Prescription",
    "Program",
    "ProgramPause",
    "ProgramStage",
    "ProgramTemplate",
    "ProgramWeek",
    "ProtocolPack",
    "SessionLog",
    "TemplateItem",
    "TemplateStage",
]
