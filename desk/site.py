"""The admin site: the stock one with the staff's own pages in front."""

from unfold.sites import UnfoldAdminSite


class DeskSite(UnfoldAdminSite):
    """Pages are added by desk/urls.py."""
