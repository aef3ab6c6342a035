"""What is wrong with a calendar elsewhere, in words for who gave its address."""

from django.utils.translation import gettext_lazy as _

from scheduling.calendars.problems import Problem

WORDS = {
    Problem.NOT_HTTPS: _("The address has to begin with https:// or webcal://."),
    Problem.NOT_PUBLIC: _(
        "The address leads into a private network. It has to be one that is on the internet."
    ),
    Problem.UNKNOWN_HOST: _("There is no such address. Copy it from your calendar once more."),
    Problem.NO_ANSWER: _("The other server does not answer. We keep trying."),
    Problem.NOT_TRUSTED: _("The other server cannot prove who it is: its certificate is not valid."),
    Problem.REFUSED: _("The other server refuses. Perhaps the address was closed there: copy a new one."),
    Problem.TOO_MANY_TURNS: _("The address leads in circles. Copy it from your calendar once more."),
    Problem.TOO_LARGE: _("The calendar is larger than 2 MB. Share a smaller one, or only its busy times."),
    Problem.NOT_A_CALENDAR: _(
        "What comes from there is no calendar. It takes the address that ends in .ics."
    ),
    Problem.TOO_MUCH: _("The calendar takes too long to read. Share a smaller one, or only its busy times."),
}
