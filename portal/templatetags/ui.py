"""Small pieces of markup that every page needs: icons from the inlined sprite."""

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
CSRF = CsrfTokenNode()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite in templates/portal/_icons.html. Always decoration: the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"></use></svg>', name
    )


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's own, and on a patient's page whose it was: portal/whose.py refuses it for anybody else."""
    whose = context.get("patient_id")
    return format_html(
        "{}{}",
        CSRF.render(context),
        format_html('<input type="hidden" name="patient" value="{}">', whose) if whose else "",
    )
