"""The patient record: a person, their episodes, what was asked, examined, measured and agreed."""

from patients.models.document import Assessment, Attachment, Finding, VisitNote
from patients.models.enquiry import Enquiry, Question
from patients.models.episode import Episode
from patients.models.form import ConditionForm, FormKind
from patients.models.invitation import Invitation
from patients.models.measures import Measure, Measurement, MeasureResponse, MeasureScore, MeasureVersion
from patients.models.patient import Patient
from patients.models.people import Consent, ConsentText, Merge, Proxy
from patients.models.preferences import Preferences
from patients.models.screening import Screening, ScreeningAddition, Stop
from patients.models.signal import Aftercare, HowSince, Signal, SignalKind, SignalState, SignalThreshold

__all__ = [
    "Aftercare",
    "Assessment",
    "Attachment",
    "ConditionForm",
    "Consent",
    "ConsentText",
    "Enquiry",
    "Episode",
    "Finding",
    "FormKind",
    "HowSince",
    "Invitation",
    "Measure",
    "MeasureResponse",
    "MeasureScore",
    "MeasureVersion",
    "Measurement",
    "Merge",
    "Patient",
    "Preferences",
    "Proxy",
    "Question",
    "Screening",
    "ScreeningAddition",
    "Signal",
    "SignalKind",
    "SignalState",
    "SignalThreshold",
    "Stop",
    "VisitNote",
]
