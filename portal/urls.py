"""Addresses of the patient's pages."""

from django.urls import path

from portal.views import (
    about,
    agree,
    ask,
    check,
    join,
    learn,
    manifest,
    measures,
    more,
    offline,
    people,
    plan,
    progress,
    screen,
    start,
    today,
)

app_name = "portal"

urlpatterns = [
    path("", today.today, name="today"),
    path("session/", today.player, name="player"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<uuid:uuid>/handout/", plan.plan_handout, name="plan_handout"),
    path("learn/", learn.learn, name="learn"),
    path("learn/<slug:slug>/", learn.topic, name="topic"),
    path("progress/", progress.progress, name="progress"),
    path("progress/<uuid:uuid>/report/", progress.progress_report, name="progress_report"),
    path("progress/answers/<uuid:uuid>/", measures.measured, name="measured"),
    path("measures/<uuid:uuid>/", measures.measure, name="measure"),
    path("ask/", ask.ask, name="ask"),
    path("check/", check.check, name="check"),
    path("screen/", screen.screen, name="screen"),
    path("screen/<uuid:uuid>/", screen.screened, name="screened"),
    path("about/", about.about, name="about"),
    path("agree/", agree.agree, name="agree"),
    path("agree/<uuid:uuid>/withdraw/", agree.withdraw, name="withdraw"),
    path("people/", people.people, name="people"),
    path("more/", more.more, name="more"),
    path("profile/", more.profile, name="profile"),
    path("start/<slug:slug>/", start.start, name="start"),
    path("start/<slug:slug>/questions/", start.questions, name="start_questions"),
    path("start/<slug:slug>/details/", start.details, name="start_details"),
    path("start/<slug:slug>/sent/", start.sent, name="start_sent"),
    path("start/<slug:slug>/urgent-care/", start.urgent_care, name="start_urgent_care"),
    path("start/<slug:slug>/again/", start.again, name="start_again"),
    path("join/<str:token>/", join.join, name="join"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("sw.js", offline.service_worker, name="service_worker"),
]
