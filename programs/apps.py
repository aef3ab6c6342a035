"""App configuration."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from notifications.registry import register
        from programs.services import reminder_mail, reminders

        register(reminders.KIND, reminder_mail.compose_reminder)
