"""Which pages may ask for camera and microphone: none that does not say so."""

import pytest
from django.http import HttpRequest, HttpResponse

from common.middleware import DevicesMiddleware, policy

CLOSED = "camera=(), microphone=(), display-capture=(), geolocation=()"


@pytest.mark.parametrize("path", ["/sign-in/", "/admin/login/", "/api/v1/docs/", "/nowhere/"])
@pytest.mark.django_db
def test_a_page_that_says_nothing_gets_no_device(client, path):
    assert client.get(path)["Permissions-Policy"] == CLOSED


def test_a_page_that_asks_for_devices_keeps_them():
    def room(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Permissions-Policy": policy({"camera", "microphone"})})

    answer = DevicesMiddleware(room)(HttpRequest())
    assert answer["Permissions-Policy"] == (
        "camera=(self), microphone=(self), display-capture=(), geolocation=()"
    )
