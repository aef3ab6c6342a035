"""Everything that is checked beyond the schema, one subject a file. A check yields what is wrong."""

from collections.abc import Callable, Iterator

from programs.packs.checks.conditions import check_conditions
from programs.packs.checks.decisions import check_examples, check_rules_work, check_whole_numbers
from programs.packs.checks.doses import check_doses, check_modes, check_sides
from programs.packs.checks.evidence import check_overrides, check_tags, check_thresholds
from programs.packs.checks.examination import (
    check_age_bands,
    check_fields,
    check_proposals,
    check_why_focus,
)
from programs.packs.checks.examination_names import check_fields_unique
from programs.packs.checks.measures import check_measures
from programs.packs.checks.names import check_neighbours, check_references, check_unique
from programs.packs.checks.programs import check_item_weeks, check_items_once, check_stage_weeks
from programs.packs.checks.rules import check_rules
from programs.packs.checks.safety import check_red_flags, check_review, check_taping
from programs.packs.checks.sessions import check_core, check_minutes
from programs.packs.problems import Problem
from programs.packs.reader import PackSource

Check = Callable[[PackSource], Iterator[Problem]]

# A pack that fails one of the first has names that lead nowhere: the others wait until they are mended.
NAME_CHECKS: tuple[Check, ...] = (
    check_unique,
    check_fields_unique,
    check_neighbours,
    check_references,
    check_fields,
)
CHECKS: tuple[Check, ...] = (
    check_doses,
    check_modes,
    check_sides,
    check_tags,
    check_thresholds,
    check_overrides,
    check_rules,
    check_stage_weeks,
    check_item_weeks,
    check_taping,
    check_red_flags,
    check_review,
    check_conditions,
    check_age_bands,
    check_proposals,
    check_why_focus,
    check_measures,
)
# These count what is due on a day and decide as the rules say, so what both rest on must be right first.
LAST_CHECKS: tuple[Check, ...] = (
    check_items_once,
    check_core,
    check_minutes,
    check_whole_numbers,
    check_rules_work,
    check_examples,
)
