"""The patient record: a person, their episodes of care, how they like to be reached, their way in."""

from patients.models.episode import Episode
from patients.models.invitation import Invitation
from patients.models.patient import Patient
from patients.models.preferences import Preferences

__all__ = ["Episode", "Invitation", "Patient", "Preferences"]
