# SPDX-License-Identifier: Apache-2.0
"""weir run and what works beside it: stop and go on, one owner, bad records, full disks."""
import json
import os
import resource
import shutil
import signal
import subprocess
import unittest

from weir_case import BIG, ORDERS, OUT, WEIR, WeirCase

COUNT = {"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS orders, sum(qty) AS qty"}
GENERATED = {"id": "orders", "type": "generator", "schema": "orders", "rate": 500, "seed": 1, "topic": "generated"}


def order(region, amount, qty=1, timestamp=1700000000000):
    return {"key": "k", "value": {"region": region, "amount": amount, "qty": qty}, "timestamp": timestamp}


class Running(WeirCase):
    @staticmethod
    def member_of(path, name):
        with open(path, encoding="utf-8") as file:
            return json.load(file)[name]

    def start(self, file, *arguments):
        """A running `weir run`, once its job is up."""
        process = self.spawn("run", file, *arguments)
        app = self.member_of(file, "application_id")

        def up():
            self.assertIsNone(process.poll(), process.stderr.read() if process.poll() is not None else "")
            job = self.job(app)
            return job and job["state"] == "running"
        self.until(up, f"{app} to run")
        return process

    def test_a_batch_run_ends_by_itself_and_says_what_it_made(self):
        self.on_data("topic", "create", "orders", "--partitions", "2")
        self.produce("orders", [order("eu", n * 50) for n in range(10)])
        _, err = self.on_data("run", self.topology(), "--to", "latest")
        self.assertIn("Made the topic big-orders", err)
        self.assertEqual(len(self.consume("big-orders")), 7)
        # The next run goes on from there.
        self.produce("orders", [order("eu", 500)])
        self.on_data("run", self.topology(), "--to", "latest")
        self.assertEqual(len(self.consume("big-orders")), 8)

    def test_a_file_has_all_that_was_committed_before_the_end(self):
        target = os.path.join(self.root, "big.jsonl")
        file = self.topology([ORDERS, BIG, {"id": "out", "type": "file-sink", "path": target, "file_format": "jsonl", "topic": "big-orders"}])
        running = self.start(file)
        self.produce("orders", [order("eu", 500) for _ in range(300)])
        self.until_idle(300)
        self.assertEqual(self.end(running)[0], 130)
        with open(target, encoding="utf-8") as lines:
            self.assertEqual(sum(1 for _ in lines), 300)

    def test_lines_that_a_file_source_passes_over_are_counted_at_its_node(self):
        self.file("rows.csv", "region,amount,qty\neu,900,1\neu,900,1,7\nus,800,1\n")
        source = {"id": "in", "type": "file-source", "path": os.path.join(self.root, "rows.csv"), "file_format": "csv", "csv": {"header": True}, "follow": True,
                  "value": ORDERS["value"]}
        running = self.start(self.topology([source, BIG, OUT]))

        def counted():
            node = next((n for n in self.job()["nodes"] if n["id"] == "in"), {})
            return node.get("last_error") or node.get("lastError")
        self.assertIn("rows.csv, line 3", self.until(counted, "the bad line to be counted"))
        self.until(lambda: len(self.consume("big-orders")) == 2, "the good lines to be committed")
        self.end(running)

    def test_ctrl_c_commits_and_the_next_run_goes_on_with_its_state(self):
        file = self.topology([ORDERS, COUNT, {**OUT, "topic": "counts"}])
        first = self.start(file)
        self.produce("orders", [order("eu", 1, 5), order("us", 1, 7)])
        self.until_idle(2)
        status, out, _ = self.end(first)
        self.assertEqual((status, out), (130, ""))
        second = self.start(file)
        self.produce("orders", [order("eu", 1, 6)])
        self.until(lambda: len(self.consume("counts")) == 3, "the third count")
        self.assertEqual(self.end(second, signal.SIGTERM)[0], 143)
        self.assertEqual([r["value"] for r in self.consume("counts") if r["key"] == "eu"], [{"orders": 1, "qty": 5}, {"orders": 2, "qty": 11}])

    def test_every_command_works_beside_a_running_job(self):
        running = self.start(self.topology())
        self.assertIn("orders", self.on_data("topic", "list")[0])
        self.on_data("topic", "describe", "orders")
        self.on_data("topic", "create", "more", "--partitions", "1")
        self.produce("orders", [order("eu", 500)])
        self.produce("more", [{"value": 1}])
        self.until(lambda: len(self.consume("big-orders")) == 1, "the record to come through")
        self.assertEqual(self.consume("more")[0]["value"], 1)
        self.assertIn("app", self.on_data("status")[0])
        self.assertEqual(self.job()["state"], "running")
        self.on_data("pause", "app")
        self.until(lambda: self.job()["state"] == "paused", "the job to pause")
        self.on_data("resume", "app")
        self.until(lambda: self.job()["state"] == "running", "the job to go on")
        # A second job runs in the same process.
        other = self.topology([ORDERS, COUNT, {**OUT, "topic": "counts"}], name="other.weir", application_id="other")
        self.on_data("run", other, "--to", "latest")
        self.assertEqual(len(self.consume("counts")), 1)
        _, err = self.on_data("stop", "nothing", status=1)
        self.one_sentence(err, "nothing")
        self.on_data("stop", "app")
        self.assertEqual(running.wait(timeout=60), 0)
        self.assertIn("No job", self.on_data("status")[1])

    def test_ctrl_c_of_a_guest_stops_its_job_alone(self):
        self.start(self.topology())
        guest = self.start(self.topology([ORDERS, COUNT, {**OUT, "topic": "counts"}], name="other.weir", application_id="other"))
        self.assertEqual(self.end(guest)[0], 130)
        self.assertEqual(self.job("other")["state"], "stopped")
        self.assertEqual(self.job("app")["state"], "running")

    def test_the_same_application_twice_is_status_7(self):
        self.start(self.topology())
        _, err = self.on_data("run", self.topology(), status=7)
        self.one_sentence(err, "app")

    def test_a_job_left_in_the_background(self):
        file = self.topology()
        _, err = self.on_data("run", file, "--detach")
        self.assertIn("weir stop app", err)
        self.produce("orders", [order("eu", 500)])
        self.until(lambda: len(self.consume("big-orders")) == 1, "the record to come through")
        pid = self.member_of(os.path.join(self.data, "LOCK"), "pid")
        self.on_data("stop", "app")
        self.until(lambda: not os.path.exists(f"/proc/{pid}"), "the background process to end")
        self.assertEqual(len(self.consume("big-orders")), 1)

    def test_a_killed_owner_leaves_a_folder_that_works(self):
        first = self.start(self.topology([GENERATED, {**BIG, "where": "amount > 0"}, OUT]))
        self.until(lambda: self.job()["processed"] > 50, "some records")
        self.end(first, signal.SIGKILL)
        second = self.start(self.topology([GENERATED, {**BIG, "where": "amount > 0"}, OUT]))
        self.until(lambda: self.job()["processed"] > 0, "more records")
        self.assertEqual(self.end(second)[0], 130)
        offsets = [(r["partition"], r["offset"]) for r in self.consume("big-orders")]
        self.assertEqual(len(offsets), len(set(offsets)))

    def test_an_owner_that_does_not_answer_is_status_7(self):
        owner = self.start(self.topology())
        owner.send_signal(signal.SIGSTOP)
        try:
            for arguments in (["topic", "create", "t"], ["status"], ["stop", "app"]):
                _, err = self.on_data(*arguments, status=7)
                self.one_sentence(err, self.data, "does not answer", "--steal")
        finally:
            owner.send_signal(signal.SIGCONT)

    def test_settings_and_places_that_are_wrong(self):
        file = self.topology()
        for arguments in (["--set", "commit_interval"], ["--set", "comit_interval=1s"], ["--set", "commit.interval.ms=5"], ["--to", "soon"]):
            _, err = self.on_data("run", file, *arguments, status=2)
            self.one_sentence(err)

    def test_figures_as_json(self):
        process = self.spawn("run", self.topology(), "--json")
        self.assertEqual(json.loads(process.stdout.readline())["app"], "app")
        self.assertEqual(self.end(process)[0], 130)

    def test_the_live_view_as_text(self):
        process = self.spawn("run", self.topology([GENERATED, COUNT, {**OUT, "topic": "counts"}], name="a.weir"), "--watch")
        seen = ""
        while not all(word in seen for word in ("orders", "generated", "records/s", "store count")):
            line = process.stdout.readline()
            self.assertNotEqual(line, "", seen)
            seen += line
        self.end(process)


