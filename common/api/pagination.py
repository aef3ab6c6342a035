"""Lists come in pages; a cursor stays right while rows are added."""

from rest_framework import pagination


class CursorPagination(pagination.CursorPagination):
    """Newest first, 50 a page, at most 200 by ``?page_size=``."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
