"""What anybody may know about this installation before they have signed in."""

from accounts.models import Clinic


def only_clinic() -> Clinic | None:
    """The clinic, if there is exactly one; with several, a door cannot know whose patient stands there."""
    clinics = list(Clinic.objects.all()[:2])
    return clinics[0] if len(clinics) == 1 else None
