# SPDX-License-Identifier: Apache-2.0
"""weir topic: records in and out, bad names, bad lines, a folder that nobody owns and one that cannot be had."""
import base64
import json
import os
import signal
import subprocess
import unittest

from weir_case import WEIR, WeirCase


class Topics(WeirCase):
    def test_create_list_describe(self):
        self.on_data("topic", "create", "orders", "--partitions", "3", "--retention", "7d")
        self.assertIn("orders", self.on_data("topic", "list")[0])
        self.assertEqual(json.loads(self.on_data("topic", "list", "--json")[0])["name"], "orders")
        self.assertEqual(len(json.loads(self.on_data("topic", "describe", "orders", "--json")[0])["partitions"]), 3)
        self.assertIn("7d", self.on_data("topic", "describe", "orders")[0])
        _, err = self.on_data("topic", "create", "orders", status=1)
        self.one_sentence(err, "orders", "exist")

    def test_a_name_that_leaves_the_folder(self):
        for name in ("../x", "..", ".", "a/b", "", "x" * 250, "a b"):
            _, err = self.on_data("topic", "create", name, status=2)
            self.one_sentence(err)
        self.assertFalse(os.path.exists(os.path.join(self.root, "x-0")))
        self.on_data("topic", "create", "here")
        _, err = self.on_data("topic", "consume", "../x", status=1)
        self.one_sentence(err, "../x")

    def test_what_goes_in_comes_out(self):
        self.on_data("topic", "create", "t", "--partitions", "2")
        self.produce("t", [{"key": "a", "value": {"n": 1.10, "big": 12345678901234567890}, "timestamp": 1000}, {"key": "a", "value": None, "timestamp": 2000},
                           {"value": {"n": 3}, "timestamp": 3000, "partition": 1, "headers": [["h", base64.b64encode(b"\xff").decode()], ["none", None]]}])
        records = sorted(self.consume("t"), key=lambda r: r["timestamp"])
        self.assertEqual([(r["key"], r["value"]) for r in records], [("a", {"n": 1.10, "big": 12345678901234567890}), ("a", None), (None, {"n": 3})])
        self.assertEqual([r["offset"] for r in records if r["partition"] == records[0]["partition"]][:2], [0, 1])
        self.assertEqual(records[2]["headers"], [["h", "/w=="], ["none", None]])
        self.assertEqual(records[2]["partition"], 1)
        # What consume prints, produce takes.
        self.on_data("topic", "create", "copy", "--partitions", "2")
        self.produce("copy", records)
        self.assertEqual([{**r, "topic": "t"} for r in self.consume("copy")], self.consume("t"))

    def test_digits_are_kept(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.on_data("topic", "produce", "t", text='{"value":{"n":1.10, "m":12345678901234567890123}}\n')
        self.assertIn('"value":{"n":1.10, "m":12345678901234567890123}', self.on_data("topic", "consume", "t")[0])

    def test_formats(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.on_data("topic", "produce", "t", "--key-format", "int64", "--value-format", "double", text='{"key":-5,"value":2.5}\n{"key":7,"value":1e300}\n')
        out, _ = self.on_data("topic", "consume", "t", "--key-format", "int64", "--value-format", "double")
        self.assertEqual([(r["key"], float(r["value"])) for r in map(json.loads, out.splitlines())], [(-5, 2.5), (7, 1e300)])
        # Bytes that are no UTF-8 and no JSON are still shown, and can be given back.
        record = self.consume("t")[0]
        self.assertEqual(base64.b64decode(record["key_base64"]), (-5).to_bytes(8, "big", signed=True))
        self.assertIn("value_base64", record)
        self.on_data("topic", "produce", "t", text=json.dumps(record) + "\n")
        self.assertEqual(self.consume("t")[-1]["key_base64"], record["key_base64"])

    def test_bad_lines_name_their_number_and_keep_what_came_before(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        for line, word in (("{", "JSON"), ("5", "object"), ('{"value":1,"colour":2}', "colour"), ('{"key":"a"}', "value"), ('{"value":1,"timestamp":-1}', "timestamp"),
                           ('{"value":1,"timestamp":99999999999999999999}', "timestamp"), ('{"value":1} x', "JSON"), ('{"value":1,"headers":[5]}', "headers"),
                           ('{"value":1,"key_base64":"*"}', "base64")):
            _, err = self.on_data("topic", "produce", "t", text='{"value":{"before":1}}\n' + line + "\n", status=1)
            self.one_sentence(err, "line 2", word)
        self.assertEqual(len(self.consume("t")), 9)
        _, err = self.on_data("topic", "produce", "t", "--key-format", "int32", text='{"key":99999999999,"value":1}\n', status=1)
        self.one_sentence(err, "line 1", "key")
        self.on_data("topic", "produce", "t", "--key-format", "int16", status=2)

    def test_a_partition_that_is_not_there(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        _, err = self.produce("t", [{"value": 1}, {"value": 1, "partition": 5}], status=1)
        self.one_sentence(err, "line 2", "no partition 5", "0 to 0")
        self.assertEqual(len(self.consume("t")), 1)
        self.on_data("topic", "consume", "t", "--partition", "5", status=2)

    def test_a_compacted_topic_takes_no_record_without_a_key(self):
        self.on_data("topic", "create", "t", "--cleanup", "compact")
        _, err = self.produce("t", [{"value": 1}], status=1)
        self.one_sentence(err, "topic t", "key")

    def test_from_and_to(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.produce("t", [{"value": n, "timestamp": 1000 * n} for n in range(10)])

        def values(*arguments):
            return [r["value"] for r in self.consume("t", *arguments)]
        self.assertEqual(values("--from", "7"), [7, 8, 9])
        self.assertEqual(values("--from", "0:8"), [8, 9])
        self.assertEqual(values("--from", "latest"), [])
        self.assertEqual(values("--to", "2"), [0, 1])
        self.assertEqual(values("--from", "@3500", "--to", "1970-01-01T00:00:06Z"), [4, 5])
        self.assertEqual(values("--from", "5", "--max", "2"), [5, 6])
        self.assertEqual(values("--from", "99"), [])
        for place in ("soon", "1:", "-5", "0:1;1:2", "2026-13-01T00:00:00Z"):
            self.on_data("topic", "consume", "t", "--from=" + place, status=2)

    def test_unknown_topics(self):
        self.on_data("topic", "create", "t")
        for command in ("consume", "produce", "describe"):
            _, err = self.on_data("topic", command, "nothing", status=1)
            self.one_sentence(err, "nothing")

    def test_no_folder(self):
        _, err = self.on_data("topic", "list", status=1)
        self.one_sentence(err, self.data)
        self.assertFalse(os.path.exists(self.data))

    def test_a_file_in_place_of_the_folder(self):
        self.file("data", "no folder")
        for arguments in (["topic", "list"], ["topic", "create", "t"], ["topic", "consume", "t"]):
            _, err = self.on_data(*arguments, status=1)
            self.one_sentence(err, self.data)

    def test_a_folder_below_a_file(self):
        self.file("data", "no folder")
        self.data = os.path.join(self.data, "below")
        _, err = self.on_data("topic", "create", "t", status=1)
        self.one_sentence(err, self.data)

    def test_reading_changes_nothing(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.produce("t", [{"value": n} for n in range(3)])
        log = next(os.path.join(self.data, "topics", "t-0", f) for f in os.listdir(os.path.join(self.data, "topics", "t-0")) if f.endswith(".log"))
        with open(log, "ab") as file:
            file.write(b"a torn tail")

        def state():
            return {os.path.join(at, f): (os.stat(os.path.join(at, f)).st_mtime_ns, os.stat(os.path.join(at, f)).st_size)
                    for at, _, files in os.walk(self.data) for f in files}
        before = state()
        self.assertEqual([r["value"] for r in self.consume("t")], [0, 1, 2])
        self.on_data("topic", "list")
        self.assertEqual(state(), before)

    def test_a_damaged_log_is_status_6(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        for n in range(3):
            self.produce("t", [{"value": n}])
        log = next(os.path.join(self.data, "topics", "t-0", f) for f in os.listdir(os.path.join(self.data, "topics", "t-0")) if f.endswith(".log"))
        with open(log, "r+b") as file:
            file.seek(66)
            file.write(b"\xff\xff")
        _, err = self.on_data("topic", "consume", "t", status=6)
        self.one_sentence(err, "damaged")

    def test_one_damaged_partition_hides_no_other(self):
        self.on_data("topic", "create", "t", "--partitions", "2")
        self.produce("t", [{"value": n, "partition": p} for n in range(3) for p in (0, 1)])
        folder = os.path.join(self.data, "topics", "t-1")
        for name in os.listdir(folder):
            if name.endswith(".log"):
                os.truncate(os.path.join(folder, name), 30) # it was synced: no torn tail
        for command in (("list",), ("describe", "t")):
            out, err = self.on_data("topic", *command, status=6)
            self.one_sentence(err, "damaged", "t-1")
            self.assertIn("offsets", out)
        out, _ = self.on_data("topic", "list", "--json", status=6)
        good, bad = json.loads(out)["partitions"]
        self.assertEqual(good[:2], [0, 3])
        self.assertIn("damaged", json.dumps(bad[3]))
        self.assertEqual(len(self.consume("t", "--partition", "0")), 3)
        self.on_data("topic", "consume", "t", status=6)
        self.on_data("topic", "export", "t", status=6)

    def test_alter(self):
        self.on_data("topic", "create", "t", "--partitions", "2")
        self.on_data("topic", "alter", "t", "--retention", "3d", "--cleanup", "compact-delete", "--segment-bytes", "1MiB", "--durability", "buffered")
        topic = json.loads(self.on_data("topic", "describe", "t", "--json")[0])
        self.assertEqual((topic["retentionMs"], topic["cleanup"], topic["segmentBytes"], topic["durability"]), (3 * 86400000, "compact-delete", 1 << 20, "buffered"))
        self.on_data("topic", "alter", "t", "--retention", "none")
        self.assertNotIn("retentionMs", json.loads(self.on_data("topic", "describe", "t", "--json")[0]))
        _, err = self.on_data("topic", "alter", "t", "--partitions", "4", status=1)
        self.one_sentence(err, "partitions")
        self.on_data("topic", "alter", "t", "--retention", "soon", status=2)
        _, err = self.on_data("topic", "alter", "nothing", "--retention", "1d", status=1)
        self.one_sentence(err, "nothing")

    def test_delete_wants_the_name(self):
        self.on_data("topic", "create", "t")
        for arguments in ([], ["--yes", "other"]):
            _, err = self.on_data("topic", "delete", "t", *arguments, status=2)
            self.one_sentence(err, "t")
        self.assertIn("t ", self.on_data("topic", "list")[0])
        self.on_data("topic", "delete", "t", "--yes", "t")
        self.assertEqual(self.on_data("topic", "list")[0], "")
        _, err = self.on_data("topic", "delete", "t", "--yes", "t", status=1)
        self.one_sentence(err, "t")

    def test_what_a_running_job_uses_stays_as_it_is(self):
        self.on_data("topic", "create", "orders", "--partitions", "1")
        job = self.spawn("run", self.topology())
        self.until(lambda: (self.job() or {}).get("state") == "running", "the job to run")
        for topic in ("orders", "big-orders"):
            for arguments in (["delete", topic, "--yes", topic], ["alter", topic, "--retention", "1d"]):
                _, err = self.on_data("topic", *arguments, status=7)
                self.one_sentence(err, topic, "app")
        self.end(job)
        self.on_data("topic", "delete", "orders", "--yes", "orders")

    def test_verify_reads_everything(self):
        for topic in ("a", "b"):
            self.on_data("topic", "create", topic, "--partitions", "1", "--segment-bytes", "2KiB")
            for n in range(5):
                self.produce(topic, [{"value": "x" * 1000, "key": str(n)} for _ in range(3)])
        out, _ = self.on_data("topic", "verify")
        self.assertEqual([line.split()[:2] for line in out.splitlines()], [["a", "whole:"], ["b", "whole:"]])
        self.assertIn("15 records", out)
        folder = os.path.join(self.data, "topics", "b-0")
        log = os.path.join(folder, sorted(f for f in os.listdir(folder) if f.endswith(".log"))[0])
        with open(log, "r+b") as file:
            file.seek(500)
            file.write(b"!")
        out, err = self.on_data("topic", "verify", status=6)
        self.assertIn("a ", out)
        self.one_sentence(err, "damaged", "topic b", "partition 0", log)

    def test_compact(self):
        self.on_data("topic", "create", "t", "--partitions", "1", "--segment-bytes", "2KiB", "--cleanup", "compact")
        for n in range(40):
            self.produce("t", [{"key": str(n % 3), "value": f"{n} " + "x" * 200}])
        out, _ = self.on_data("topic", "compact", "t")
        self.assertIn("older records", out)
        records = self.consume("t")
        self.assertLess(len(records), 20)
        self.assertEqual({r["key"]: r["value"].split()[0] for r in records}, {"0": "39", "1": "37", "2": "38"})
        out, _ = self.on_data("topic", "verify", "t", "--json")
        self.assertEqual((json.loads(out)["topic"], json.loads(out)["segments"] > 0), ("t", True))
        self.assertEqual(json.loads(self.on_data("topic", "compact", "t", "--json")[0])["recordsDropped"], 0)
        self.on_data("topic", "create", "plain")
        _, err = self.on_data("topic", "compact", "plain", status=1)
        self.one_sentence(err, "plain", "alter")

    def test_export_and_import(self):
        self.on_data("topic", "create", "t", "--partitions", "2", "--retention", "7d", "--cleanup", "compact-delete")
        self.produce("t", [{"key": f"k{n}", "value": {"n": n} if n % 3 else None, "timestamp": 1000 + n, "headers": [["h", "/w=="]]} for n in range(50)])
        self.on_data("topic", "produce", "t", "--key-format", "int64", text='{"key":-5,"value":1,"timestamp":5}\n')
        out, _ = self.on_data("topic", "export", "t")
        self.assertEqual(len(out.splitlines()), 53)
        self.assertEqual(json.loads(out.splitlines()[-1]), {"end": 51})
        self.on_data("topic", "import", "copy", text=out)
        self.assertEqual([{**r, "topic": "t"} for r in self.consume("copy")], self.consume("t"))
        self.assertEqual(self.on_data("topic", "export", "copy")[0].splitlines()[1:], out.splitlines()[1:])
        self.assertEqual(json.loads(self.on_data("topic", "describe", "copy", "--json")[0])["retentionMs"], 7 * 86400000)
        _, err = self.on_data("topic", "import", "bad", text=out.splitlines()[0] + "\n{\n", status=1)
        self.one_sentence(err, "line 2")
        self.on_data("topic", "import", "bad2", text="", status=1)

    def test_an_import_says_what_was_lost_on_the_way(self):
        self.on_data("topic", "create", "t", "--partitions", "2")
        self.produce("t", [{"value": n, "partition": n % 2} for n in range(10)])
        lines = self.on_data("topic", "export", "t")[0].splitlines(keepends=True)
        _, err = self.on_data("topic", "import", "cut", text="".join(lines[:-1]), status=1)
        self.one_sentence(err, "line 12", "cut short", "10 records")
        self.assertEqual(len(self.consume("cut")), 10)
        _, err = self.on_data("topic", "import", "hole", text="".join(lines[:3] + lines[4:]), status=1)
        self.one_sentence(err, "line 11", "10 records were exported", "9 records before it were written")
        _, err = self.on_data("topic", "import", "beyond", text="".join(lines[:2]) + lines[2].replace('"partition":0', '"partition":7'), status=1)
        self.one_sentence(err, "line 3", "no partition 7", "0 to 1", "1 records")
        _, err = self.on_data("topic", "import", "nothing", text=lines[0] + "{\n", status=1)
        self.one_sentence(err, "line 2")
        self.assertNotIn("nothing", self.on_data("topic", "list")[0], "what got no record is not left behind")
        _, err = self.on_data("topic", "import", "headless", text="".join(lines[1:]), status=1)
        self.one_sentence(err, "line 1")

    def test_following_sees_what_comes_and_ends_with_130(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.produce("t", [{"value": "first"}])
        follower = self.spawn("topic", "consume", "t", "--follow")
        self.assertEqual(json.loads(follower.stdout.readline())["value"], "first")
        # A producer that stays becomes the owner; the follower finds it.
        producer = self.spawn_producer()
        producer.stdin.write('{"value":"second"}\n')
        producer.stdin.flush()
        self.assertEqual(json.loads(follower.stdout.readline())["value"], "second")
        producer.stdin.close()
        status, _, err = self.end(follower)
        self.assertEqual((status, err), (130, ""))

    def spawn_producer(self):
        process = subprocess.Popen([WEIR, "topic", "produce", "t", "--data-dir", self.data], stdin=subprocess.PIPE, encoding="utf-8", cwd=self.root)
        self.addCleanup(process.wait)
        return process

    def test_a_reader_that_goes_away(self):
        self.on_data("topic", "create", "t", "--partitions", "1")
        self.produce("t", [{"value": "x" * 1000} for _ in range(3000)])
        reader = self.spawn("topic", "consume", "t")
        reader.stdout.readline()
        reader.stdout.close()
        self.assertEqual(reader.wait(timeout=60), 0)
        self.assertEqual(reader.stderr.read(), "")
        reader.stdout = None

    def test_terminated_is_143(self):
        self.on_data("topic", "create", "t")
        follower = self.spawn("topic", "consume", "t", "--follow")
        def holds_its_signals():
            self.assertIsNone(follower.poll(), "it ended by itself")
            with open(f"/proc/{follower.pid}/status", encoding="utf-8") as file:
                # SIGPIPE is ignored right after the endings are held. (SigBlk would not do: a wait for signals unblocks them.)
                ignored = next(line for line in file if line.startswith("SigIgn")).split()[1]
            return int(ignored, 16) & (1 << (signal.SIGPIPE - 1))
        self.until(holds_its_signals, "the command to hold its signals")
        status, _, _ = self.end(follower, signal.SIGTERM)
        self.assertEqual(status, 143)


if __name__ == "__main__":
    unittest.main()
