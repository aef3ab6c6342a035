"""The addresses of people and their episodes under /api/v1/."""

from django.urls import include, path

from patients.api import aftercare, assessments, attachments, episodes, me, patients, visit_notes

urlpatterns = [
    path("", include("patients.api.gate_urls")),
    path("", include("patients.api.people_urls")),
    path("me/", me.MeView.as_view(), name="me"),
    path("me/preferences/", me.PreferencesView.as_view(), name="preferences"),
    path("patients/", patients.PatientsView.as_view(), name="patients"),
    path("patients/<uuid:uuid>/", patients.PatientView.as_view(), name="patient"),
    path("patients/<uuid:uuid>/invite/", patients.InviteView.as_view(), name="invite"),
    path("episodes/", episodes.EpisodesView.as_view(), name="episodes"),
    path("episodes/<uuid:uuid>/", episodes.EpisodeView.as_view(), name="episode"),
    path("episodes/<uuid:uuid>/reopen/", aftercare.ReopenEpisodeView.as_view(), name="reopen_episode"),
    path("me/aftercare/", aftercare.OwnAftercareView.as_view(), name="own_aftercare"),
    path("me/aftercare/<uuid:uuid>/", aftercare.OneAftercareView.as_view(), name="one_aftercare"),
    path("assessments/", assessments.AssessmentsView.as_view(), name="assessments"),
    path("assessments/<uuid:uuid>/", assessments.AssessmentView.as_view(), name="assessment"),
    path("assessments/<uuid:uuid>/form/", assessments.AssessmentFormView.as_view(), name="assessment_form"),
    path("assessments/<uuid:uuid>/sign/", assessments.SignAssessmentView.as_view(), name="assessment_sign"),
    path(
        "assessments/<uuid:uuid>/correct/",
        assessments.CorrectAssessmentView.as_view(),
        name="assessment_correct",
    ),
    path(
        "assessments/<uuid:uuid>/discard/",
        assessments.DiscardAssessmentView.as_view(),
        name="assessment_discard",
    ),
    path("visit-notes/", visit_notes.NotesView.as_view(), name="notes"),
    path("visit-notes/<uuid:uuid>/", visit_notes.NoteView.as_view(), name="note"),
    path("visit-notes/<uuid:uuid>/sign/", visit_notes.SignNoteView.as_view(), name="note_sign"),
    path("visit-notes/<uuid:uuid>/correct/", visit_notes.CorrectNoteView.as_view(), name="note_correct"),
    path("visit-notes/<uuid:uuid>/discard/", visit_notes.DiscardNoteView.as_view(), name="note_discard"),
    path("attachments/", attachments.AttachmentsView.as_view(), name="attachments"),
    path("attachments/<uuid:uuid>/", attachments.AttachmentView.as_view(), name="attachment"),
    path(
        "attachments/<uuid:uuid>/content/",
        attachments.AttachmentContentView.as_view(),
        name="attachment_content",
    ),
    path(
        "attachments/<uuid:uuid>/withdraw/",
        attachments.WithdrawAttachmentView.as_view(),
        name="attachment_withdraw",
    ),
    path("", include("patients.api.measure_urls")),
]
