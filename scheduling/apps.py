"""App configuration."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "scheduling"

    def ready(self) -> None:
        from notifications.registry import register
        from scheduling.services import (
            address_checks,
            code_mail,
            offer_mail,
            practitioner_mail,
            telling,
            visit_mail,
            visit_reminder_mail,
        )

        register(telling.VISIT, visit_mail.compose_visit)
        register(telling.REMINDER, visit_reminder_mail.compose_visit_reminder)
        register(telling.PRACTITIONER, practitioner_mail.compose_for_practitioner)
        register(offer_mail.KIND, offer_mail.compose_offer)
        register(address_checks.KIND, code_mail.compose_code)
