#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cold start: from fork to the first output record that a reader of the log can see, on a topic that holds one order.

    cold_start.py WEIR [RUNS]

W1 and W2 in a new folder, and W2 once its four stores exist. Prints each case's median and range in milliseconds beside the
target of performance.md. The first output is seen in the file of the sink's partition: a batch has been written there.
"""
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ORDER = '{"key":"c-%d","value":{"order_id":1,"customer":"c-%d","region":"eu","amount":222.22,"qty":2,"currency":"EUR","channel":"web","ts":1700000000000},"timestamp":1700000000000}\n'


def produce(weir, folder, orders):
    subprocess.run([weir, "topic", "create", "bench-orders", "--partitions", "4", "--data-dir", folder], check=False, capture_output=True)
    text = "".join(ORDER % (n, n) for n in range(orders))
    subprocess.run([weir, "topic", "produce", "bench-orders", "--data-dir", folder], input=text, text=True, check=True, capture_output=True)


def written(folder, topic):
    """Bytes in the sink's partitions."""
    total = 0
    for partition in range(4):
        try:
            with os.scandir(f"{folder}/topics/{topic}-{partition}") as files:
                total += sum(file.stat().st_size for file in files if file.name.endswith(".log"))
        except FileNotFoundError:
            pass
    return total


def first_output(weir, folder, workload):
    topic = f"bench-{workload}-out"
    before = written(folder, topic)
    begin = time.perf_counter()
    job = subprocess.Popen([weir, "run", str(HERE / f"{workload}.weir"), "--data-dir", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while written(folder, topic) == before:
        if time.perf_counter() - begin > 10:
            job.kill()
            sys.exit(f"{workload}: no output within 10 s")
        time.sleep(0.0002)
    elapsed = time.perf_counter() - begin
    job.send_signal(signal.SIGINT)
    job.wait()
    return elapsed * 1000


def measure(weir, workload, runs, stores):
    times = []
    for _ in range(runs):
        folder = tempfile.mkdtemp(prefix="weir-cold-")
        try:
            produce(weir, folder, 1)
            if stores:
                produce(weir, folder, 1000)
                subprocess.run([weir, "run", str(HERE / f"{workload}.weir"), "--to", "latest", "--data-dir", folder], check=True, capture_output=True)
                produce(weir, folder, 1)
            times.append(first_output(weir, folder, workload))
        finally:
            shutil.rmtree(folder)
    return times


def main():
    weir = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    for name, workload, stores, target in (("W1, new folder", "w1", False, 20), ("W2, new folder", "w2", False, 20), ("W2, four stores", "w2", True, 60)):
        times = measure(weir, workload, runs, stores)
        print(f"{name}: median {statistics.median(times):.1f} ms, {min(times):.1f} to {max(times):.1f} (target {target})")


main()
