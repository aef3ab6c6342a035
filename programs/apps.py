"""App configuration."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from notifications.registry import register
        from programs.services import follow_up_mail, follow_ups, reminder_mail, reminders

        register(reminders.KIND, reminder_mail.compose_reminder)
        register(follow_ups.KIND, follow_up_mail.compose_follow_up)
