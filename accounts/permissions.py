"""What a member of a clinic may do. Roles are sets of these; code asks for a permission, never for a role."""

from enum import StrEnum


class Permission(StrEnum):
    VIEW_PATIENTS = "view_patients"  # names and contacts
    EDIT_PATIENTS = "edit_patients"  # register, correct, invite
    VIEW_CLINICAL = "view_clinical"  # episodes, programs, logs
    EDIT_CLINICAL = "edit_clinical"  # assign, change doses, pause
    MANAGE_STAFF = "manage_staff"
    MANAGE_CLINIC = "manage_clinic"
