"""What a report tells another clinician: the latest signed examination, and the warning signs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.pdf.blocks import Block, Bullets, Heading, Paragraph, Table
from patients.models import Assessment, Stop
from patients.queries.documents import newest_signed
from patients.queries.examination import Reading, reading_of
from patients.rules.examination import FunctionalTest
from patients.words import side_words, unit_words
from programs.queries.course import Course


def examined(course: Course) -> Iterator[Block]:
    """Empty where there is neither."""
    yield from _warnings(course)
    assessment = newest_signed(course.episode)
    if assessment:
        yield from _assessment(assessment)


def _warnings(course: Course) -> Iterator[Block]:
    stops = Stop.objects.filter(patient=course.episode.patient_id).order_by("raised_at")
    told = [_warning(stop) for stop in stops.select_related("screening")]
    if told:
        yield Heading(_("Warning signs"))
        yield Bullets(told)


def _warning(stop: Stop) -> str:
    asked = {row["id"]: row["ask"] for row in stop.screening.asked}
    signs = "; ".join(asked.get(sign, sign) for sign in stop.screening.positives)
    text = _("{day}, {level}: answered yes to: {signs}").format(
        day=date_format(stop.raised_at, "j F Y"), level=str(stop.get_level_display()).lower(), signs=signs
    )
    if not stop.lifted_at:
        return _("{text} Not lifted yet.").format(text=text)
    return _("{text} Lifted on {day}: {reason}").format(
        text=text, day=date_format(stop.lifted_at, "j F Y"), reason=stop.lift_reason
    )


def _assessment(assessment: Assessment) -> Iterator[Block]:
    reading = reading_of(assessment)
    yield Heading(_("Examination"))
    yield Paragraph(
        _("{kind}, {day}; signed by {who} ({licence}).").format(
            kind=assessment.get_kind_display(),
            day=date_format(assessment.on, "j F Y"),
            who=assessment.signed_by,
            licence=assessment.signed_licence,
        )
    )
    findings = [_finding(reading, code, said) for code, said in reading.findings.items()]
    if findings:
        yield Heading(_("Findings"), level=2)
        yield Bullets(findings)
    rows = [_test(reading, test) for test in reading.form.tests if reading.tests.get(test.slug)]
    if rows:
        yield Table(_("Tests"), (_("Test"), _("Left, or both"), _("Right"), _("Criterion")), rows)


def _finding(reading: Reading, code: str, said: Mapping[str, str]) -> str:
    words = reading.form.finding(code)
    name, side = words.name if words else code, side_words(said.get("side", ""))
    text = f"{name}, {side}" if side else name
    note = said.get("note", "")
    return f"{text}: {note}" if note else text


def _test(reading: Reading, test: FunctionalTest) -> tuple[str, str, str, str]:
    """A test without sides has its one result in the first column."""
    results = reading.tests[test.slug]
    passed = [one for one in reading.outcomes({})[test.slug].passed.values() if one is not None]
    met = "–" if not passed else _("met") if all(passed) else _("not met")
    left, right = results.get("left", results.get("both")), results.get("right")
    return test.name, _result(left, test.unit), _result(right, test.unit), met


def _result(value: Any, unit: str) -> str:
    words = {None: "–", True: _("yes"), False: _("no")}
    if value is None or isinstance(value, bool):
        return words[value]
    return f"{value} {unit_words(unit)}" if isinstance(value, int | float) else str(value)
