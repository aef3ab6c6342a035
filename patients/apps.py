"""App configuration."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"

    def ready(self) -> None:
        from notifications.registry import register
        from patients.services import (
            address_mail,
            aftercare,
            aftercare_mail,
            carer_mail,
            invitation_mail,
            invitations,
            signal_mail,
            stop_mail,
            waiting_mail,
            welcome_mail,
        )

        register(invitations.KIND, invitation_mail.compose_invitation)
        register(address_mail.KIND, address_mail.compose_notice)
        register(carer_mail.KIND, carer_mail.compose_carer_mail)
        register(stop_mail.KIND, stop_mail.compose_alarm)
        register(stop_mail.OVERDUE_KIND, stop_mail.compose_overdue)
        register(waiting_mail.ENQUIRY, waiting_mail.compose_enquiry)
        register(waiting_mail.QUESTION, waiting_mail.compose_question)
        register(waiting_mail.ANSWER, waiting_mail.compose_answer)
        register(signal_mail.KIND, signal_mail.compose_overdue)
        register(aftercare.KIND, aftercare_mail.compose_aftercare)
        register(welcome_mail.KIND, welcome_mail.compose_welcome)
