# SPDX-License-Identifier: Apache-2.0
"""Kafka's own reader (kafka.tools.DumpLogSegments) on segments that the engine wrote: every batch is valid and holds what was
appended, every index entry points where it says."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

WEIR, SEGMENTS, JARS = (os.path.abspath(os.environ[name]) for name in ("WEIR", "SEGMENTS", "JARS"))
HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77


def skip(reason):
    print(f"SKIPPED: {reason}; Kafka's own reader did NOT check our segments", flush=True)
    sys.exit(SKIPPED)


def fetch_jars():
    """The jars of pom.xml in JARS, from Maven's local repository or the net."""
    if not shutil.which("java"):
        skip("there is no java")
    if os.path.exists(os.path.join(JARS, ".complete")):
        return
    if not shutil.which("mvn"):
        skip("there is no mvn to fetch Kafka's jars")
    fetch = ["mvn", "-q", "-B", "-f", os.path.join(HERE, "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={JARS}", "-DincludeScope=runtime"]
    for command in ([*fetch, "-o"], fetch):
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0:
            with open(os.path.join(JARS, ".complete"), "w", encoding="utf-8"):
                return
    skip("Maven could not fetch Kafka's jars")


def dump(files, *options):
    """What DumpLogSegments prints of these files."""
    done = subprocess.run(["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", JARS + "/*", "kafka.tools.DumpLogSegments", *options, "--files", ",".join(files)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise AssertionError(f"DumpLogSegments ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return done.stdout


def fields(line, *names):
    """The values of `name: value` pairs in a line, as text; None where the name is absent."""
    return tuple(found.group(1) if (found := re.search(rf"(?:^|\s){name}: (\S*)", line)) else None for name in names)


def batches(text):
    """The dump of .log files as [{batch fields…, "records": […]}]."""
    out = []
    for line in text.splitlines():
        if line.startswith("baseOffset: "):
            names = ("baseOffset", "lastOffset", "count", "baseSequence", "producerId", "producerEpoch", "partitionLeaderEpoch", "isTransactional", "isControl",
                     "compresscodec", "isvalid", "magic", "deleteHorizonMs")
            out.append(dict(zip(names, fields(line, *names)), records=[]))
        elif line.startswith("| offset: "):
            offset, timestamp, key_size, value_size, marker = fields(line, "offset", "CreateTime", "keySize", "valueSize", "endTxnMarker")
            record = {"offset": int(offset), "timestamp": int(timestamp), "marker": marker}
            if marker is None:
                headers = re.search(r" headerKeys: \[([^\]]*)\]", line)
                record["headers"] = headers.group(1).split(",") if headers and headers.group(1) else []
                tail = re.search(r"(?: key: (?P<key>.*?))?(?: payload: (?P<value>.*))?$", line[line.index("headerKeys"):])
                record["key"] = None if int(key_size) < 0 else tail.group("key") or ""
                record["value"] = None if int(value_size) < 0 else tail.group("value") or ""
            out[-1]["records"].append(record)
    return out


def partition_files(folder, extension):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(extension))


class KafkaReads(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="weir-kafka-reader-")
        printed = subprocess.run([SEGMENTS, cls.root], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
        cls.expected = {}
        for line in printed.splitlines():
            batch = json.loads(line)
            cls.expected.setdefault(batch["partition"], []).append(batch)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root, ignore_errors=True)

    def check_batches(self, found, expected):
        self.assertEqual([(b["baseOffset"], b["lastOffset"]) for b in found], [(str(b["baseOffset"]), str(b["lastOffset"])) for b in expected])
        for got, want in zip(found, expected):
            at = f"{want['partition']}, batch {want['baseOffset']}"
            self.assertEqual((got["isvalid"], got["magic"], got["partitionLeaderEpoch"]), ("true", "2", "0"), at)
            self.assertEqual(got["compresscodec"], want["compresscodec"], at)
            self.assertEqual((got["producerId"], got["producerEpoch"], got["baseSequence"]),
                             (str(want["producerId"]), str(want["producerEpoch"]), str(want["baseSequence"])), at)
            self.assertEqual((got["isTransactional"], got["isControl"]), (str(want["isTransactional"]).lower(), str(bool(want["marker"])).lower()), at)
            if want["marker"]:
                self.assertEqual([r["marker"] for r in got["records"]], [want["marker"]], at)
                continue
            self.assertEqual(got["records"], [{**r, "marker": None} for r in want["records"]], at)

    def check_indexes(self, *folders):
        files = [file for folder in folders for extension in (".index", ".timeindex") for file in partition_files(folder, extension)]
        self.assertTrue(files)
        for option in ("--verify-index-only", "--index-sanity-check"):
            text = dump(files, option)
            for word in ("mismatch", "not found", "out of order", "corrupt", "exception"):
                self.assertNotIn(word, text.lower(), text)

    def test_every_partition(self):
        folders = [os.path.join(self.root, partition) for partition in self.expected]
        logs = [partition_files(folder, ".log") for folder in folders]
        found = {}
        for part in dump([file for files in logs for file in files], "--deep-iteration", "--print-data-log").split("Dumping ")[1:]:
            found.setdefault(os.path.basename(os.path.dirname(part.splitlines()[0])), []).extend(batches(part))
        for files, (partition, expected) in zip(logs, self.expected.items()):
            with self.subTest(partition):
                self.assertGreater(len(files), 1)
                self.check_batches(found[partition], expected)
        self.check_indexes(*folders)

    def test_compaction_left_gaps_and_tombstones_with_their_horizon(self):
        found = batches(dump(partition_files(os.path.join(self.root, "compacted-0"), ".log"), "--deep-iteration", "--print-data-log"))
        self.assertTrue(any(int(b["count"]) < int(b["lastOffset"]) - int(b["baseOffset"]) + 1 for b in found))
        self.assertTrue(any(b["deleteHorizonMs"].startswith("OptionalLong[") and any(r["value"] is None for r in b["records"]) for b in found))

    def test_this_test_sees_damage(self):
        folder = os.path.join(self.root, "damaged-0")
        shutil.copytree(os.path.join(self.root, "none-0"), folder)
        log = partition_files(folder, ".log")[0]
        with open(log, "r+b") as file:
            file.seek(-1, os.SEEK_END)
            last = file.read(1)
            file.seek(-1, os.SEEK_END)
            file.write(bytes([last[0] ^ 1]))
        self.assertEqual(batches(dump([log], "--deep-iteration"))[-1]["isvalid"], "false")
        for extension in (".index", ".timeindex"):
            with open(partition_files(folder, extension)[0], "r+b") as file:
                entry = bytearray(file.read())
                entry[3 if extension == ".index" else 7] ^= 1
                file.seek(0)
                file.write(entry)
            with self.assertRaises(AssertionError):
                self.check_indexes(folder)
            shutil.copy(partition_files(os.path.join(self.root, "none-0"), extension)[0], partition_files(folder, extension)[0])

    def test_what_topic_produce_writes(self):
        data = os.path.join(self.root, "data")
        records = [{"key": f"k{n % 3}" if n % 4 else None, "value": {"n": n} if n % 5 else None, "timestamp": 1_700_000_000_000 + n, "partition": 0,
                    **({"headers": [["h", "AQI="]]} if n % 2 else {})} for n in range(2500)]
        for arguments, text in ((["create", "orders", "--partitions", "1", "--segment-bytes", "16KiB"], ""),
                                (["produce", "orders"], "".join(json.dumps(r) + "\n" for r in records))):
            subprocess.run([WEIR, "topic", *arguments, "--data-dir", data], input=text, encoding="utf-8", check=True)
        folder = os.path.join(data, "topics", "orders-0")
        found = batches(dump(partition_files(folder, ".log"), "--deep-iteration", "--print-data-log"))
        self.assertEqual({b["isvalid"] for b in found}, {"true"})
        flat = [r for b in found for r in b["records"]]
        self.assertEqual([r["offset"] for r in flat], list(range(2500)))
        for got, want in zip(flat, records):
            self.assertEqual((got["timestamp"], got["key"], got["headers"]), (want["timestamp"], want["key"], ["h"] if "headers" in want else []))
            self.assertEqual(None if got["value"] is None else json.loads(got["value"]), want["value"])
        self.check_indexes(folder)


if __name__ == "__main__":
    fetch_jars()
    unittest.main(verbosity=1)
