"""`python tools/sbom.py DIST OUTPUT`: what the wheel in DIST installs with it, as a CycloneDX document.

The wheel is installed alone in an empty environment, with the versions of constraints.txt, and described from there.
The document says nothing of when and where it was made: the same wheel and packages give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def main(dist: Path, output: Path) -> int:
    """Writes the document; raises CalledProcessError when a step fails, ValueError for a document that is not valid."""
    (wheel,) = dist.resolve().glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        _run(sys.executable, "-m", "venv", "--without-pip", str(environment))
        pip = (sys.executable, "-m", "pip", "-q", "--python", str(environment), "install")
        _run(*pip, "-c", str(ROOT / "constraints.txt"), str(wheel))
        found = Path(folder) / "found.json"
        options = (
            "--pyproject",
            str(ROOT / "pyproject.toml"),
            "--output-reproducible",
            "--of",
            "JSON",
            "--sv",
            "1.6",
        )
        python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        _run("cyclonedx-py", "environment", *options, "-o", str(found), str(python))
        document = about(json.loads(found.read_bytes()), wheel.name, wheel.read_bytes())
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    _validate(text)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
    print(f"{output}: {len(document['components'])} packages")
    return 0


def about(document: dict[str, Any], wheel: str, content: bytes) -> dict[str, Any]:
    """The document with the wheel's version and digest, which pyproject.toml does not have."""
    name, version, *_ = wheel.split("-")
    own = {
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
    }
    metadata = document["metadata"]
    return {**document, "metadata": {**metadata, "component": {**metadata["component"], **own}}}


def _validate(text: str) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(error)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
