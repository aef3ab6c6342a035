"""Closed vocabularies of the patient record, with the words people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    LEFT = "left", _("Left")
    RIGHT = "right", _("Right")
    BOTH = "both", _("Both")


class EpisodeStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ScreeningScope(models.TextChoices):
    """When the red-flag questions are asked; each question of a form says at which of them."""

    INTAKE = "intake", _("At the start")
    WEEKLY = "weekly", _("Every week")
    DAILY = "daily", _("Every day")
    EVENT = "event", _("After an injury")


class Outcome(models.TextChoices):
    """What the answers of a screening come to: the level of the worst question answered with yes."""

    CLEAR = "clear", _("No warning sign")
    URGENT = "urgent", _("Urgent")
    EMERGENCY = "emergency", _("Emergency")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    DISCARDED = "discarded", _("Discarded")


class AssessmentKind(models.TextChoices):
    INITIAL = "initial", _("Initial")
    FOLLOW_UP = "follow_up", _("Follow-up")
    DISCHARGE = "discharge", _("Discharge")


class Occasion(models.TextChoices):
    """When a measure is filled in, seen from its episode."""

    BASELINE = "baseline", _("At the start")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHT = "fortnight", _("Every two weeks")
    DISCHARGE = "discharge", _("At the end")
    AFTER_1 = "after_1", _("One month after the end")
    AFTER_3 = "after_3", _("Three months after the end")
    AFTER_6 = "after_6", _("Six months after the end")
    AFTER_12 = "after_12", _("Twelve months after the end")
    EXTRA = "extra", _("In between")


class MeasurementSource(models.TextChoices):
    HAND = "hand", _("Entered by hand")
    ASSESSMENT = "assessment", _("Assessment")
    CSV = "csv", _("From a file")
    API = "api", _("From another program")
    PATIENT = "patient", _("From the patient")


class Relation(models.TextChoices):
    PARENT = "parent", _("Parent")
    GUARDIAN = "guardian", _("Guardian")
    PARTNER = "partner", _("Partner")
    CARER = "carer", _("Carer")
    OTHER = "other", _("Other")


class ProxyScope(models.TextChoices):
    VIEW = "view", _("May look")
    ACT = "act", _("May look, log and answer")


class ReferralSource(models.TextChoices):
    SELF = "self", _("Came on their own")
    FRIEND = "friend", _("Friend or family")
    DOCTOR = "doctor", _("Doctor")
    CLUB = "club", _("Club or coach")
    INSURER = "insurer", _("Insurer or employer")
    ONLINE = "online", _("Found online")
    OTHER = "other", _("Other")


class ConsentKind(models.TextChoices):
    DISCLAIMER = "disclaimer", _("What this service is and is not")
    TREATMENT = "treatment", _("Treatment")
    DATA = "data", _("Use of my data")
    REMOTE = "remote", _("Remote sessions")


class EnquiryState(models.TextChoices):
    OPEN = "open", _("Open")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Declined")


class QuestionState(models.TextChoices):
    OPEN = "open", _("Waiting")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")
