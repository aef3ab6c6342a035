"""docs/api.md speaks of addresses that are there, and the schema is the one that is written down."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.urls import resolve

DOCS = Path(__file__).parent.parent.parent / "docs"
ADDRESSES = sorted(set(re.findall(r"/(?:api/v1|_allauth)/[^\s\"'?`]+", (DOCS / "api.md").read_text())))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_in_the_docs_is_there(address):
    path = re.sub(r"\$\(uuidgen\)|\.\.\.", str(uuid4()), address)

    assert resolve(path).url_name != "no_such_address"


def test_the_docs_name_addresses():
    assert len(ADDRESSES) > 10


def test_every_operation_is_named_described_and_says_how_it_refuses():
    schema = yaml.safe_load((DOCS / "openapi.yaml").read_text())
    operations = [operation for path in schema["paths"].values() for operation in path.values()]

    assert all(operation["description"] for operation in operations)
    assert all("default" in operation["responses"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations) > 30


def test_the_schema_is_served_to_everybody(client):
    served = client.get("/api/v1/schema/", {"format": "json"}).json()

    assert served["openapi"].startswith("3.1")
    assert served == yaml.safe_load((DOCS / "openapi.yaml").read_text())
