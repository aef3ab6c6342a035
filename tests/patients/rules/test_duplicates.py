"""When two entries are likely one person."""

from datetime import date

import pytest

from patients.rules.duplicates import Entry, Known, Reason, are_alike, words_of

BORN = date(1988, 4, 2)
PETRA = Entry(1, "Petra Sommer", "petra@example.org", "+4930901820", BORN)
KNOWN = Known.of([PETRA, Entry(2, "Ole Hansen", "ole@example.org", "+4930901821", date(1970, 1, 1))])


def like(**said):
    return [(match.key, match.reasons) for match in KNOWN.like(Entry(0, **{"name": "Somebody Else", **said}))]


@pytest.mark.parametrize(
    "name",
    ["petra sommer", "SOMMER, Petra", "Pétra  Sommer", "Petra-Sommer", "Ｐetra Sommer"],
)
def test_a_name_is_the_same_without_accents_case_and_order(name):
    assert like(name=name) == [(1, (Reason.NAME,))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jürgen Müller", "jurgen muller"),
        ("Søren Łuczak", "Soren Luczak"),
        ("Strauß", "STRAUSS"),
        ("Œuvre", "Oeuvre"),
    ],
)
def test_two_spellings_have_the_same_words(one, other):
    assert words_of(one) == words_of(other)


def test_names_in_other_scripts_are_compared_too():
    assert words_of("Анна Иванова") == words_of("иванова анна")
    assert words_of("Анна Иванова") != words_of("Анна Петрова")


@pytest.mark.parametrize(
    ("said", "reason"),
    [({"email": "PETRA@example.org"}, Reason.EMAIL), ({"phone": "+4930901820"}, Reason.PHONE)],
)
def test_the_same_address_or_phone_is_enough(said, reason):
    assert like(**said) == [(1, (reason,))]


@pytest.mark.parametrize("name", ["Petra Somer", "Petra Maria Sommer", "Petra Summer"])
def test_a_similar_name_needs_the_same_birthday(name):
    assert like(name=name, born=BORN) == [(1, (Reason.BIRTHDAY,))]
    assert like(name=name) == []
    assert like(name=name, born=date(1988, 4, 3)) == []


@pytest.mark.parametrize("name", ["Paul Winter", "Petra", "Sommer", "Ole Hansen Berg"])
def test_the_birthday_alone_is_not_enough(name):
    assert like(name=name, born=BORN) == []


def test_the_one_with_the_most_reasons_comes_first():
    found = like(name="Petra Sommer", email="petra@example.org", phone="+4930901821", born=BORN)
    assert found == [(1, (Reason.EMAIL, Reason.NAME, Reason.BIRTHDAY)), (2, (Reason.PHONE,))]


def test_nothing_said_is_like_nobody():
    known = Known.of([Entry(1, "A", "", "", None)])
    assert known.like(Entry(0, "B", "", "", None)) == []


def test_nobody_is_like_themselves():
    assert KNOWN.like(PETRA) == []


def test_twins_are_two():
    assert not are_alike("Anna Weber", "Lukas Weber")
