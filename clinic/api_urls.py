"""Every address under /api/v1/. A breaking change of any of them is a v2."""

from django.urls import include, path, re_path

from common.api.docs import DocsView, SchemaView
from common.api.views import NoSuchAddressView

app_name = "api"

urlpatterns = [
    path("", include("patients.api.urls")),
    path("", include("programs.api.urls")),
    path("", include("scheduling.api.ahead_urls")),
    path("", include("scheduling.api.availability_urls")),
    path("", include("scheduling.api.room_urls")),
    path("", include("scheduling.api.urls")),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path("", NoSuchAddressView.as_view(), name="no_such_address"),
]
