"""A client that speaks JSON, signed in as whom the test says."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User

SignedIn = Callable[..., APIClient]


@pytest.fixture
def signed_in() -> SignedIn:
    """A client for a person, or for nobody."""

    def client(user: User | None = None) -> APIClient:
        made = APIClient()
        made.default_format = "json"
        if user is not None:
            made.force_login(user)
        return made

    return client
