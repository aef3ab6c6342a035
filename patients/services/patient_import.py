"""Registers patients from a file: first only looks and reports on every row, then takes the good ones.

The same file again takes nobody twice: who is there as the row says is known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import Conflict, InvalidInput, invalid
from patients.models import Patient, Preferences
from patients.queries.duplicates import NOBODY, Duplicate, known_patients, of_matches
from patients.rules.duplicates import Entry, Known, Reason, are_alike, words_of
from patients.services.details import allowed, set_details
from patients.services.patient_rows import Row, read_sheet


class RowState(StrEnum):
    NEW = "new"
    KNOWN = "known"  # in the records as the row says, or twice in the file
    LIKELY = "likely"  # possibly somebody in the records: taken only when somebody says so
    WRONG = "wrong"


@dataclass(frozen=True)
class RowReport:
    """A row and what becomes of it; ``duplicates`` are in the records, ``twin`` is a line of the file."""

    row: Row
    state: RowState
    patient: Patient | None = None
    problems: Mapping[str, list[str]] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    twin: int | None = None

    @property
    def line(self) -> int:
        return self.row.line


@dataclass(frozen=True)
class FileReport:
    rows: tuple[RowReport, ...]
    left_out: tuple[str, ...]

    def of(self, state: RowState) -> list[RowReport]:
        return [row for row in self.rows if row.state == state]

    @property
    def new(self) -> list[RowReport]:
        return self.of(RowState.NEW)

    @property
    def known(self) -> list[RowReport]:
        return self.of(RowState.KNOWN)

    @property
    def likely(self) -> list[RowReport]:
        return self.of(RowState.LIKELY)

    @property
    def wrong(self) -> list[RowReport]:
        return self.of(RowState.WRONG)


def look_at_patients(*, by: User, content: bytes, day_first: bool) -> FileReport:
    """What would become of each row; nothing is stored. Raises NotFound, InvalidInput for the whole file."""
    return _Reader(by, get_clinic(by, Permission.EDIT_PATIENTS), day_first).report(content)


def import_patients(
    *, by: User, content: bytes, day_first: bool, only_all: bool = False, anyway: Collection[int] = ()
) -> list[Patient]:
    """Registers the new rows, and of the likely ones those whose line is in ``anyway``.

    ``only_all``: nobody at all while a row is wrong. Raises NotFound, InvalidInput, Conflict.
    """
    clinic = get_clinic(by, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="imported from a file"):
        # Under the clinic's lock: the same file sent twice at once is taken once.
        clinic = Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
        report = _Reader(by, clinic, day_first).report(content)
        if only_all and report.wrong:
            raise invalid(file=_("Nothing was stored, because some rows are wrong."))
        taken = [row for row in report.rows if row.state == RowState.NEW or _is_wanted(row, anyway)]
        return _store([row.patient for row in taken if row.patient])


def _is_wanted(row: RowReport, anyway: Collection[int]) -> bool:
    return row.state == RowState.LIKELY and row.line in anyway


def _store(patients: list[Patient]) -> list[Patient]:
    try:
        with transaction.atomic():
            made = Patient.objects.bulk_create(patients)
    except IntegrityError as error:
        raise Conflict(
            _("The records changed meanwhile. Nothing was stored. Look at the file again.")
        ) from error
    Preferences.objects.bulk_create(Preferences(patient=patient) for patient in made)
    return made


class _Reader:
    """Goes through a file; each row is compared with the records and with the rows before it."""

    def __init__(self, by: User, clinic: Clinic, day_first: bool) -> None:
        self.by, self.clinic, self.day_first = by, clinic, day_first
        self.stored, self.before = known_patients(clinic), Known()

    def report(self, content: bytes) -> FileReport:
        sheet = read_sheet(content, day_first=self.day_first)
        return FileReport(tuple(self._row(row) for row in sheet.rows), sheet.left_out)

    def _row(self, row: Row) -> RowReport:
        patient, problems = self._patient(row)
        if problems:
            return RowReport(row, RowState.WRONG, problems=problems)
        entry = Entry(NOBODY, patient.name, patient.email, patient.phone, patient.date_of_birth)
        stored, before = self.stored.like(entry), self.before.like(entry)
        if _is_there(entry, self.stored) or _is_there(entry, self.before):
            return RowReport(row, RowState.KNOWN)
        if any(Reason.EMAIL in match.reasons for match in (*stored, *before)):
            return RowReport(row, RowState.WRONG, problems={"email": [_("Somebody else has this address.")]})
        self.before.add(replace(entry, key=row.line))
        if stored or before:
            twin = before[0].key if before else None
            return RowReport(row, RowState.LIKELY, patient, duplicates=of_matches(stored), twin=twin)
        return RowReport(row, RowState.NEW, patient)

    def _patient(self, row: Row) -> tuple[Patient, Mapping[str, list[str]]]:
        patient = Patient(clinic=self.clinic, time_zone=self.clinic.time_zone, language=self.clinic.language)
        good = {name: value for name, value in row.details.items() if name not in row.problems}
        problems: dict[str, Any] = {name: [problem] for name, problem in row.problems.items()}
        try:
            set_details(patient, {"name": "", **allowed(self.by, patient, good)})
        except InvalidInput as error:
            problems |= {name: [str(text) for text in texts] for name, texts in error.fields.items()}
        return patient, problems


def _is_there(entry: Entry, among: Known) -> bool:
    """Is this very person there: by address and name, or by all that the row says of them?"""
    if any(are_alike(entry.name, known.name) for known in among.by_email.get(entry.email, ())):
        return True
    same = among.by_name.get(words_of(entry.name), ())
    return any(
        (entry.email, entry.phone, entry.born) == (known.email, known.phone, known.born) for known in same
    )
