"""What patients ask: who waits for an answer, and answering."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from desk.forms.base import attempt
from desk.forms.gate import CloseForm, ReplyForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb
from patients.enums import QuestionState
from patients.gate_access import get_question
from patients.models import Question
from patients.queries.gate import question_list
from patients.services.questions import answer_question, close_question


@needs(Permission.VIEW_CLINICAL)
def questions_page(request: StaffRequest) -> HttpResponseBase:
    asked = request.GET.get("state", "")
    state = asked if asked in QuestionState.values else QuestionState.OPEN
    return page(
        request,
        "questions",
        _("Questions"),
        page_obj=paginated(request, question_list(request.user, state=state)),
        state=state,
        states=QuestionState.choices,
        now=clock.now(),
    )


@needs(Permission.VIEW_CLINICAL)
def question_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    question = get_question(request.user, uuid)
    form = ReplyForm(posted(request))
    # The service asks whether this person may answer; whoever may not has no form on the page.
    if attempt(form, lambda data: answer_question(by=request.user, question=uuid, **data)):
        messages.success(request, _("Answered. The patient gets a mail that there is an answer."))
        return redirect("admin:questions")
    return page(
        request,
        "question",
        _("Question"),
        crumbs=[_crumb()],
        question=question,
        patient_url=patient_crumb(question.patient).url,
        form=form,
        now=clock.now(),
    )


@needs(Permission.EDIT_CLINICAL)
def close_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    question = get_question(request.user, uuid, Permission.EDIT_CLINICAL)
    form = CloseForm(posted(request))
    if attempt(form, lambda data: close_question(by=request.user, question=uuid, **data)):
        messages.success(request, _("Closed."))
        return redirect("admin:questions")
    return page(
        request,
        "form",
        _("Close without an answer"),
        crumbs=[_crumb(), _own_crumb(question)],
        lead=question.text,
        form=form,
        save=_("Close it"),
        back=_own_crumb(question).url,
    )


def _crumb() -> Crumb:
    return Crumb(_("Questions"), reverse("admin:questions"))


def _own_crumb(question: Question) -> Crumb:
    return Crumb(question.patient.name, reverse("admin:question", args=[question.uuid]))
