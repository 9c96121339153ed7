"""schemathesis: requests made from `/openapi.json`, right ones and wrong ones, and answers held against it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .server import Server

EXAMPLES = 50
SECONDS = 75
# The checks are those that there are but for:
# - positive_data_acceptance: values name people and organizations of the collection, which no schema lists, so that most
#   made-up ones are rightly refused;
# - missing_required_header, ignored_auth, use_after_free, ensure_resource_availability, object_level_authorization: there
#   are no headers to require, no tokens in public, and nothing to make or delete.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
]
# The stateful phase has nothing to do where no answer leads to the next request.
PHASES = "examples,coverage,fuzzing"


def run(program, checks):
    command = [Path(sys.executable).with_name("st"), "run", "--phases", PHASES, "--checks", ",".join(CHECKS)]
    command += [
        "--max-examples",
        str(EXAMPLES),
        "--seed",
        "1",
        "--workers",
        "2",
        "--continue-on-failure",
        "--warnings",
        "off",
    ]
    with tempfile.TemporaryDirectory() as folder, Server(program, checks, "data", "--log", "off") as server:
        # What it has seen is kept in the folder where it runs.
        environment = {**os.environ, "NO_COLOR": "1"}
        command += [f"{server.address}/openapi.json"]
        found = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS * 4
        )
        checks.that(found.returncode == 0, f"schemathesis: {found.stdout[-6000:]}{found.stderr[-1000:]}")
        print("\n".join(found.stdout.splitlines()[-20:]))
        checks.that(server.ask("/health").json["status"] == "ok", "the server is not well afterwards")
