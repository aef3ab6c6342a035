"""What is signed cannot be changed or removed, whoever tries and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from common import clock
from patients.models import Assessment, Finding, VisitNote
from tests.documents import filled, note, signed, signed_note

pytestmark = pytest.mark.django_db

TABLES = {Assessment: "patients_assessment", VisitNote: "patients_visitnote"}


@pytest.fixture(params=[signed, signed_note], ids=["assessment", "note"])
def document(request):
    return request.param()


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_orm_save_is_refused(document):
    document.remote = not document.remote
    refused(document.save)


@pytest.mark.parametrize("change", [{"state": "draft"}, {"revision": 99}, {"signed_licence": "X"}], ids=str)
def test_orm_update_is_refused(document, change):
    refused(lambda: type(document).objects.filter(pk=document.pk).update(**change))


def test_orm_delete_is_refused(document):
    refused(lambda: type(document).objects.filter(pk=document.pk).delete())


def test_sql_update_is_refused(document):
    table = TABLES[type(document)]
    refused(lambda: execute(f"UPDATE {table} SET remote = NOT remote WHERE id = %s", document.pk))  # noqa: S608


def test_sql_delete_is_refused(document):
    refused(lambda: execute(f"DELETE FROM {TABLES[type(document)]} WHERE id = %s", document.pk))  # noqa: S608


def test_it_cannot_go_back_to_a_draft_and_be_changed_then(document):
    sql = (
        f"UPDATE {TABLES[type(document)]} SET state = 'draft', signed_at = NULL, signed_by_id = NULL,"  # noqa: S608
        " signed_licence = '' WHERE id = %s"
    )
    refused(lambda: execute(sql, document.pk))


def test_a_signed_assessment_takes_no_further_finding():
    done = signed()
    refused(lambda: Finding.objects.create(assessment=done, code="stiff-ankle"))


@pytest.mark.parametrize("change", [{"code": "stiff-hip"}, {"side": "left"}], ids=str)
def test_a_finding_does_not_change(change):
    done = signed()
    refused(lambda: done.findings.update(**change))
    refused(lambda: done.findings.all().delete())


def test_a_number_of_it_is_withdrawn_but_not_edited():
    done = signed()
    refused(lambda: done.measurements.update(value=0))
    done.measurements.update(voided_at=clock.now(), voided_by=done.signed_by, void_reason="typo")


def test_a_signature_is_whole_or_none():
    for draft in (filled(), note()):
        refused(lambda draft=draft: type(draft).objects.filter(pk=draft.pk).update(state="signed"))
