"""The addresses of carers, guardians and consents under /api/v1/."""

from django.urls import path

from patients.api import people

urlpatterns = [
    path("me/people/", people.PeopleView.as_view(), name="people"),
    path("me/consents/", people.ConsentsView.as_view(), name="consents"),
    path("me/consents/<uuid:uuid>/withdraw/", people.WithdrawConsentView.as_view(), name="withdraw_consent"),
    path("patients/<uuid:uuid>/proxies/", people.ProxiesView.as_view(), name="proxies"),
    path("proxies/<uuid:uuid>/revoke/", people.RevokeProxyView.as_view(), name="revoke_proxy"),
]
