"""App configuration of the project package itself, and of the admin site it serves."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class ClinicConfig(AppConfig):
    name = "clinic"


class AdminConfig(DjangoAdminConfig):
    """The stock admin with the staff's own pages added."""

    default_site = "desk.site.DeskSite"
