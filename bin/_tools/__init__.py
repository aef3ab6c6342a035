"""The workshop: what bin/demo, bin/test, bin/check and bin/manage are made of. Not part of the service."""
