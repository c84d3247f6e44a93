# SPDX-License-Identifier: Apache-2.0
"""w3_replay.py WEIR [ORDERS]: a replay gives what the live run gave (benchmarks/w3.weir: five-minute windows by another key).

Orders come into four partitions while the job runs, some 30 s late; then the job is replayed from the start with 1, 2, 3 and 4 threads. Each replay
must drop no record and have the same final windows as the live job, and those must be the ones that Python counts by itself. A sum of doubles hangs in its
last digits on the order in which a live job got them; nine digits must agree, and the counts exactly.
ORDERS: 100,000, or 2,000,000 where WEIR_TEST_EFFORT is full or long.
"""
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = os.path.join(HERE, "..", "..", "benchmarks")
FLOW = os.path.join(BENCHMARKS, "w3.weir")
APP = "bench-w3"
PATIENCE = 900  # seconds
STEP = 100_000


class Folder:
    def __init__(self, weir, data):
        self.weir, self.data = weir, data

    def run(self, *arguments, status=(0,)):
        done = subprocess.run([self.weir, *arguments, "--data-dir", self.data], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=PATIENCE, check=False)
        if done.returncode not in status:
            sys.exit(f"weir {' '.join(arguments)} ends with {done.returncode}: {done.stdout[-2000:]} {done.stderr[-2000:]}")
        return done.stdout

    def job(self, app):
        return json.loads(self.run("status", app, "--json"))

    def dropped(self, app):
        """Of all nodes, for whatever reason."""
        return sum(count for node in self.job(app)["nodes"] for count in dict(node.get("dropped", {})).values())

    def until_idle(self, app, records):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            job = self.job(app)
            if all(p["lag"] == 0 for p in job["partitions"]) and sum(p["position"] for p in job["partitions"] if p["topic"] == "bench-orders") == records:
                return
            time.sleep(0.1)
        sys.exit(f"{app} does not come to its end")


def same(example):
    """Whether a window that `diff` names differs in the last digits of its sum alone."""
    live, replay = (json.loads(example[side] or "{}") for side in ("live", "replay"))
    return live and replay and live["orders"] == replay["orders"] and math.isclose(live["revenue"], replay["revenue"], rel_tol=1e-9)


def main():
    weir = os.path.abspath(sys.argv[1])
    full = os.environ.get("WEIR_TEST_EFFORT") in ("full", "long")
    orders = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000_000 if full else 100_000
    root = tempfile.mkdtemp(prefix="weir-w3-")
    folder = Folder(weir, os.path.join(root, "data"))
    try:
        with open(os.path.join(BENCHMARKS, "fill.weir"), encoding="utf-8") as file:
            fill = json.load(file)
        path = os.path.join(root, "fill.weir")
        folder.run("topic", "create", "bench-orders", "--partitions", "4")
        folder.run("run", FLOW, "--detach")
        # Five milliseconds apart: a step is shorter than the grace. A live job takes what has arrived, however late the other partitions are.
        for count in range(min(STEP, orders), orders + 1, STEP):
            nodes = [{**node, "count": count} for node in fill["nodes"] if node["id"] == "orders"]
            with open(path, "w", encoding="utf-8") as file:
                json.dump({**fill, "nodes": nodes, "edges": []}, file)
            folder.run("run", path, "--to", "latest")
            folder.until_idle(APP, count)
        failed = 0
        dropped = folder.dropped(APP)
        print(f"live: {orders} orders, {dropped} dropped")
        failed += dropped != 0
        for threads in (1, 2, 3, 4):
            begin = time.monotonic()
            folder.run("replay", FLOW, "--set", f"threads={threads}")
            took = time.monotonic() - begin
            compared = json.loads(folder.run("replay", "diff", APP, "--json", "--examples", "100000", status=(0, 5)))["topics"][0]
            dropped = folder.dropped(f"{APP}.replay-1")
            others = [example for example in compared["examples"] if not same(example)]
            windows = compared["equal"] + compared["different"]
            alike = windows > 0 and not others and compared["onlyLive"] + compared["onlyReplay"] == 0
            failed += dropped != 0 or not alike
            print(f"replay, {threads} threads: {took:.1f} s, {dropped} dropped, {windows} windows {'equal' if alike else 'and OTHERS: ' + json.dumps(others)}, {compared['equal']} of them to the last digit")
            folder.run("replay", "drop", APP)
        failed += subprocess.run([sys.executable, os.path.join(BENCHMARKS, "verify.py"), weir, folder.data, "W3"], check=False).returncode != 0
        folder.run("stop", APP)
        print(f"w3_replay: cases=6 failed={failed}")
        return 1 if failed else 0
    finally:
        subprocess.run([weir, "stop", APP, "--data-dir", folder.data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
