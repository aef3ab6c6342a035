"""Every address under /admin/."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, path

from desk.views import (
    appointments,
    approvals,
    assessments,
    assign,
    booking,
    calendar,
    caseload,
    chart,
    clinic,
    consent_texts,
    decisions,
    enquiries,
    episodes,
    files,
    home,
    invitations,
    library,
    measure_fill,
    measurements,
    measures,
    merging,
    moving,
    notes,
    packages,
    patient_import,
    patients,
    people,
    prescriptions,
    printed,
    programs,
    quality,
    questions,
    record,
    red_flags,
    room,
    running,
    screening,
    signals,
    staff,
    stops,
    waitlist,
)

if TYPE_CHECKING:
    from desk.site import DeskSite

Route = tuple[str, Callable[..., Any], str]

CARE: tuple[Route, ...] = (
    ("", home.home, "index"),
    ("board/<uuid:uuid>/seen/", signals.seen_page, "board_seen"),
    ("board/<uuid:uuid>/snooze/", signals.snooze_page, "board_snooze"),
    ("board/<uuid:uuid>/assign/", signals.assign_page, "board_assign"),
    ("signals/<uuid:uuid>/settle/", signals.settle_page, "signal_settle"),
    ("caseload/", caseload.caseload_page, "caseload"),
    ("patients/", patients.patient_list_page, "patients"),
    ("patients/new/", patients.register, "patient_new"),
    ("patients/import/", patient_import.import_page, "patients_import"),
    ("patients/import/template/", patient_import.template, "patients_template"),
    ("patients/<uuid:uuid>/", chart.patient_page, "patient"),
    ("patients/<uuid:uuid>/edit/", patients.edit, "patient_edit"),
    ("patients/<uuid:uuid>/logs/", patients.logs_page, "patient_logs"),
    ("patients/<uuid:uuid>/people/", people.people_page, "patient_people"),
    ("patients/<uuid:uuid>/people/agreed/<uuid:text>/", people.agreed_on_paper, "agreed_on_paper"),
    ("patients/<uuid:uuid>/thresholds/", signals.thresholds_page, "patient_thresholds"),
    ("patients/<uuid:uuid>/merge/", merging.merge_page, "patient_merge"),
    ("merges/<uuid:uuid>/undo/", merging.undo_page, "merge_undo"),
    ("access/<uuid:uuid>/end/", people.end_access, "access_end"),
    ("patients/<uuid:uuid>/invite/", invitations.invite, "patient_invite"),
    ("patients/<uuid:uuid>/invitation/", invitations.invitation_page, "patient_invitation"),
    ("patients/<uuid:uuid>/episode/", episodes.open_page, "episode_new"),
    ("episodes/<uuid:uuid>/close/", episodes.close_page, "episode_close"),
    ("episodes/<uuid:uuid>/reopen/", episodes.reopen_page, "episode_reopen"),
    ("episodes/<uuid:uuid>/assign/", assign.assign_page, "episode_assign"),
    ("episodes/<uuid:uuid>/report/", printed.report_page, "episode_report"),
    ("programs/<uuid:uuid>/", programs.program_page, "program"),
    ("programs/<uuid:uuid>/handout/", printed.handout_page, "program_handout"),
    ("programs/<uuid:uuid>/decide/", decisions.decide_page, "program_decide"),
    ("programs/<uuid:uuid>/run-plan/<slug:name>/", running.step_page, "run_plan_step"),
    ("programs/<uuid:uuid>/<slug:name>/", programs.action_page, "program_action"),
    ("prescriptions/<uuid:uuid>/dose/", prescriptions.dose_page, "prescription_dose"),
    ("prescriptions/<uuid:uuid>/swap/<slug:direction>/", prescriptions.swap_page, "prescription_swap"),
    ("prescriptions/<uuid:uuid>/stop/", prescriptions.stop_page, "prescription_stop"),
    ("episodes/<uuid:uuid>/measures/<uuid:version>/", measure_fill.fill_page, "measure_fill"),
    ("patients/<uuid:uuid>/numbers/", measurements.measurements_page, "measurements"),
    ("patients/<uuid:uuid>/numbers/file/", measurements.file_page, "measurement_file"),
    ("numbers/<uuid:uuid>/void/", measurements.void_page, "measurement_void"),
)
DECISIONS: tuple[Route, ...] = (
    ("approvals/", approvals.approvals_page, "approvals"),
    ("approvals/approve/", approvals.approve_page, "approvals_approve"),
    ("decisions/<uuid:uuid>/", decisions.decision_page, "decision"),
    ("decisions/<uuid:uuid>/approve/", decisions.approve_page, "decision_approve"),
    ("decisions/<uuid:uuid>/edit/", decisions.edit_page, "decision_edit"),
    ("decisions/<uuid:uuid>/reject/", decisions.reject_page, "decision_reject"),
)
CALENDAR: tuple[Route, ...] = (
    ("calendar/", calendar.calendar_page, "calendar"),
    ("calendar/entries/", calendar.entries, "calendar_entries"),
    ("appointments/", appointments.appointments_page, "appointments"),
    ("appointments/requests/", appointments.requests_page, "requests"),
    ("appointments/new/", booking.new_page, "appointment_new"),
    ("appointments/<uuid:uuid>/", appointments.appointment_page, "appointment"),
    ("appointments/<uuid:uuid>/move/", moving.move_page, "appointment_move"),
    ("appointments/<uuid:uuid>/shift/", moving.shift, "appointment_shift"),
    ("appointments/<uuid:uuid>/cancel/", appointments.cancel_page, "appointment_cancel"),
    ("appointments/<uuid:uuid>/decline/", appointments.decline_page, "appointment_decline"),
    ("appointments/<uuid:uuid>/mark/<slug:name>/", appointments.act_page, "appointment_act"),
)
RECORD: tuple[Route, ...] = (
    ("patients/<uuid:uuid>/documents/", record.documents_page, "patient_documents"),
    ("episodes/<uuid:uuid>/assessments/new/", assessments.new_page, "assessment_new"),
    ("assessments/<uuid:uuid>/", assessments.assessment_page, "assessment"),
    ("assessments/<uuid:uuid>/save/", assessments.save, "assessment_save"),
    ("assessments/<uuid:uuid>/sign/", assessments.sign_page, "assessment_sign"),
    ("assessments/<uuid:uuid>/correct/", assessments.correct_page, "assessment_correct"),
    ("assessments/<uuid:uuid>/discard/", assessments.discard_page, "assessment_discard"),
    ("episodes/<uuid:uuid>/notes/new/", notes.new_page, "note_new"),
    ("notes/<uuid:uuid>/", notes.note_page, "note"),
    ("notes/<uuid:uuid>/save/", notes.save, "note_save"),
    ("notes/<uuid:uuid>/sign/", notes.sign_page, "note_sign"),
    ("notes/<uuid:uuid>/correct/", notes.correct_page, "note_correct"),
    ("notes/<uuid:uuid>/discard/", notes.discard_page, "note_discard"),
    ("patients/<uuid:uuid>/files/", files.files_page, "attachments"),
    ("files/<uuid:uuid>/", files.file, "attachment"),
    ("files/<uuid:uuid>/withdraw/", files.withdraw_page, "attachment_withdraw"),
)
ROOM: tuple[Route, ...] = (
    ("appointments/<uuid:uuid>/room/", room.room_page, "room"),
    ("appointments/<uuid:uuid>/room/beside/", room.beside_part, "room_beside"),
    ("appointments/<uuid:uuid>/room/note/", room.note_part, "room_note"),
)
AHEAD: tuple[Route, ...] = (
    ("waiting-list/", waitlist.waitlist_page, "waitlist"),
    ("waiting-list/new/", waitlist.add_page, "waitlist_add"),
    ("waiting-list/<uuid:uuid>/withdraw/", waitlist.withdraw_page, "waitlist_withdraw"),
    ("patients/<uuid:uuid>/packages/", packages.packages_page, "patient_packages"),
    ("packages/<uuid:uuid>/", packages.package_page, "package"),
)
GATE: tuple[Route, ...] = (
    ("episodes/<uuid:uuid>/screen/", screening.screen_page, "screen_patient"),
    ("screenings/<uuid:uuid>/", screening.screening_page, "screening"),
    ("stops/<uuid:uuid>/contact/", stops.contact_page, "stop_contact"),
    ("stops/<uuid:uuid>/lift/", stops.lift_page, "stop_lift"),
    ("enquiries/", enquiries.enquiries_page, "enquiries"),
    ("enquiries/<uuid:uuid>/", enquiries.enquiry_page, "enquiry"),
    ("enquiries/<uuid:uuid>/decline/", enquiries.decline_page, "enquiry_decline"),
    ("questions/", questions.questions_page, "questions"),
    ("questions/<uuid:uuid>/", questions.question_page, "question"),
    ("questions/<uuid:uuid>/close/", questions.close_page, "question_close"),
    ("red-flags/", red_flags.red_flags_page, "red_flags"),
    ("red-flags/<slug:condition>/add/", red_flags.add_page, "red_flag_add"),
    ("red-flags/<slug:condition>/<slug:code>/raise/", red_flags.raise_page, "red_flag_raise"),
)
LIBRARY: tuple[Route, ...] = (
    ("exercises/", library.exercises_page, "exercises"),
    ("exercises/<uuid:uuid>/", library.exercise_page, "exercise"),
    ("templates/", library.templates_page, "templates"),
    ("templates/<uuid:uuid>/", library.template_page, "template"),
    ("packs/", library.packs_page, "packs"),
    ("measures/", measures.measures_page, "measures"),
    ("measures/import/", measures.import_page, "measures_import"),
    ("measures/<uuid:uuid>/", measures.measure_page, "measures_detail"),
    ("measures/<uuid:uuid>/retire/", measures.retire_page, "measures_retire"),
)
PRACTICE: tuple[Route, ...] = (
    ("staff/", staff.staff_page, "staff"),
    ("staff/new/", staff.add_page, "member_new"),
    ("staff/<uuid:uuid>/role/", staff.role_page, "member_role"),
    ("staff/<uuid:uuid>/licence/", staff.licence_page, "member_licence"),
    ("staff/<uuid:uuid>/end/", staff.end_page, "member_end"),
    ("staff/<uuid:uuid>/link/", staff.send_link, "member_link"),
    ("clinic/", clinic.clinic_page, "clinic"),
    ("quality/", quality.quality_page, "quality"),
    ("texts/", consent_texts.texts_page, "consent_texts"),
)


def routes(site: "DeskSite") -> list[URLPattern | URLResolver]:
    """The pages, each behind the admin's own guard (signed in, works here, never cached, CSRF)."""
    pages = [
        path(route, site.admin_view(view), name=name)
        for route, view, name in (
            *CARE,
            *CALENDAR,
            *DECISIONS,
            *ROOM,
            *AHEAD,
            *GATE,
            *RECORD,
            *LIBRARY,
            *PRACTICE,
        )
    ]
    return [
        *pages,
        path("login/", site.login, name="login"),
        path("logout/", site.admin_view(site.logout), name="logout"),
    ]
