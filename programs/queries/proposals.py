"""What the latest signed examination of an episode says about the programs that could be assigned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from patients.models import Assessment, Episode
from patients.queries.documents import newest_signed
from patients.queries.examination import Reading, reading_of
from programs.models import ProgramTemplate, ProtocolPack
from programs.rules.proposal import Proposal, propose


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with what it points at."""

    name: str
    side: str
    focus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """``assessment`` is None while nothing is signed; ``first`` says why nothing is proposed."""

    assessment: Assessment | None = None
    findings: tuple[Found, ...] = ()
    first: tuple[str, ...] = ()
    by_template: Mapping[int, Proposal] = field(default_factory=dict)

    def is_proposed(self, template: ProgramTemplate) -> bool:
        return template.pk in self.by_template and self.by_template[template.pk].is_proposed


def advice_for(episode: Episode, offered: Sequence[ProgramTemplate]) -> Advice:
    """For each template on offer, what its own pack makes of the examination."""
    assessment = newest_signed(episode)
    if assessment is None:
        return Advice()
    reading = reading_of(assessment)
    by_template: dict[int, Proposal] = {}
    first: dict[str, None] = {}
    for pack in _packs(offered):
        proposals = propose(pack.content, reading.known, reading.tests)
        first |= dict.fromkeys(proposals.first)
        by_template |= {
            template.pk: proposals.by_template[template.slug]
            for template in offered
            if template.pack_id == pack.pk and template.slug in proposals.by_template
        }
    return Advice(assessment, _findings(assessment, reading), tuple(first), by_template)


def _packs(offered: Sequence[ProgramTemplate]) -> list[ProtocolPack]:
    """The packs of these templates; one without an examination of its own proposes nothing."""
    packs = {template.pack_id: template.pack for template in offered}
    return [pack for pack in packs.values() if "assessment" in pack.content]


def _findings(assessment: Assessment, reading: Reading) -> tuple[Found, ...]:
    words = {finding.code: finding for finding in reading.form.findings}
    return tuple(
        Found(words[row.code].name, row.side, words[row.code].focus)
        for row in assessment.findings.order_by("pk")
        if row.code in words
    )
