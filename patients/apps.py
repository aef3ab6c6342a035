"""App configuration."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"

    def ready(self) -> None:
        from notifications.registry import register
        from patients.services import address_mail, carer_mail, invitation_mail, invitations

        register(invitations.KIND, invitation_mail.compose_invitation)
        register(address_mail.KIND, address_mail.compose_notice)
        register(carer_mail.KIND, carer_mail.compose_carer_mail)
