# SPDX-License-Identifier: Apache-2.0
"""restart.py WEIR DATA [MIB]: how soon a job with a large store is ready again, and how fast a store is restored.

Fills DATA (a folder that is not there yet) with a store of MIB MiB (1024) of rows of 1 KiB, counted by key in RocksDB. Then, five times: kill -9 while records come in, start
again, until the job runs. Then the stores are removed, and come back from their changelogs. At last, while records come in steadily, a checkpoint is made (the longest pause
between two results beside it), and the job goes back to it.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import threading
import time

ROW = 1000
KILLS = 5
FLOW = {"weir": 1, "name": "A large store", "application_id": "large", "nodes": [
    {"id": "in", "type": "source", "topic": "in", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "payload text"}},
    {"id": "last", "type": "aggregate", "select": "max(payload) AS payload, count(*) AS n"},
    {"id": "short", "type": "map-values", "select": "n"},
    {"id": "out", "type": "sink", "topic": "out", "partitions": 4}], "edges": [["in", "last"], ["last", "short"], ["short", "out"]]}


def size_of(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


class Large:
    def __init__(self, weir, data, rows):
        self.weir, self.data, self.rows = weir, data, rows
        self.flow = data + ".weir"

    def run(self, *arguments, **options):
        return subprocess.run([self.weir, *arguments, "--data-dir", self.data], check=True, stdout=subprocess.PIPE, **options).stdout

    def produce(self, keys):
        """Starts a program that writes a row of each key."""
        process = subprocess.Popen([self.weir, "topic", "produce", "in", "--data-dir", self.data], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            for key in keys:
                process.stdin.write(b'{"key":"customer-%08d","value":{"payload":"%08d%s"}}\n' % (key, key, base64.b64encode(os.urandom(ROW * 3 // 4))))  # nothing to compress
            process.stdin.close()
        except BrokenPipeError:  # the process that owned the folder was killed
            pass
        return process

    def state(self):
        done = subprocess.run([self.weir, "status", "large", "--json", "--data-dir", self.data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return json.loads(done.stdout)["state"] if done.stdout.strip() else None

    def start(self):
        """The job, and the seconds until it runs."""
        begin = time.monotonic()
        process = subprocess.Popen([self.weir, "run", self.flow, "--data-dir", self.data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self.state() != "running":
            if process.poll() is not None:
                sys.exit("weir run ended")
            time.sleep(0.005)
        return process, time.monotonic() - begin


class Results:
    """When the results came, as a program that follows the sink sees them."""

    def __init__(self, large):
        self.times = []
        self.process = subprocess.Popen([large.weir, "topic", "consume", "out", "--follow", "--from", "latest", "--data-dir", large.data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while os.read(self.process.stdout.fileno(), 1 << 20):
            self.times.append(time.monotonic())

    def longest_pause(self, begin, end):
        times = [t for t in self.times if begin <= t <= end]
        return max(b - a for a, b in zip(times, times[1:]))


def steady(large, seconds):
    """5,000 rows a second, of keys that are there."""
    def keys():
        begin = time.monotonic()
        n = 0
        while time.monotonic() - begin < seconds:
            yield n * 7919 % large.rows
            n += 1
            if n % 50 == 0:
                time.sleep(max(0.0, begin + n / 5000 - time.monotonic()))
    return threading.Thread(target=lambda: large.produce(keys()).wait())


def checkpoint(large):
    job, _ = large.start()
    results = Results(large)
    producer = steady(large, 24)
    producer.start()
    time.sleep(12)
    undisturbed = results.longest_pause(time.monotonic() - 4, time.monotonic())
    pauses = []
    for name in ("first", "second", "third"):
        begin = time.monotonic()
        large.run("checkpoint", "create", large.flow, name)
        took = time.monotonic() - begin
        time.sleep(1)
        pauses.append((took, results.longest_pause(begin - 0.5, begin + took + 0.5)))
    print(f"without a checkpoint: longest pause between results {undisturbed:.3f} s")
    for took, pause in pauses:
        print(f"checkpoint made in {took:.2f} s, longest pause between results {pause:.3f} s")
    producer.join()
    results.process.terminate()
    job.terminate()
    job.wait()
    begin = time.monotonic()
    process = subprocess.Popen([large.weir, "run", large.flow, "--checkpoint", "second", "--data-dir", large.data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while large.state() != "running" and process.poll() is None:
        time.sleep(0.01)
    print(f"back at a checkpoint after {time.monotonic() - begin:.2f} s")
    process.terminate()
    process.wait()


def main():
    weir, data = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    rows = (int(sys.argv[3]) if len(sys.argv) > 3 else 1024) * (1 << 20) // ROW
    large = Large(weir, data, rows)
    with open(large.flow, "w", encoding="utf-8") as file:
        json.dump(FLOW, file)
    large.run("topic", "create", "in", "--partitions", "4", "--durability", "buffered")
    large.produce(range(rows)).wait()
    begin = time.monotonic()
    large.run("run", large.flow, "--to", "latest", stderr=subprocess.DEVNULL)
    state = os.path.join(data, "state")
    print(f"{rows} rows, {size_of(state) / 2**20:.0f} MiB in the stores, counted in {time.monotonic() - begin:.1f} s")
    took = []
    for kill in range(KILLS):
        job, seconds = large.start()
        if kill > 0:
            took.append(seconds)
        producer = large.produce(range(kill * 50_000, kill * 50_000 + 100_000))
        job.kill()
        job.wait()
        producer.wait()
    job, seconds = large.start()
    took.append(seconds)
    print("ready after kill -9: " + ", ".join(f"{s:.2f}" for s in took) + " s")
    job.terminate()
    job.wait()
    shutil.rmtree(state)
    job, seconds = large.start()
    print(f"restored in {seconds:.1f} s: {rows / seconds:.0f} records/s, {rows * ROW / seconds / 1e6:.0f} MB/s")
    job.terminate()
    job.wait()
    checkpoint(large)


if __name__ == "__main__":
    main()
