"""Static files under names that carry their content's hash, compressed, for browsers to keep forever."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

_PATTERN, _IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also inside the portal's ES modules: an import names the hashed file, so a release loads as a whole.

    Only there: libraries carry modules that import files they do not ship.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns: ClassVar = ("portal/*.js", _IMPORTS)
