"""The addresses of slots, hours and what can be booked under /api/v1/."""

from django.urls import path

from scheduling.api import availability, offer, slots

urlpatterns = [
    path("me/slots/", slots.OwnSlotsView.as_view(), name="own_slots"),
    path("slots/", slots.SlotsView.as_view(), name="slots"),
    path("availability/", availability.AvailabilityView.as_view(), name="availability"),
    path("availability/<uuid:uuid>/", availability.WeeklyHoursView.as_view(), name="weekly_hours"),
    path("extra-hours/", availability.ExtraHoursListView.as_view(), name="extra_hours"),
    path("extra-hours/<uuid:uuid>/", availability.ExtraHoursView.as_view(), name="extra_hours_of_day"),
    path("time-off/", availability.TimeOffListView.as_view(), name="time_off_list"),
    path("time-off/<uuid:uuid>/", availability.TimeOffView.as_view(), name="time_off"),
    path("locations/", offer.LocationsView.as_view(), name="locations"),
    path("locations/<uuid:uuid>/", offer.LocationView.as_view(), name="location"),
    path("appointment-kinds/", offer.KindsView.as_view(), name="kinds"),
    path("appointment-kinds/<uuid:uuid>/", offer.KindView.as_view(), name="kind"),
    path("practitioners/", offer.PractitionersView.as_view(), name="practitioners"),
    path("practitioners/<uuid:uuid>/", offer.PractitionerView.as_view(), name="practitioner"),
    path("booking-policy/", offer.PolicyView.as_view(), name="booking_policy"),
    path("holidays/", offer.HolidaysView.as_view(), name="holidays"),
]