class BadRecords(WeirCase):
    BAD = ['{"key":"k","value":{"region":"eu","amount":"much"}}', '{"key":"k","value":[1]}', '{"key":"k","value":{"region":"eu","qty":99999999999999999999}}']

    def feed(self, lines):
        self.on_data("topic", "create", "orders", "--partitions", "1")
        good = json.dumps(order("eu", 500))
        self.on_data("topic", "produce", "orders", text="\n".join([good, *lines, good]) + "\n")

    def test_fail_names_the_record(self):
        self.feed(self.BAD[:1])
        _, err = self.on_data("run", self.topology(), "--to", "latest", status=1)
        self.assertRegex(err, r"weir: .*orders.*amount.*topic orders, partition 0, offset 1")

    def test_not_json(self):
        self.on_data("topic", "create", "orders", "--partitions", "1")
        self.on_data("topic", "produce", "orders", "--value-format", "string", text='{"key":"k","value":"{\\"region\\":"}\n')
        _, err = self.on_data("run", self.topology(), "--to", "latest", status=1)
        self.assertIn("topic orders, partition 0, offset 0", err)

    def test_missing_fields_are_null_and_no_error(self):
        self.on_data("topic", "create", "orders", "--partitions", "1")
        self.produce("orders", [{"value": {}}, order("eu", 500)])
        self.on_data("run", self.topology(), "--to", "latest")
        self.assertEqual(len(self.consume("big-orders")), 1)

    def test_skip_counts(self):
        self.feed(self.BAD)
        self.on_data("run", self.topology(on_error="skip"), "--to", "latest")
        self.assertEqual(len(self.consume("big-orders")), 2)

    def test_dead_letters_say_what_and_where(self):
        self.feed(self.BAD)
        self.on_data("run", self.topology(on_error="dead-letter", dead_letter_topic="dead"), "--to", "latest")
        self.assertEqual(len(self.consume("big-orders")), 2)
        dead = self.consume("dead")
        self.assertEqual(len(dead), 3)
        names = {name for name, _ in dead[0]["headers"]}
        self.assertLessEqual({"__weir.error." + n for n in ("code", "message", "node", "topic", "partition", "offset")}, names)

    def test_overflow_and_division_by_zero(self):
        for where in ("9223372036854775807 + qty > 0", "qty / (qty - 1) > 0"):
            shutil.rmtree(self.data, ignore_errors=True)
            self.feed([])
            _, err = self.on_data("run", self.topology([ORDERS, {**BIG, "where": where}, OUT]), "--to", "latest", status=1)
            self.assertIn("node big", err)


