"""A clinic's own file is read, or refused with the line of everything that is wrong."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.questionnaires.reader import RefusedError, example, read_questionnaire
from patients.questionnaires.sheet import Fault
from patients.rules.definition import Definition
from patients.rules.scoring import range_of, score
from tests.patients.measures import asked, file_of, option, questionnaire, weighed

RUNS = asked("runs", "integer", minValue=0, maxValue=7)


def faults(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as refused:
        read_questionnaire(raw)
    return [(fault.pointer, str(fault.reason)) for fault in refused.value.faults]


def pointers(**changes) -> list[str]:
    return [pointer for pointer, _reason in faults(file_of(questionnaire(**changes)))]


def line_of(raw: bytes, words: str) -> int:
    return next(number for number, line in enumerate(raw.decode().splitlines(), 1) if words in line)


def definition(**changes) -> Definition:
    return Definition.from_content(read_questionnaire(file_of(questionnaire(**changes))).content)


def test_a_file_that_is_right():
    found = read_questionnaire(file_of(questionnaire()))
    measure = Definition.from_content(found.content)

    assert (found.slug, found.title, found.version) == ("ladder-ease", "Ladder ease", "1.0")
    assert [(item.id, item.optional) for item in measure.items] == [("climb", False), ("carry", False)]
    assert score(measure, {"climb": "1", "carry": "2"})[0].value == 6
    assert range_of(measure, "score") == (Decimal(0), Decimal(8))
    assert (measure.important.value, measure.important.source) == (Decimal(2), "invented")
    assert (measure.schedule.every_days, measure.schedule.after_months) == (14, (3,))


def test_the_example_is_right():
    measure = Definition.from_content(read_questionnaire(example().encode()).content)

    assert score(measure, {"up": "some", "flights": 4})[0].value == 5


def test_groups_become_headings_and_conditions_stay():
    group = {
        "linkId": "g",
        "type": "group",
        "text": "Running",
        "item": [
            asked("ran", "boolean"),
            asked(
                "far",
                "decimal",
                minValue=0,
                maxValue=99,
                enableWhen=[{"question": "ran", "operator": "=", "answerBoolean": True}],
            ),
        ],
    }
    measure = definition(item=[group, asked("note", "text")], scoring={"method": "none"}, direction=None)

    assert [(item.id, item.heading, item.optional) for item in measure.items] == [
        ("ran", "Running", True),
        ("far", "Running", True),
        ("note", "", True),
    ]
    assert measure.items[1].shown_when.equals is True


def test_bounds_may_come_as_fhir_writes_them():
    url = "http://hl7.org/fhir/StructureDefinition/"
    extension = [{"url": f"{url}minValue", "valueInteger": 0}, {"url": f"{url}maxValue", "valueInteger": 5}]
    measure = definition(item=[asked("runs", "integer", extension=extension)], scoring={"method": "sum"})

    assert (measure.items[0].low, measure.items[0].high) == (Decimal(0), Decimal(5))


def test_ordinal_values_may_stand_at_the_option():
    url = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
    options = [{**option(str(n)), "extension": [{"url": url, "valueDecimal": n / 2}]} for n in range(3)]
    measure = definition(item=[weighed("climb") | {"answerOption": options}])

    assert score(measure, {"climb": "1"})[0].value == pytest.approx(0.5)


def test_each_question_can_be_a_score_of_its_own():
    measure = definition(item=[RUNS, weighed("climb", 0, 1)], scoring={"method": "each_item"})

    assert [scale.id for scale in measure.scoring.scales] == ["runs", "climb"]


def test_subscales_have_names():
    scales = [{"id": "up", "name": "Going up", "items": ["climb"]}]
    measure = definition(scoring={"method": "sum", "scales": scales})

    assert [(scale.id, scale.name) for scale in measure.scoring.scales] == [("up", "Going up")]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"resourceType": "Patient"}, "/resourceType"),
        ({"status": "draft"}, "/status"),
        ({"url": None}, "/url"),
        ({"version": 1}, "/version"),
        ({"title": " "}, "/title"),
        ({"copyright": None}, "/copyright"),
        ({"name": "!!", "url": "https://clinic.example/"}, "/url"),
        ({"conditions": ["Runner's knee"]}, "/conditions"),
        ({"modifierExtension": []}, "/modifierExtension"),
        ({"direction": "up"}, "/direction"),
        ({"scoring": None}, "/scoring/method"),
        ({"scoring": {"method": "magic"}}, "/scoring/method"),
        ({"scoring": {"method": "sum", "metod": 1}}, "/scoring/metod"),
        ({"scoring": {"method": "sum", "minAnsweredFraction": 0.5}}, "/scoring/minAnsweredFraction"),
        ({"scoring": {"method": "mean", "minAnsweredFraction": 0}}, "/scoring/minAnsweredFraction"),
        ({"scoring": {"method": "sum", "reverseItems": ["other"]}}, "/scoring/reverseItems"),
        ({"scoring": {"method": "sum", "items": ["climb", "fly"]}}, "/scoring"),
        ({"scoring": {"method": "sum", "decimals": 9}}, "/scoring/decimals"),
        ({"scoring": {"method": "single"}}, "/scoring/method"),
        ({"scoring": {"method": "koos_0_100", "itemMax": 3}}, "/scoring"),
        ({"importantChange": {"value": 0, "source": "x"}}, "/importantChange/value"),
        ({"importantChange": {"value": 2}}, "/importantChange/source"),
        ({"schedule": {"everyDays": 3}}, "/schedule/everyDays"),
        ({"schedule": {"afterDischargeMonths": [2]}}, "/schedule/afterDischargeMonths"),
        ({"schedule": {"afterDischargeMonths": [[]]}}, "/schedule/afterDischargeMonths"),
        ({"schedule": {"often": True}}, "/schedule/often"),
        ({"item": "many"}, "/item"),
        ({"item": [weighed("climb", 0, 1), weighed("climb", 0, 1)]}, "/item/1/linkId"),
        ({"item": [weighed("climb up", 0, 1)]}, "/item/0/linkId"),
        ({"item": [weighed("climb", 0)]}, "/item/0/answerOption"),
        ({"item": [weighed("climb", 0, 1, repeats=True)]}, "/item/0/repeats"),
        ({"item": [asked("climb", "attachment")]}, "/item/0/type"),
        ({"item": [asked("climb", "choice", answerValueSet="x")]}, "/item/0/answerValueSet"),
        ({"item": [asked("a", "integer", minValue=5, maxValue=1)]}, "/item/0"),
    ],
)
def test_a_fault_is_named_by_its_place(changes, pointer):
    assert pointer in pointers(**changes)


@pytest.mark.parametrize(
    "item",
    [
        asked("runs", "integer"),
        {**RUNS, "enableWhen": [{"question": "climb", "operator": "=", "answerInteger": 1}]},
        weighed("runs", 0, 1) | {"answerOption": [option("0"), option("1")]},
        asked("runs", "text"),
    ],
    ids=["without bounds", "not always asked", "without weights", "words"],
)
def test_what_does_not_count_is_in_no_score(item):
    scoring = {"method": "sum", "items": ["climb", "runs"]}
    assert pointers(item=[weighed("climb", 0, 1), item], scoring=scoring) == ["/scoring"]


def test_some_weights_are_worse_than_none():
    options = [option("0", 1), option("1")]
    assert "/item/0/answerOption" in pointers(item=[weighed("climb") | {"answerOption": options}])


def test_a_condition_looks_up_not_down():
    late = [{"question": "carry", "operator": "=", "answerCoding": {"code": "1"}}]
    items = [weighed("climb", 0, 1, enableWhen=late), weighed("carry", 0, 1)]

    assert "/item/0/enableWhen/0/question" in pointers(item=items)


def test_the_line_is_that_of_the_fault():
    raw = file_of(questionnaire(status="draft", item=[weighed("climb", 0, 1), asked("wing", "attachment")]))
    with pytest.raises(RefusedError) as refused:
        read_questionnaire(raw)

    lines = {fault.pointer: fault.line for fault in refused.value.faults}
    assert lines["/status"] == line_of(raw, '"draft"')
    assert lines["/item/1/type"] == line_of(raw, '"attachment"')


def test_what_is_missing_is_told_where_it_should_stand():
    raw = file_of([1])[:-1] + b"," + file_of(questionnaire(url=None)) + b"]"
    assert faults(raw) == [("", "The file holds one object, a Questionnaire.")]
    assert faults(file_of(questionnaire(importantChange={"value": 2})))[0][0] == "/importantChange/source"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b'{\n "a": 1,\n}', 3),
        (b'{"a": 1,\n\n "a": 2}', 3),
        (b'{"a":\n NaN}', 1),
        (b"\n\n\xff", 3),
        (b"[" * 200 + b"]" * 200, 1),
        (b'{"a": ' + b"9" * 5000 + b"}", 1),
        (b" " * 300_000, 1),
        (b'{"a": 1,\n "\\ud800": 2}', 2),
    ],
    ids=["empty", "comma", "twice", "nan", "bytes", "deep", "long number", "large", "half a character"],
)
def test_what_is_no_json_is_refused_with_its_line(raw, line):
    with pytest.raises(RefusedError) as refused:
        read_questionnaire(raw)

    assert [fault.line for fault in refused.value.faults] == [line]


@pytest.mark.parametrize("text", ["zero \x00 byte", "half \ud800 character"])
def test_text_that_cannot_be_stored_is_refused(text):
    assert pointers(title=text) == ["/title"]


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=8,
)


def faults_or_definition(whole: dict[str, Any]) -> list[Fault] | Definition:
    try:
        return Definition.from_content(read_questionnaire(json.dumps(whole).encode()).content)
    except RefusedError as refused:
        return list(refused.faults)


@given(st.sampled_from(sorted(questionnaire())), PARTS)
def test_nothing_in_a_file_breaks_the_reader(key, part):
    assert faults_or_definition(questionnaire() | {key: part})


@given(st.dictionaries(st.sampled_from(["type", "answerOption", "enableWhen", "linkId", "extension"]), PARTS))
def test_nothing_in_a_question_breaks_the_reader(parts):
    items = [weighed("climb", 0, 1), weighed("carry", 0, 1) | parts]

    assert faults_or_definition(questionnaire(item=items))
