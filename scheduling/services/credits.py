"""What a visit takes from a package, and what a timely cancel gives back. Called under the patient's lock."""

from scheduling.models import Appointment


def use_credit(appointment: Appointment) -> None:
    """One visit of the first package that fits, if there is one."""


def return_credit(appointment: Appointment) -> None:
    """Gives back what the visit took, once."""