class BadFolders(WeirCase):
    def test_a_path_that_cannot_be_a_folder(self):
        self.file("data", "no folder")
        _, err = self.on_data("run", self.topology(), status=1)
        self.one_sentence(err, self.data)

    def test_no_permission(self):
        os.mkdir(self.data)
        if os.geteuid() != 0:
            os.chmod(self.data, 0o500)
            command = []
        else:
            # Modes do not hold root back, a read-only mount does.
            command = ["unshare", "-m", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"', self.data]
            if subprocess.run(command + ["true"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
                self.skipTest("root, and this machine allows no mounts")
        done = subprocess.run([*command, WEIR, "run", self.topology(), "--data-dir", self.data], stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.one_sentence(done.stderr, self.data)

    def full(self, limit):
        """Runs a generator into a folder where only so many bytes fit into a file."""
        file = self.topology([{**GENERATED, "rate": 0, "count": 200000}, {**BIG, "where": "amount > 0"}, OUT])
        return subprocess.run([WEIR, "run", file, "--data-dir", self.data, "--to", "0:1000000"], stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))

    def test_a_full_disk_stops_the_job_with_one_sentence_and_loses_nothing(self):
        done = self.full(300_000)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, r"weir: .*(space|large)")
        # What was written before is whole.
        for record in self.consume("generated"):
            self.assertIsNotNone(record["value"])


if __name__ == "__main__":
    unittest.main()
