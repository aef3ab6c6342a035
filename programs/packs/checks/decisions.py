"""Decisions: the rules can be carried out as written, and the worked examples come out as they say.

The engine that will decide reads the pack here first, so what it refuses is told with file and line.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json
from programs.packs.yaml_file import ValuePath
from programs.rules.decision_words import Scope
from programs.rules.expression_reader import RuleError
from programs.rules.facts import FACTS
from programs.rules.inputs import SPELLINGS, Amount, Flag, InputError, Kind, Whole, Word, kinds_of
from programs.rules.lines import shown
from programs.rules.parameters import Definition, ParameterError
from programs.rules.rulebook import RULE_SCOPES, Rulebook, check_ranks, read_rule
from programs.rules.scopes import Protocol, judge, read_facts

KINDS: Mapping[str, type[Kind]] = {"bool": Flag, "int": Whole, "number": Amount, "str": Word}


def check_whole_numbers(source: PackSource) -> Iterator[Problem]:
    """What is counted - days, sessions - has no halves, neither by default nor by override."""
    definitions: dict[str, Definition] = {}
    for name, raw in source.data.get("rule_parameters", {}).items():
        try:
            definitions[name] = Definition.from_pack(name, raw)
        except ParameterError as error:
            yield Problem.at(source.place("rule_parameters", name), Code.THRESHOLD, str(error))
    for index, program in enumerate(source.data["programs"]):
        for name, value in program["rule_overrides"].items():
            try:
                Rulebook(rules=(), definitions=definitions).parameters({name: value})
            except ParameterError as error:
                place = source.place("programs", index, "rule_overrides", name)
                yield Problem.at(place, Code.OVERRIDE, str(error))


def check_rules_work(source: PackSource) -> Iterator[Problem]:
    if "rules" not in source.data:
        return
    for path, message in (*_facts(source.data), *_ranks(source.data), *_rules(source.data)):
        yield Problem.at(source.place(*path), Code.RULE, message)


def _facts(data: Json) -> Iterator[tuple[ValuePath, str]]:
    """A fact that nobody computes would keep its rules silent for ever."""
    for scope in RULE_SCOPES:
        kinds = kinds_of(FACTS[scope])
        for name, written in data["rule_facts"][scope].items():
            path = ("rule_facts", str(scope), name)
            kind = kinds.get(SPELLINGS.get(name, name))
            if kind is None:
                yield path, f"the fact {name!r} is never computed in {scope}"
            elif type(kind) is not KINDS[written]:
                yield path, f"the fact {name!r} is not {written}"


def _ranks(data: Json) -> Iterator[tuple[ValuePath, str]]:
    try:
        check_ranks(data["rule_decisions"])
    except RuleError as error:
        yield error.path, f"{error.path[-1]} {error.problem}"


def _rules(data: Json) -> Iterator[tuple[ValuePath, str]]:
    for index, raw in enumerate(data["rules"]):
        try:
            read_rule(raw, data["rule_parameters"], ("rules", index))
        except RuleError as error:
            yield error.path, f"{raw['id']}: {error.problem}"
    for scope in RULE_SCOPES:
        if all(raw["scope"] != scope for raw in data["rules"]):
            yield ("rules",), f"no rule for {scope}: everybody would move on"


def check_examples(source: PackSource) -> Iterator[Problem]:
    """Each worked example, decided by the pack's own rules and defaults."""
    vectors = source.data.get("rule_test_vectors", {})
    try:
        protocol = Protocol.from_pack(source.data)
    except ValueError:
        return  # told by the checks above
    for scope in Scope:
        for index, example in enumerate(vectors.get(scope, ())):
            came_out = _decided(scope, _facts_of(vectors, scope, example), protocol)
            if came_out != (expected := _expected(scope, example)):
                place = source.place("rule_test_vectors", str(scope), index)
                yield Problem.at(place, Code.EXAMPLE, f"expects {expected}, comes out as {came_out}")


def _facts_of(vectors: Json, scope: Scope, example: Json) -> Mapping[str, Any]:
    if scope in RULE_SCOPES:
        return {**vectors["defaults"].get(scope, {}), **example["facts"]}
    return {name: value for name, value in example.items() if name != "expect"}


def _expected(scope: Scope, example: Json) -> Any:
    if scope in RULE_SCOPES:
        return {"decision": example["expect"], "reasons": example["reasons"]}
    return {"colour": example["expect"]} if scope == Scope.SESSION_COLOUR else example["expect"]


def _decided(scope: Scope, facts: Mapping[str, Any], protocol: Protocol) -> Json | str:
    try:
        return shown(judge(read_facts(scope, facts), protocol, protocol.rulebook.parameters()))
    except InputError as error:
        return str(error)
