"""A server under test: started, asked, and told to stop; and what its checks found."""

import http.client
import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

STARTED = re.compile(r"serving http://(?:127\.0\.0\.1|0\.0\.0\.0):(\d+)/")
# A debug build on a machine with other work reads a collection of thousands for some time.
PATIENCE = 120
# Many systems give a process a thousand open files, and more to one that asks. The checks need more, and so does the server,
# which is started with few.
FEW = 256
_, MOST = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (MOST, MOST))
# By when a server that was told to stop must have ended.
END = 10


class Checks:
    """Counts what was checked, and keeps what does not hold, so that one run tells all of it."""

    def __init__(self):
        self.made = 0
        self.faults = []

    def that(self, holds, fault):
        self.made += 1
        if not holds:
            self.faults.append(fault)
            print(f"  not so: {fault}", flush=True)
        return bool(holds)

    @contextmanager
    def about(self, name):
        """What goes wrong on the way is a fault like others."""
        try:
            yield
        except Exception as error:  # noqa: BLE001
            self.that(False, f"{name}: {type(error).__name__}: {str(error)[:300]}")

    def told(self):
        print(f"{self.made} checked, {len(self.faults)} not so")
        return bool(self.faults) or not self.made


class Answer:
    def __init__(self, response, most=None):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read(most)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def media_type(self):
        return (self.headers.get("content-type") or "").split(";")[0].strip()

    def __str__(self):
        return f"{self.status} {self.headers.get('content-type')} {self.text[:150]!r}"


class Server:
    """`vitagraph serve`, until the block ends; then it must end with exit code 0 in time."""

    def __init__(self, program, checks, data="data", *arguments, bind="127.0.0.1", audience="public"):
        self.checks = checks
        self.log = []
        self.port = None
        command = [program, "serve", "--data", str(data), "--bind", f"{bind}:0", "--audience", audience, *arguments]
        environment = {name: value for name, value in os.environ.items() if name != "VITAGRAPH_TOKEN"}
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=environment,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, MOST)),
        )
        self.started = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line)
            if found := STARTED.search(line):
                self.port = int(found[1])
                self.started.set()
        self.started.set()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self.started.wait(PATIENCE)
        if self.port is None:
            self.process.kill()
            raise RuntimeError(f"the server did not start: {''.join(self.log[-20:])}")
        return self

    def __exit__(self, *_):
        if self.process.poll() is not None:
            self.checks.that(
                False, f"the server ended by itself, with {self.process.returncode}: {''.join(self.log[-10:])}"
            )
            return
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(END)
            self.checks.that(code == 0, f"the server ended with {code}: {''.join(self.log[-10:])}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.checks.that(False, f"the server had not ended {time.monotonic() - start:.0f} s after SIGTERM")

    def ask(self, path, method="GET", body=None, headers=None, timeout=60, most=None):
        """The answer on a connection of its own, or so many bytes of it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers={"User-Agent": "vitagraph-e2e", **(headers or {})})
            return Answer(connection.getresponse(), most)
        finally:
            connection.close()

    def query(self, text, accept="application/sparql-results+json", timeout=60):
        """The answer to a query, posted as it is."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.ask("/sparql", "POST", text.encode(), headers, timeout)

    def memory(self):
        """The megabytes that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024


@contextmanager
def collection(base="https://e2e.example/", **files):
    """A collection for a while: a file's name with `__` for `/` and `_dot_` for `.`, and what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "people").mkdir()
        (folder / "vitagraph.toml").write_text(f'base = "{base}"\nlanguages = ["en"]\n', encoding="utf-8")
        for name, content in files.items():
            write(folder / name.replace("__", "/").replace("_dot_", "."), content)
        yield folder


def write(path, content):
    """Texts as they are, anything else as JSON, which YAML reads too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def until(holds, seconds, pause=0.05):
    """Whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(pause)
    return bool(holds())
