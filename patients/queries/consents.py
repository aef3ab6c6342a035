"""Which texts a patient is asked to agree to, and to which they have."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Clinic
from patients.enums import ConsentKind
from patients.models import Consent, ConsentText, Patient


def current_texts(clinic: Clinic) -> QuerySet[ConsentText]:
    """The newest version of every text of a clinic."""
    newer = ConsentText.objects.filter(
        clinic=OuterRef("clinic"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    return ConsentText.objects.filter(~Exists(newer), clinic=clinic).order_by("-required", "kind")


def texts_with_counts(clinic: Clinic) -> list[ConsentText]:
    """Every version, those that hold first; ``is_current``, ``given`` is how many agree to it."""
    rows = ConsentText.objects.filter(clinic=clinic).select_related("published_by")
    given = Count("consents", filter=Q(consents__withdrawn_at=None, consents__patient__merged_into=None))
    current = Exists(current_texts(clinic).filter(pk=OuterRef("pk")))
    return list(rows.annotate(given=given, is_current=current).order_by("-is_current", "kind", "-version"))


def disclaimer_of(clinic: Clinic) -> ConsentText | None:
    """What the clinic says this service is and is not, if it has said so."""
    return current_texts(clinic).filter(kind=ConsentKind.DISCLAIMER).first()


def texts_to_agree(patient: Patient) -> QuerySet[ConsentText]:
    """The current texts this patient must agree to before anything else."""
    given = Consent.objects.filter(patient=patient, text=OuterRef("pk"), withdrawn_at=None)
    return current_texts(patient.clinic).filter(~Exists(given), required=True)


def consents_of(patient: Patient) -> QuerySet[Consent]:
    """All a patient has agreed to, the latest first; withdrawn ones too."""
    rows = Consent.objects.filter(patient=patient).select_related("text", "given_by", "withdrawn_by")
    return rows.order_by("-given_at", "-pk")
