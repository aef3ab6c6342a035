"""Reading, keeping and showing phone numbers."""

import pytest
from django.core.exceptions import ValidationError

from common.phones import read_phone, region_of, show_phone


@pytest.mark.parametrize(
    ("text", "region", "kept"),
    [
        ("030 901820", "DE", "+4930901820"),
        ("(030) 90 18 20", "DE", "+4930901820"),
        ("0049 30 901820", "DE", "+4930901820"),
        ("+44 20 7946 0018", "DE", "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("030 901820 ext. 12", "DE", "+4930901820;ext=12"),
        ("+4930901820;ext=12", None, "+4930901820;ext=12"),
        ("  ", "DE", ""),
    ],
)
def test_however_it_is_typed_it_is_kept_in_one_form(text, region, kept):
    assert read_phone(text, region) == kept


@pytest.mark.parametrize("text", ["1", "abc", "0170 1", "030 901820 / 0170 2233445", "+49", "\x00"])
def test_what_is_no_number_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="Write it like 030 123456"):
        read_phone(text, "DE")


def test_without_a_country_a_number_needs_its_code():
    with pytest.raises(ValidationError, match="with its country code"):
        read_phone("030 901820", None)


@pytest.mark.parametrize(
    ("kept", "region", "shown"),
    [
        ("+4930901820", "DE", "030 901820"),
        ("+4930901820", "GB", "+49 30 901820"),
        ("+4930901820", None, "+49 30 901820"),
        ("+4930901820;ext=12", "DE", "030 901820 ext. 12"),
        ("ask her sister", "DE", "ask her sister"),
        ("", "DE", ""),
    ],
)
def test_it_is_shown_as_the_country_writes_it(kept, region, shown):
    assert show_phone(kept, region) == shown


@pytest.mark.parametrize(
    ("kept", "region"),
    [("+4930901820", "DE"), ("+442079460018", "DE"), ("+4930901820;ext=12", "DE"), ("+12125550100", "GB")],
)
def test_what_is_shown_can_be_sent_back(kept, region):
    assert read_phone(show_phone(kept, region), region) == kept


@pytest.mark.parametrize(
    ("zone", "region"),
    [("Europe/Berlin", "DE"), ("Europe/Oslo", "NO"), ("America/New_York", "US"), ("UTC", None)],
)
def test_a_time_zone_lies_in_a_country(zone, region):
    assert region_of(zone) == region
