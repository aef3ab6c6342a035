"""The texts patients agree to, for the owner: the current versions, and a form for the next one."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.people import ConsentTextForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from patients.enums import ConsentKind
from patients.models import ConsentText
from patients.queries.consents import texts_with_counts
from patients.services.consents import publish_text


@needs(Permission.MANAGE_CLINIC)
def texts_page(request: StaffRequest) -> HttpResponseBase:
    texts = texts_with_counts(request.membership.clinic)
    current = {text.kind: text for text in reversed(texts)}
    form = ConsentTextForm(posted(request), initial=_initial(current.get(request.GET.get("kind", ""))))
    if text := attempt(form, lambda data: publish_text(by=request.user, **data)):
        messages.success(
            request, _("“%(title)s”, version %(n)d, holds.") % {"title": text.title, "n": text.version}
        )
        return redirect("admin:consent_texts")
    return page(request, "consent_texts", _("Texts to agree to"), form=form, texts=texts)


def _initial(text: ConsentText | None) -> dict[str, object]:
    """The next version begins with the words of the one that holds."""
    if text is None:
        return {"kind": ConsentKind.DISCLAIMER, "required": True}
    return {"kind": text.kind, "title": text.title, "text": text.text, "required": text.required}
