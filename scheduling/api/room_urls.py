"""Addresses of the video room."""

from django.urls import path

from scheduling.api import rooms

urlpatterns = [
    path("rooms/<uuid:uuid>/", rooms.RoomView.as_view(), name="room"),
    path("rooms/<uuid:uuid>/seat/", rooms.SeatView.as_view(), name="room_seat"),
    path("rooms/<uuid:uuid>/exchange/", rooms.ExchangeView.as_view(), name="room_exchange"),
    path("rooms/<uuid:uuid>/leave/", rooms.LeaveView.as_view(), name="room_leave"),
]
