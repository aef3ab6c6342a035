"""What the plan has for a prescription's place in later weeks."""

from programs.models import Prescription


def later_rows(prescription: Prescription) -> list[Prescription]:
    """The open rows of the same place in the plan, with doses of their own, behind this one's weeks."""
    rows = Prescription.objects.select_related("exercise", "program__patient").filter(
        program=prescription.program_id,
        line=prescription.line,
        first_week__gt=prescription.last_week,
        effective_to=None,
    )
    return list(rows)
