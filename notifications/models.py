"""The outbox: one row for each thing we mean to tell somebody, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")


class MessageState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    SUPPRESSED = "suppressed", _("Not sent, on purpose")
    FAILED = "failed", _("Failed")


class Priority(models.IntegerChoices):
    """What goes out first of everything that is due."""

    NORMAL = 0, _("Normal")
    FIRST = 1, _("Before everything else")


class Message(PublicModel):
    """``key`` says who, what and when, so that planning the same message twice makes one row.

    ``kind`` names the composer that writes the text at the moment of sending; ``subject_id`` is what it needs
    to know about whom or what. The outbox itself knows nothing clinical.
    """

    key = models.CharField(max_length=200, unique=True)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="messages")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="messages",
        verbose_name=_("recipient"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    context = models.JSONField(
        default=dict, help_text="Ids that the composer of this kind reads; nothing clinical."
    )
    state = models.CharField(_("state"), max_length=12, choices=MessageState, default=MessageState.PLANNED)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    due_at = models.DateTimeField(_("due at"))
    expires_at = models.DateTimeField(_("useless after"))
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    crashes = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Tries in a row that did not end in good order."
    )
    sent_at = models.DateTimeField(_("sent at"), null=True)
    reason = models.CharField(
        _("why not sent"), max_length=240, blank=True, help_text="While it waits: how the last try ended."
    )
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["-priority", "due_at"],
                condition=Q(state__in=["planned", "claimed"]),
                name="message_to_deliver",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_known_state"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="message_known_priority"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("due_at")), name="message_expires_after_due"),
            models.CheckConstraint(
                condition=Q(state="claimed", claimed_until__isnull=False)
                | ~Q(state="claimed") & Q(claimed_until=None),
                name="message_claimed_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["suppressed", "failed"]) | ~Q(reason=""),
                name="message_unsent_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.key
