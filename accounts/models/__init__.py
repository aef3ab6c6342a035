"""Clinics, the people who sign in, and who works where."""

from accounts.models.clinic import Clinic
from accounts.models.membership import Membership
from accounts.models.user import User

__all__ = ["Clinic", "Membership", "User"]
