"""Without a connection: the service worker that opens the session player, and the page in place of others."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from patients.models import Patient
from portal.views.patient import patient_page, show

STATIC = Path(__file__).parent.parent / "static"
STYLES = ("tokens", "base", "layout", "components", "player")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Its text names the files of this release, so that a new release is a new worker."""
    assets = json.dumps(_assets())
    version = hashlib.sha256(assets.encode()).hexdigest()[:12]
    context = {"assets": assets, "version": version}
    return render(request, "portal/sw.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
@patient_page
def offline(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Kept by the service worker, which shows it where a page cannot be fetched."""
    return show(request, patient, "portal/offline.html")


@cache
def _assets() -> list[str]:
    modules = sorted((STATIC / "portal/js/player").glob("*.js"))
    files = [f"portal/css/{name}.css" for name in STYLES]
    files += [str(module.relative_to(STATIC)) for module in modules]
    return [static(file) for file in files]
