"""Single numbers: within limits, with their source, withdrawn instead of edited, a whole file or none."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.measure_access import own_measurements, visible_measurements
from patients.measurement_codes import KINDS, UNITS
from patients.models import Measurement, Patient
from patients.services.measurement_files import RowState, import_file, look_at_file
from patients.services.measurements import NumberInput, record_measurement, void_measurement
from tests.factories import PatientFactory, pack_content, physio
from tests.measure_factories import measured

pytestmark = pytest.mark.django_db

HEAD = "day,what,side,value,unit\n"
GOOD = HEAD + "2026-01-05,knee-to-wall,left,9.5,cm\n2026-01-05,knee-to-wall,right,11,cm\n"


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


def refused(patient, clinician, **fields) -> set[str]:
    with pytest.raises(InvalidInput) as refusal:
        measured(patient, clinician, **fields)
    return set(refusal.value.fields)


def look(patient, clinician, text: str):
    return look_at_file(by=clinician, patient=patient.uuid, content=text.encode())


def take(patient, clinician, text: str):
    return import_file(by=clinician, patient=patient.uuid, content=text.encode(), name="lab.csv")


def test_a_number_knows_its_unit_and_who_recorded_it(patient, clinician):
    row = measured(patient, clinician)

    assert (row.unit, row.source, row.recorded_by) == ("cm", "hand", clinician)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"code": "wing-span"}, {"code"}),
        ({"side": ""}, {"side"}),
        ({"side": "both"}, {"side"}),
        ({"code": "push-ups", "side": "left"}, {"side"}),
        ({"value": Decimal(31)}, {"value"}),
        ({"value": Decimal("NaN")}, {"value"}),
        ({"value": Decimal("9.1234")}, {"value"}),
        ({"on": date(2999, 1, 1)}, {"on"}),
    ],
)
def test_slips_of_the_pen_are_named(patient, clinician, fields, named):
    assert refused(patient, clinician, **fields) == named


def test_nothing_is_measured_before_birth(patient, clinician):
    Patient.objects.filter(pk=patient.pk).update(date_of_birth=date(2000, 1, 1))

    assert refused(patient, clinician, on=date(1999, 12, 31)) == {"on"}


def test_weight_is_neither_kept_nor_shown_unless_the_patient_wants_it(patient, clinician):
    weight = {"code": "weight", "side": "", "value": Decimal(70)}
    assert refused(patient, clinician, **weight) == {"code"}
    Patient.objects.filter(pk=patient.pk).update(shows_weight=True)
    measured(patient, clinician, **weight)
    assert (visible_measurements(clinician).count(), own_measurements(patient).count()) == (1, 1)

    Patient.objects.filter(pk=patient.pk).update(shows_weight=False)
    assert (visible_measurements(clinician).count(), own_measurements(patient).count()) == (0, 0)


def test_sending_a_number_again_changes_nothing(patient, clinician):
    uuid, data = uuid4(), NumberInput("push-ups", Decimal(12), clock.today_in(patient.time_zone))
    first = record_measurement(by=clinician, patient=patient.uuid, data=data, uuid=uuid)

    assert record_measurement(by=clinician, patient=patient.uuid, data=data, uuid=uuid) == first
    other = NumberInput("push-ups", Decimal(13), data.on)
    with pytest.raises(Conflict):
        record_measurement(by=clinician, patient=patient.uuid, data=other, uuid=uuid)


def test_a_wrong_number_is_withdrawn_with_a_reason(patient, clinician):
    row = void_measurement(by=clinician, measurement=measured(patient, clinician).uuid, reason="wrong side")

    assert (row.void_reason, row.voided_by) == ("wrong side", clinician)
    assert list(own_measurements(patient)) == []
    with pytest.raises(Conflict):
        void_measurement(by=clinician, measurement=row.uuid, reason="again")


def test_a_number_is_not_withdrawn_without_a_reason(patient, clinician):
    with pytest.raises(InvalidInput):
        void_measurement(by=clinician, measurement=measured(patient, clinician).uuid, reason=" ")


def test_the_database_does_not_let_a_number_be_edited(patient, clinician):
    row = measured(patient, clinician)
    with pytest.raises(DatabaseError), transaction.atomic():
        Measurement.objects.filter(pk=row.pk).update(value=1)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_numbers_are_for_clinicians_of_the_clinic(patient, clinician, elsewhere):
    row = measured(patient, clinician)
    other = physio() if elsewhere else physio(patient.clinic, Role.FRONT_DESK)

    with pytest.raises(NotFound):
        measured(patient, other)
    with pytest.raises(NotFound):
        void_measurement(by=other, measurement=row.uuid, reason="no")
    with pytest.raises(NotFound):
        look(patient, other, GOOD)


def test_a_file_is_looked_at_before_it_is_taken(patient, clinician):
    report = look(patient, clinician, GOOD)

    assert (report.can_be_taken, report.count(RowState.NEW)) == (True, 2)
    assert not Measurement.objects.exists()


def test_a_file_keeps_its_name_as_the_source(patient, clinician):
    take(patient, clinician, GOOD)

    rows = Measurement.objects.values_list("side", "value", "source", "source_name")
    assert set(rows) == {("left", Decimal("9.5"), "csv", "lab.csv"), ("right", 11, "csv", "lab.csv")}


def test_one_wrong_row_keeps_all_out(patient, clinician):
    text = GOOD + "2026-01-06,knee-to-wall,up,90,inch\n,push-ups,,many,\n"
    report = look(patient, clinician, text)

    assert [(row.line, row.state) for row in report.rows] == [
        (2, "new"),
        (3, "new"),
        (4, "wrong"),
        (5, "wrong"),
    ]
    assert not report.can_be_taken
    with pytest.raises(InvalidInput) as refusal:
        take(patient, clinician, text)
    assert set(refusal.value.fields) == {"line 4", "line 5"}
    assert not Measurement.objects.exists()


def test_the_same_file_again_stores_nothing_twice(patient, clinician):
    take(patient, clinician, GOOD)
    report = take(patient, clinician, GOOD + "2026-01-06,push-ups,,20,\n2026-01-06,push-ups,,20,\n")

    assert [row.state for row in report.rows] == ["known", "known", "new", "known"]
    assert Measurement.objects.count() == 3


def test_a_withdrawn_number_may_come_again(patient, clinician):
    take(patient, clinician, GOOD)
    for row in Measurement.objects.all():
        void_measurement(by=clinician, measurement=row.uuid, reason="wrong person")

    assert look(patient, clinician, GOOD).count(RowState.NEW) == 2


def test_spreadsheets_write_semicolons_and_commas(patient, clinician):
    take(patient, clinician, "\ufeffDay;What;Side;Value\r\n2026-01-05;knee-to-wall;left;9,5\r\n\r\n")

    assert Measurement.objects.get().value == Decimal("9.5")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"day,what,side\n",
        b"day,what,side,value,colour\n",
        b"\xff\xfe",
        b"day,what,side,value\n\x00",
        b'day,what,side,value\n"open',
        b"day,what,side,value\n" + b"x," * 70_000,
        b"day,what,side,value\n" + b"2026-01-05,push-ups,,1\n" * 1001,
    ],
    ids=["empty", "column", "more", "bytes", "zero", "quote", "large", "long"],
)
def test_what_is_no_such_file_is_refused(patient, clinician, content):
    with pytest.raises(InvalidInput) as refusal:
        look_at_file(by=clinician, patient=patient.uuid, content=content)
    assert set(refusal.value.fields) == {"file"}


def test_a_file_cannot_bring_hidden_weight(patient, clinician):
    report = look(patient, clinician, HEAD + "2026-01-05,weight,,70,kg\n")

    assert report.rows[0].state == RowState.WRONG


def test_codes_and_units_are_those_of_the_packs_tests():
    for test in pack_content().raw["functional_tests"]:
        kind = KINDS.get(test["slug"])
        assert kind is None or (kind.unit, kind.sided) == (test["unit"], test.get("per_side", False))
    assert {kind.unit for kind in KINDS.values()} <= set(UNITS)


def test_days_of_long_ago_are_fine(patient, clinician):
    assert measured(patient, clinician, on=clock.today_in(patient.time_zone) - timedelta(4000)).pk
