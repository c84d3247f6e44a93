# SPDX-License-Identifier: Apache-2.0
"""kill_resume.py WEIR [--kills N] [--records N] [--seed S] [--guarantee at-least-once|exactly-once]

At least once: orders by region over a seeded generator: run once to its end, and once killed with SIGKILL at random moments and started
again until it gets there. Every final window must be there, and none smaller than the uninterrupted run's; the surplus is printed.

Exactly once: orders and payments in the log, 4 partitions; a stream-stream join, a new key, a windowed aggregate, and the joined rows
themselves. The killed run's outputs must be those of the uninterrupted one: per partition, key, value, timestamp, order. Exit 0 if so.
"""
import argparse
import json
import os
import random
import shutil
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


EXACT = {
    "weir": 1, "name": "Paid orders by region, killed", "application_id": "kill-exact", "guarantee": "exactly-once",
    "settings": {"commit_interval": "10ms", "threads": 2},
    "nodes": [
        {"id": "orders", "type": "source", "topic": "orders", "key": {"format": "string"}, "value": {"format": "json", "schema": "region text, amount bigint"}},
        {"id": "payments", "type": "source", "topic": "payments", "key": {"format": "string"}, "value": {"format": "json", "schema": "paid bigint"}},
        {"id": "paid", "type": "join", "how": "inner", "within": "10s", "grace": "5s", "select": "l.region AS region, l.amount AS amount, r.paid AS paid"},
        {"id": "joined", "type": "sink", "topic": "joined", "value": {"format": "json"}},
        {"id": "sums", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "10s", "grace": "10s"},
         "select": "count(*) AS orders, sum(amount) AS amount, sum(paid) AS paid"},
        {"id": "out", "type": "sink", "topic": "sums-by-region"}],
    "edges": [["orders", "paid:left"], ["payments", "paid:right"], ["paid", "joined"], ["paid", "sums"], ["sums", "out"]]}
PARTITIONS = 4

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


def command(weir, data, *words, text=None):
    return subprocess.run([weir, *words, "--data-dir", data], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=True).stdout


def fill(weir, data, records, rng):
    for topic in ("orders", "payments"):
        command(weir, data, "topic", "create", topic, "--partitions", str(PARTITIONS))
    orders, payments = [], []
    for n in range(records):
        at = 1_700_000_000_000 + n * 3
        key = f"k{rng.randrange(5000)}"
        late = rng.randrange(4000) if rng.random() < 0.1 else 0
        if rng.random() < 0.5:
            orders.append(json.dumps({"key": key, "timestamp": at - late, "value": {"region": f"r{rng.randrange(20)}", "amount": n}}))
        else:
            payments.append(json.dumps({"key": key, "timestamp": at - late, "value": {"paid": n}}))
    for topic, lines in (("orders", orders), ("payments", payments)):
        command(weir, data, "topic", "produce", topic, text="\n".join(lines) + "\n")


def records_of(weir, data, topic):
    """By partition: what a reader of committed records sees, in order."""
    out = {}
    for line in command(weir, data, "topic", "consume", topic, "--from", "earliest", "--to", "latest", "--key-format", "bytes").splitlines():
        record = json.loads(line)
        out.setdefault(record["partition"], []).append((record["key"], json.dumps(record["value"]), record["timestamp"]))
    return out


def exactly_once(weir, rng, kills, records, seed):
    with tempfile.TemporaryDirectory(prefix="weir-kill-") as tmp:
        flow, whole, empty = (os.path.join(tmp, name) for name in ("flow.weir", "whole", "empty"))
        with open(flow, "w", encoding="utf-8") as f:
            json.dump(EXACT, f)
        fill(weir, empty, records, rng)
        shutil.copytree(empty, whole, ignore=shutil.ignore_patterns("weir.sock"))
        begin = time.monotonic()
        finish(weir, flow, whole)
        longest = max(0.2, (time.monotonic() - begin) / 2)
        want = {topic: records_of(weir, whole, topic) for topic in ("joined", "sums-by-region")}
        done = rounds = failed = 0
        while done < kills and rounds < ROUNDS_MOST:
            rounds += 1
            killed = os.path.join(tmp, f"killed-{rounds}")
            shutil.copytree(empty, killed, ignore=shutil.ignore_patterns("weir.sock"))
            inner = 0
            while done < kills and inner < 8:
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
                    inner += 1
            if inner < 2:  # the machine has become faster than it was
                longest = max(0.03, longest * 0.7)
            finish(weir, flow, killed)
            for topic, partitions in want.items():
                have = records_of(weir, killed, topic)
                for partition in sorted(partitions.keys() | have.keys()):
                    a, b = partitions.get(partition, []), have.get(partition, [])
                    if a != b:
                        failed += 1
                        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                        print(f"  round {rounds}, {topic}-{partition}: {len(a)} and {len(b)} records; number {at} is {a[at:at + 1]} and {b[at:at + 1]}")
            shutil.rmtree(killed)
        rows = sum(len(p) for topic in want.values() for p in topic.values())
        print(f"guarantee=exactly-once seed={seed} kills={done} rounds={rounds} records={records} outputs={rows} failed={failed}")
        return 0 if rows > 0 and not failed and done == kills else 1


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("weir")
    ap.add_argument("--kills", type=int, default={"full": 60, "long": 400}.get(os.environ.get("WEIR_TEST_EFFORT", ""), 20))
    ap.add_argument("--records", type=int, default=500_000)
    ap.add_argument("--seed", type=int, default=int(os.environ.get("WEIR_SEED", random.SystemRandom().randrange(1 << 30))))
    ap.add_argument("--guarantee", choices=["at-least-once", "exactly-once"], default="at-least-once")
    a = ap.parse_args()
    weir, rng = os.path.abspath(a.weir), random.Random(a.seed)
    if a.guarantee == "exactly-once":
        return exactly_once(weir, rng, a.kills, min(a.records, 200_000), a.seed)
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
