"""The addresses of decisions under /api/v1/."""

from django.urls import path

from programs.api import decisions

a_decision = "decisions/<uuid:uuid>/"

urlpatterns = [
    path("decisions/", decisions.DecisionsView.as_view(), name="decisions"),
    path(a_decision, decisions.DecisionView.as_view(), name="decision"),
    path(a_decision + "approve/", decisions.ApproveView.as_view(), name="approve_decision"),
    path(a_decision + "edit/", decisions.EditView.as_view(), name="edit_decision"),
    path(a_decision + "reject/", decisions.RejectView.as_view(), name="reject_decision"),
    path("programs/<uuid:uuid>/decide/", decisions.DecideView.as_view(), name="decide_program"),
]
