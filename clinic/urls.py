"""Every address of the service."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("clinic.api_urls")),
    path("_allauth/", include("accounts.headless_urls")),
    path("", include("portal.sign_in_urls")),
    path("", include("portal.urls")),
]

handler500 = "common.outages.server_error"
