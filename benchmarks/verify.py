# SPDX-License-Identifier: Apache-2.0
"""verify.py WEIR DATA W1 [W2 …]: the outputs of benchmarks/w*.weir against what this program computes from the input by itself.

Prints for each workload the number of records, an order-free hash of both sides, and `equal` or `DIFFERENT`. Exit 0 if all are equal.
W2 and W3 are compared by the last row of each key (and window), since with `emit: merged` the number of updates is not fixed.
"""
import hashlib
import json
import subprocess
import sys


def consume(weir, data, topic, *options):
    args = [weir, "topic", "consume", topic, "--from", "earliest", "--data-dir", data, *options]
    with subprocess.Popen(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        for line in process.stdout:
            yield json.loads(line)


def total(rows):
    """An order-free hash: the sum of the rows' hashes; doubles to 12 digits."""
    count = value = 0
    for row in rows:
        text = json.dumps(row, sort_keys=True, default=str)
        value = (value + int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")) % (1 << 64)
        count += 1
    return count, f"{value:016x}"


def near(x):
    return float(f"{x:.10g}")


def last(rows):
    rows = list(rows)
    return [[list(k) if isinstance(k, tuple) else k, v] for k, v in dict(rows).items()]


def w1_want(orders):
    return ([o["key"], o["value"]["order_id"], near(o["value"]["amount"] * o["value"]["qty"])] for o in orders if o["value"]["amount"] > 100)


def w2_want(orders):
    counts = {}
    for o in orders:
        counts[o["key"]] = counts.get(o["key"], 0) + 1
    return [[k, n] for k, n in counts.items()]


def w3_want(orders):
    sums = {}
    for o in orders:
        v = o["value"]
        key = (v["region"], o["timestamp"] // 300_000 * 300_000)
        n, s = sums.get(key, (0, 0.0))
        sums[key] = (n + 1, s + v["amount"] * v["qty"])
    return [[list(k), [n, f"{s:.6g}"]] for k, (n, s) in sums.items()]


def w4_want(orders, customers):
    names = {c["key"]: c["value"] for c in customers}
    for o in orders:
        c = names.get(o["key"])
        if c is not None:
            yield [o["value"]["order_id"], c["name"], c["tier"], near(o["value"]["amount"] * o["value"]["qty"])]


def w5_want(orders, payments):
    by_id = {o["value"]["order_id"]: o for o in orders}
    for p in payments:
        o = by_id.get(p["value"]["order_id"])
        if o is not None and abs(o["timestamp"] - p["timestamp"]) <= 600_000:
            yield [o["value"]["order_id"], o["value"]["customer"], near(o["value"]["amount"] * o["value"]["qty"]), p["value"]["payment_id"], p["value"]["method"], near(p["value"]["amount"])]


def main():
    weir, data, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
    failed = 0
    for w in wanted:
        orders = consume(weir, data, "bench-orders")
        if w == "W1":
            want = total(w1_want(orders))
            have = total([r["key"], r["value"]["order_id"], near(r["value"]["total"])] for r in consume(weir, data, "bench-w1-out"))
        elif w == "W2":
            want = total(w2_want(orders))
            have = total(last((r["key"], r["value"]) for r in consume(weir, data, "bench-w2-out", "--value-format", "int64")))
        elif w == "W3":
            want = total(w3_want(orders))
            rows = consume(weir, data, "bench-w3-out", "--windowed", "5m")
            have = total(last(((r["key"]["key"], r["key"]["start"]), [r["value"]["orders"], f"{r['value']['revenue']:.6g}"]) for r in rows))
        elif w == "W5":
            want = total(w5_want(consume(weir, data, "bench-orders-by-id"), consume(weir, data, "bench-payments")))
            rows = (r["value"] for r in consume(weir, data, "bench-w5-out"))
            have = total([v["order_id"], v["customer"], near(v["amount"]), v["payment_id"], v["method"], near(v["paid"])] for v in rows)
        else:
            want = total(w4_want(orders, consume(weir, data, "bench-customers")))
            have = total([r["value"]["order_id"], r["value"]["name"], r["value"]["tier"], near(r["value"]["total"])] for r in consume(weir, data, "bench-w4-out"))
        failed += want != have
        print(f"{w}: computed {want[0]:,} {want[1]}  weir {have[0]:,} {have[1]}  {'equal' if want == have else 'DIFFERENT'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
