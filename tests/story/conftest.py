"""The story is told through the API, as any client could."""

from tests.api.conftest import signed_in

__all__ = ["signed_in"]
