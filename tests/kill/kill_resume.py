# SPDX-License-Identifier: Apache-2.0
"""kill_resume.py WEIR [--kills N] [--records N] [--seed S]

Orders by region over a seeded generator: run once to its end, and once killed with SIGKILL at random moments and started again until it gets
there. At least once: every final window must be there, and none smaller than the uninterrupted run's; the surplus is printed. Exit 0 if so.
"""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

TOPOLOGY = {
    "weir": 1, "name": "Orders by region, killed", "application_id": "kill-orders", "guarantee": "at-least-once",
    "nodes": [
        {"id": "orders", "type": "generator", "schema": "orders", "rate": 0, "keys": 2000, "skew": 0.9, "late_share": 0.01, "late_by": "20s", "seed": 7},
        {"id": "big", "type": "filter", "where": "amount * qty > 100"},
        {"id": "revenue", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "1m", "grace": "24h"},
         "select": "count(*) AS orders, sum(qty) AS units"},
        {"id": "out", "type": "sink", "topic": "revenue-by-region"}],
    "edges": [["orders", "big"], ["big", "revenue"], ["revenue", "out"]]}


ROUNDS_MOST = 100


def start(weir, flow, data):
    return subprocess.Popen([weir, "run", flow, "--to", "latest", "--data-dir", data], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, encoding="utf-8")


def finish(weir, flow, data):
    process = start(weir, flow, data)
    _, err = process.communicate(timeout=600)
    if process.returncode != 0:
        sys.exit(f"weir run ended with {process.returncode}: {err[-2000:]}")


def windows(weir, data):
    """The last row of each (key, window) of the sink's topic."""
    out = subprocess.run([weir, "topic", "consume", "revenue-by-region", "--from", "earliest", "--to", "latest", "--key-format", "bytes", "--data-dir", data],
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    last = {}
    for line in out.splitlines():
        record = json.loads(line)
        last[record["key"]] = record["value"]
    return last


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("weir")
    ap.add_argument("--kills", type=int, default={"full": 60, "long": 400}.get(os.environ.get("WEIR_TEST_EFFORT", ""), 20))
    ap.add_argument("--records", type=int, default=500_000)
    ap.add_argument("--seed", type=int, default=int(os.environ.get("WEIR_SEED", random.SystemRandom().randrange(1 << 30))))
    a = ap.parse_args()
    weir, rng = os.path.abspath(a.weir), random.Random(a.seed)
    TOPOLOGY["nodes"][0]["count"] = a.records
    with tempfile.TemporaryDirectory(prefix="weir-kill-") as tmp:
        flow = os.path.join(tmp, "flow.weir")
        with open(flow, "w", encoding="utf-8") as f:
            json.dump(TOPOLOGY, f)
        whole = os.path.join(tmp, "whole")
        begin = time.monotonic()
        finish(weir, flow, whole)
        longest = max(0.2, (time.monotonic() - begin) / a.kills * 4)
        want = windows(weir, whole)
        done = rounds = missing = smaller = surplus = 0
        # A run that gets to its end before it was killed often enough is compared, and another begun with shorter lives.
        while done < a.kills and rounds < ROUNDS_MOST:
            rounds += 1
            killed = os.path.join(tmp, f"killed-{rounds}")
            while done < a.kills:
                process = start(weir, flow, killed)
                try:
                    process.wait(timeout=rng.uniform(0.02, longest))
                    process.stderr.close()
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    process.stderr.close()
                    done += 1
            longest = max(0.05, longest / 2)
            finish(weir, flow, killed)
            have = windows(weir, killed)
            for key, row in want.items():
                if key not in have:
                    missing += 1
                elif have[key]["orders"] < row["orders"] or have[key]["units"] < row["units"]:
                    smaller += 1
                else:
                    surplus += have[key]["orders"] - row["orders"]
                    continue
                print(f"  round {rounds}, {key}: whole {row}, killed {have.get(key)}")
    failed = missing + smaller
    print(f"seed={a.seed} kills={done} rounds={rounds} records={a.records} windows={len(want)} missing={missing} smaller={smaller} surplus_orders={surplus} failed={failed}")
    return 0 if want and not failed and done == a.kills else 1


if __name__ == "__main__":
    sys.exit(main())
