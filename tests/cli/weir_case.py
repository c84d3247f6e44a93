# SPDX-License-Identifier: Apache-2.0
"""WeirCase: a test that runs the `weir` binary (named by the environment variable WEIR) in a folder of its own."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

WEIR = os.path.abspath(os.environ.get("WEIR", "weir"))
PATIENCE = 60  # seconds; only a hang takes as long

ORDERS = {"id": "orders", "type": "source", "topic": "orders", "key": {"format": "string"},
          "value": {"format": "json", "schema": "region text, amount double precision, qty bigint"}}
BIG = {"id": "big", "type": "filter", "where": "amount > 100"}
OUT = {"id": "out", "type": "sink", "topic": "big-orders", "value": {"format": "json"}}


class WeirCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="weir-cli-")
        self.data = os.path.join(self.root, "data")
        self.running = []

    def tearDown(self):
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.communicate()
        for process in self.left_behind():
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)

    def left_behind(self):
        """Processes that run in the background on this case's folder: what --detach started, and a replay beside it."""
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    words = file.read().split(b"\0")
            except OSError:
                continue
            if b"serve" in words and self.data.encode() in words:
                yield int(pid)

    def weir(self, *arguments, status=0, text=None, **options):
        """Runs a command to its end; its (standard output, standard error)."""
        done = subprocess.run([WEIR, *arguments], input=text if text is not None else "", stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                              cwd=self.root, timeout=PATIENCE, check=False, **options)
        if status is not None:
            self.assertEqual(done.returncode, status, f"weir {' '.join(arguments)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout, done.stderr

    def on_data(self, *arguments, **options):
        return self.weir(*arguments, "--data-dir", self.data, **options)

    def spawn(self, *arguments, **options):
        """Starts a command on the data folder and leaves it running."""
        process = subprocess.Popen([WEIR, *arguments, "--data-dir", self.data], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   encoding="utf-8", cwd=self.root, **options)
        self.running.append(process)
        return process

    def end(self, process, how=signal.SIGINT):
        """Sends a signal; (exit status, standard output, standard error)."""
        process.send_signal(how)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out, err

    def until(self, condition, what):
        """The condition's first true value."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.02)
        self.fail(f"waited in vain for {what}")

    def file(self, name, content):
        path = os.path.join(self.root, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def topology(self, nodes=None, edges=None, name="flow.weir", **members):
        nodes = [ORDERS, BIG, OUT] if nodes is None else nodes
        edges = [[a["id"], b["id"]] for a, b in zip(nodes, nodes[1:])] if edges is None else edges
        return self.file(name, {"weir": 1, "application_id": "app", "nodes": nodes, "edges": edges, **members})

    def produce(self, topic, records, **options):
        return self.on_data("topic", "produce", topic, text="".join(json.dumps(r) + "\n" for r in records), **options)

    def consume(self, topic, *arguments):
        out, _ = self.on_data("topic", "consume", topic, *arguments)
        return [json.loads(line) for line in out.splitlines()]

    def job(self, app="app"):
        """What `weir status --json` says of a job, or None."""
        out, _ = self.on_data("status", app, "--json", status=None)
        return json.loads(out) if out else None

    def until_idle(self, records, app="app"):
        """Until the job has processed so many source records and has no lag."""
        def idle():
            job = self.job(app)
            return job if job and job["processed"] >= records and all(p["lag"] == 0 for p in job["partitions"]) else None
        return self.until(idle, f"{app} to process {records} records")

    def one_sentence(self, err, *words):
        """Standard error is one line that has all the words."""
        lines = err.strip().splitlines()
        self.assertEqual(len(lines), 1, err)
        for word in words:
            self.assertIn(word, lines[0])
