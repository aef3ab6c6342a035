"""The addresses of the waiting list and of visits paid for ahead under /api/v1/."""

from django.urls import path

from scheduling.api import packages, waitlist

urlpatterns = [
    path("me/waitlist/", waitlist.OwnWaitlistView.as_view(), name="own_waitlist"),
    path("me/waitlist/<uuid:uuid>/withdraw/", waitlist.WithdrawOwnView.as_view(), name="withdraw_own"),
    path("me/waitlist/<uuid:uuid>/accept/", waitlist.AcceptOfferView.as_view(), name="accept_offer"),
    path("me/waitlist/<uuid:uuid>/decline/", waitlist.DeclineOfferView.as_view(), name="decline_offer"),
    path("waitlist/", waitlist.WaitlistView.as_view(), name="waitlist"),
    path("waitlist/<uuid:uuid>/withdraw/", waitlist.WithdrawView.as_view(), name="withdraw"),
    path("me/packages/", packages.OwnPackagesView.as_view(), name="own_packages"),
    path("packages/", packages.PackagesView.as_view(), name="packages"),
    path("packages/<uuid:uuid>/entries/", packages.LedgerView.as_view(), name="package_entries"),
    path("packages/<uuid:uuid>/correct/", packages.CorrectPackageView.as_view(), name="correct_package"),
]
