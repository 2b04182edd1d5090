"""Whatever the schemas and rules allow renders and validates: a refusal by Helm or Kubernetes would be ours to see."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from tests.helms import started
from tests.property.descriptors import Repository, sound_repositories

from helmwright import pipeline, resources
from helmwright.findings import failed
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.yamlio.writer import emit

VALIDATOR = EmbeddedValidator((resources.schemas() / "crds",))


# Without shrinking, which would render for minutes; the example that fails is printed whole.
@settings(
    max_examples=settings().max_examples // 3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(repository=sound_repositories())
def test_what_is_allowed_renders_and_validates(repository: Repository) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, data in repository.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(emit(data), encoding="utf-8")
        linted = pipeline.lint(root)
        assert not failed(linted.findings), linted.findings
        planned = pipeline.generate(root, pipeline.Tools(started(), None, jobs=1))
        assert pipeline.validate(planned, VALIDATOR) == linted.findings
