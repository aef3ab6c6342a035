"""The addresses of running under /api/v1/: runs, the question a day later, may I run today."""

from django.urls import path

from programs.api import follow_ups, run_permission, run_plans, runs

a_plan = "programs/<uuid:uuid>/run-plan/"

urlpatterns = [
    path("me/runs/", runs.RunsView.as_view(), name="runs"),
    path("me/runs/<uuid:uuid>/", runs.RunView.as_view(), name="run"),
    path("me/follow-ups/", follow_ups.FollowUpsView.as_view(), name="follow_ups"),
    path("me/follow-ups/<uuid:uuid>/", follow_ups.FollowUpView.as_view(), name="follow_up"),
    path("me/run-permission/", run_permission.RunPermissionView.as_view(), name="run_permission"),
    path("me/running/", run_plans.OwnRunningView.as_view(), name="own_running"),
    path(a_plan, run_plans.RunPlanView.as_view(), name="run_plan"),
    path(a_plan + "pause/", run_plans.PauseRunningView.as_view(), name="pause_running"),
    path(a_plan + "resume/", run_plans.ResumeRunningView.as_view(), name="resume_running"),
    path(a_plan + "level/", run_plans.RunLevelView.as_view(), name="run_level"),
    path(a_plan + "goal/", run_plans.RunGoalView.as_view(), name="run_goal"),
    path(a_plan + "change/", run_plans.RunChangeView.as_view(), name="run_change"),
    path(a_plan + "pain-model/", run_plans.PainModelView.as_view(), name="run_pain_model"),
]
