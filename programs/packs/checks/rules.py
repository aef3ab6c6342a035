"""Rules: what they name - facts, parameters, decisions, each other - is defined in the pack."""

from collections.abc import Iterator
from typing import Any

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json
from programs.packs.yaml_file import ValuePath

SCOPES = ("checkin", "weekly")
Named = tuple[ValuePath, str, str, set[str]]


def check_rules(source: PackSource) -> Iterator[Problem]:
    for path, kind, name, known in (*_in_rules(source.data), *_in_vectors(source.data)):
        if name not in known:
            yield Problem.at(source.place(*path), Code.RULE_REFERENCE, f"the {kind} {name!r} is not defined")


def _in_rules(data: Json) -> Iterator[Named]:
    rules, decisions = data.get("rules", ()), set(data.get("rule_decisions", ()))
    for index, rule in enumerate(rules):
        yield ("rules", index, "then"), "decision", rule["then"], decisions
        yield from _in_condition(data, rule["scope"], rule["if"], ("rules", index, "if"))
    ids = {rule["id"] for rule in rules}
    for index, advice in enumerate(data.get("consult_rules", ())):
        for number, name in enumerate(advice["implemented_by"]):
            yield ("consult_rules", index, "implemented_by", number), "rule", name, ids


def _in_condition(data: Json, scope: str, condition: Any, path: ValuePath) -> Iterator[Named]:
    facts, parameters = set(facts_of(data, scope)), set(data.get("rule_parameters", ()))
    for key in ("any", "all"):
        for index, part in enumerate(condition.get(key, ())):
            yield from _in_condition(data, scope, part, (*path, key, index))
    for key, kind, known in (
        ("fact", "fact", facts),
        ("fact_rhs", "fact", facts),
        ("param", "parameter", parameters),
    ):
        if key in condition:
            yield (*path, key), kind, condition[key], known


def facts_of(data: Json, scope: str) -> Json:
    facts: Json = data.get("rule_facts", {}).get(scope, {})
    return facts


def _in_vectors(data: Json) -> Iterator[Named]:
    vectors, decisions = data.get("rule_test_vectors", {}), set(data.get("rule_decisions", ()))
    reasons = {rule["reason"] for rule in data.get("rules", ())}
    for scope in SCOPES:
        facts = set(facts_of(data, scope))
        for index, vector in enumerate(vectors.get(scope, ())):
            path: ValuePath = ("rule_test_vectors", scope, index)
            yield (*path, "expect"), "decision", vector["expect"], decisions
            yield from (((*path, "facts", name), "fact", name, facts) for name in vector["facts"])
            yield from (((*path, "reasons"), "reason", name, reasons) for name in vector["reasons"])
