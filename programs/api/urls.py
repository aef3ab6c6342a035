"""The addresses of programs under /api/v1/."""

from django.urls import include, path

from programs.api import (
    documents,
    education,
    episodes,
    library,
    my_programs,
    prescriptions,
    programs,
    session_logs,
    today,
)

mine = [
    path("me/today/", today.TodayView.as_view(), name="today"),
    path("me/session-logs/", session_logs.SessionLogsView.as_view(), name="session_logs"),
    path("me/session-logs/<uuid:uuid>/", session_logs.SessionLogView.as_view(), name="session_log"),
    path("me/programs/", my_programs.OwnProgramsView.as_view(), name="own_programs"),
    path("me/programs/<uuid:uuid>/", my_programs.OwnProgramView.as_view(), name="own_program"),
    path("me/education/", education.EducationView.as_view(), name="education"),
    path("me/education/<slug:slug>/read/", education.ReadTopicView.as_view(), name="read_topic"),
    path("me/progress/", my_programs.ProgressView.as_view(), name="progress"),
]

a_program = "programs/<uuid:uuid>/"
a_prescription = "prescriptions/<uuid:uuid>/"

of_the_clinic = [
    path("episodes/<uuid:uuid>/close/", episodes.CloseEpisodeView.as_view(), name="close_episode"),
    path("episodes/<uuid:uuid>/report/", documents.ReportView.as_view(), name="episode_report"),
    path("exercises/", library.ExercisesView.as_view(), name="exercises"),
    path("exercises/<uuid:uuid>/", library.ExerciseView.as_view(), name="exercise"),
    path("program-templates/", library.TemplatesView.as_view(), name="templates"),
    path("program-templates/<uuid:uuid>/", library.TemplateView.as_view(), name="template"),
    path("programs/", programs.ProgramsView.as_view(), name="programs"),
    path(a_program, programs.ProgramView.as_view(), name="program"),
    path(a_program + "handout/", documents.HandoutView.as_view(), name="program_handout"),
    path(a_program + "pause/", programs.PauseView.as_view(), name="pause_program"),
    path(a_program + "resume/", programs.ResumeView.as_view(), name="resume_program"),
    path(a_program + "hold-week/", programs.HoldWeekView.as_view(), name="hold_week"),
    path(a_program + "finish/", programs.FinishView.as_view(), name="finish_program"),
    path(a_program + "cancel/", programs.CancelView.as_view(), name="cancel_program"),
    path("prescriptions/", prescriptions.PrescriptionsView.as_view(), name="prescriptions"),
    path(a_prescription, prescriptions.PrescriptionView.as_view(), name="prescription"),
    path(a_prescription + "change-dose/", prescriptions.ChangeDoseView.as_view(), name="change_dose"),
    path(
        a_prescription + "change-dose/preview/", prescriptions.PreviewDoseView.as_view(), name="preview_dose"
    ),
    path(a_prescription + "swap/", prescriptions.SwapView.as_view(), name="swap_exercise"),
    path(a_prescription + "swap/preview/", prescriptions.PreviewSwapView.as_view(), name="preview_swap"),
    path(a_prescription + "stop/", prescriptions.StopView.as_view(), name="stop_prescription"),
]

urlpatterns = [
    path("", include("programs.api.gate_urls")),
    path("", include("programs.api.run_urls")),
    path("", include("programs.api.signal_urls")),
    path("", include("programs.api.decision_urls")),
    *mine,
    *of_the_clinic,
]
