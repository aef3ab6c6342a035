"""A pack's rules, read once and ready to be asked.

The rules are data: the pack says which condition leads to which decision. All rules of a scope are
asked every time, so that everything that fired can be told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from programs.rules.decision_words import Effect, Scope, Verdict
from programs.rules.expression_reader import ConditionReader, Path, RuleError
from programs.rules.expressions import Condition, facts_in, holds, parameters_in
from programs.rules.facts import FACTS, Value
from programs.rules.inputs import kinds_of
from programs.rules.parameters import Definition, Parameters, definitions_from, resolve
from programs.rules.verdicts import RANKS, Reason

RULE_SCOPES = (Scope.CHECKIN, Scope.WEEKLY)
# Rules hold back. What lets a patient go on is the default, when none of them fired.
HOLDING_BACK = tuple(verdict for verdict in Verdict if RANKS[verdict] >= RANKS[Verdict.HOLD])
AnyWord = TypeVar("AnyWord", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """If `condition` holds, then `verdict`, with this reason."""

    id: str
    scope: Scope
    condition: Condition
    verdict: Verdict
    code: str
    sla_hours: int | None = None
    also: tuple[Effect, ...] = ()
    locked: bool = False

    def reason(self) -> Reason:
        return Reason(
            rule=self.id, code=self.code, verdict=self.verdict, sla_hours=self.sla_hours, also=self.also
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a rule's condition holds; None: that depends on the facts in `missing`."""

    rule: Rule
    holds: bool | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of one pack and the definitions of their parameters."""

    rules: tuple[Rule, ...]
    definitions: Mapping[str, Definition] = field(repr=False)

    @classmethod
    def from_pack(cls, raw: Mapping[str, Any]) -> "Rulebook":
        """Raises RuleError or ParameterError, both ValueError, at the first thing that cannot be used."""
        definitions = definitions_from(raw.get("rule_parameters", {}))
        check_ranks(raw.get("rule_decisions", {}))
        rules = tuple(
            read_rule(entry, definitions, ("rules", number))
            for number, entry in enumerate(raw.get("rules", ()))
        )
        return cls(rules=rules, definitions=definitions)

    def parameters(self, *overrides: Mapping[str, object]) -> Parameters:
        return resolve(self.definitions, *overrides)

    def rules_of(self, scope: Scope) -> tuple[Rule, ...]:
        """Raises RuleError if there are none: silence of missing rules must not read as "all is well"."""
        rules = tuple(rule for rule in self.rules if rule.scope == scope)
        if not rules:
            raise RuleError(("rules",), f"the pack has no rules for {scope}")
        return rules

    def answers(self, scope: Scope, facts: Mapping[str, Value], parameters: Parameters) -> list[Answer]:
        return [_answer(rule, facts, parameters) for rule in self.rules_of(scope)]

    def parameter_names(self, scope: Scope) -> frozenset[str]:
        return frozenset(name for rule in self.rules_of(scope) for name in parameters_in(rule.condition))


def _answer(rule: Rule, facts: Mapping[str, Value], parameters: Parameters) -> Answer:
    held = holds(rule.condition, facts, parameters)
    if held is not None:
        return Answer(rule, held)
    return Answer(rule, None, tuple(sorted(name for name in facts_in(rule.condition) if facts[name] is None)))


def read_rule(raw: Mapping[str, Any], parameters: Collection[str], path: Path = ()) -> Rule:
    """One rule as a pack writes it; `parameters` are the names it may read."""
    scope = _word(RULE_SCOPES, raw, "scope", path)
    reader = ConditionReader(kinds_of(FACTS[scope]), parameters)
    return Rule(
        id=_text(raw, "id", path),
        scope=scope,
        condition=reader.read(raw.get("if"), (*path, "if")),
        verdict=_word(HOLDING_BACK, raw, "then", path),
        code=_text(raw, "reason", path),
        sla_hours=raw.get("sla_hours"),
        also=tuple(_effect(effect, (*path, "also")) for effect in raw.get("also", ())),
        locked=bool(raw.get("locked", False)),
    )


def _word(words: Sequence[AnyWord], raw: Mapping[str, Any], key: str, path: Path) -> AnyWord:
    for word in words:
        if raw.get(key) == word:
            return word
    raise RuleError((*path, key), f"{raw.get(key)!r} is not one of {', '.join(words)}")


def _text(raw: Mapping[str, Any], key: str, path: Path) -> str:
    if not isinstance(raw.get(key), str):
        raise RuleError((*path, key), "is missing")
    return str(raw[key])


def _effect(value: object, path: Path) -> Effect:
    return _word(tuple(Effect), {"also": value}, "also", path[:-1])


def check_ranks(raw: Mapping[str, Any]) -> None:
    """Packs write the ranks for their readers; what wins over what is not theirs to change."""
    for name, entry in raw.items():
        path = ("rule_decisions", name)
        if name not in list(Verdict):
            raise RuleError(path, f"is not one of {', '.join(Verdict)}")
        if entry["rank"] != RANKS[Verdict(name)]:
            raise RuleError(path, f"has rank {entry['rank']}; its place is {RANKS[Verdict(name)]}")
