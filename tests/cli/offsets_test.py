# SPDX-License-Identifier: Apache-2.0
"""weir run --from and --to, weir offsets: batch runs and where the next one resumes."""
import json
import unittest

from weir_case import BIG, ORDERS, OUT, WeirCase

TIME = 1700000000000
COUNT = {"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}


class Offsets(WeirCase):
    def setUp(self):
        super().setUp()
        self.on_data("topic", "create", "orders", "--partitions", "2")
        self.produce("orders", [{"key": "k", "partition": n % 2, "value": {"region": "eu", "amount": 500, "qty": n}, "timestamp": TIME + n * 1000} for n in range(20)])
        self.flow = self.topology([ORDERS, BIG, COUNT, OUT])

    def counts(self):
        return [record["value"]["n"] for record in self.consume("big-orders")]

    def current(self, target="app"):
        out, _ = self.on_data("offsets", "show", target, "--json")
        return [p["current"] for p in json.loads(out)["partitions"]]

    def test_a_run_begins_and_ends_where_it_is_told(self):
        self.on_data("run", self.flow, "--from", "0:2,1:4", "--to", "2023-11-14T22:13:30Z")
        self.assertEqual(self.counts(), [1, 2, 3, 4])
        self.assertEqual(self.current(), [5, 5])
        _, err = self.on_data("run", self.flow, "--from", "earliest", "--to", "latest", status=1)
        self.one_sentence(err, "committed", "weir offsets")
        self.on_data("run", self.flow, "--to", "latest")
        self.assertEqual(self.current(), [10, 10])
        self.assertEqual(self.counts()[-1], 14)

    def test_a_place_may_be_so_long_ago(self):
        _, err = self.on_data("run", self.flow, "--from", "-2h", "--to", "latest")
        self.assertEqual(self.current(), [10, 10])
        _, err = self.on_data("run", self.flow, "--to", "yesterday", status=2)
        self.one_sentence(err, "no place in a log")

    def test_offsets_are_shown_moved_and_reset(self):
        self.on_data("run", self.flow, "--to", "latest")
        out, err = self.on_data("offsets", "set", "app", "--to-offset", "0:3,1:10", "--dry-run")
        _, nearest = self.on_data("offsets", "set", "app", "--to-offset", "0:3,1:999", "--dry-run")
        self.assertIn("no such offset", nearest)
        self.assertEqual([line.split() for line in out.splitlines()], [["topic", "partition", "current", "new", "delta"], ["orders", "0", "10", "3", "-7"], ["orders", "1", "10", "10", "+0"]])
        self.assertIn("Nothing was changed", err)
        self.assertEqual(self.current(), [10, 10])
        self.on_data("offsets", "set", self.flow, "--to-time", "2023-11-14T22:13:30Z")
        self.assertEqual(self.current(), [5, 5])
        self.on_data("offsets", "shift", "app", "--shift-by", "-2", "--topic", "orders:1")
        self.assertEqual(self.current(), [5, 3])
        self.on_data("offsets", "set", "app", "--latest")
        self.assertEqual(self.current(), [10, 10])
        out, _ = self.on_data("offsets", "reset", "app")
        self.assertIn("removed the internal topic app-count-changelog", out)
        self.assertEqual(self.current(), [0, 0])
        self.on_data("run", self.flow, "--to", "latest")
        self.assertEqual(self.counts(), list(range(1, 21)) * 2)

    def test_one_place_is_named(self):
        _, err = self.on_data("offsets", "set", "app", status=2)
        self.one_sentence(err, "--to-offset")
        _, err = self.on_data("offsets", "set", "app", "--latest", "--earliest", status=2)
        self.one_sentence(err, "--to-offset")
        _, err = self.on_data("offsets", "reset", "app", status=1)
        self.one_sentence(err, "name its topology file")

    def test_partitions_that_are_not_there_are_no_place(self):
        for option in ("--from", "--to"):
            _, err = self.on_data("run", self.flow, option, "0:3,2:5", status=1)
            self.one_sentence(err, option, "partition 2", "0 to 1")
        self.on_data("run", self.flow, "--to", "latest")
        _, err = self.on_data("offsets", "set", "app", "--to-offset", "7:1", status=1)
        self.one_sentence(err, "--to-offset", "partition 7", "0 to 1")
        _, err = self.on_data("checkpoint", "state", self.flow, "count", "--at", "2:1", status=1)
        self.one_sentence(err, "--at", "partition 2", "0 to 1")

    def test_a_source_without_an_end_has_no_to(self):
        endless = self.topology([{"id": "test", "type": "generator", "schema": "orders", "rate": 10}, OUT], name="endless.weir")
        _, err = self.on_data("run", endless, "--to", "latest", status=3)
        self.one_sentence(err, "node test", "count")

    def test_a_store_that_changed_its_shape_is_refused_with_what_to_do(self):
        self.on_data("run", self.flow, "--to", "latest")
        other = self.topology([ORDERS, BIG, {**COUNT, "select": "count(*) AS n, max(qty) AS high"}, OUT], name="other.weir")
        _, err = self.on_data("run", other, "--to", "latest", status=3)
        self.one_sentence(err, "app-count-changelog", "another shape", "offsets reset", "weir replay")
        self.assertEqual(self.counts(), list(range(1, 21)))
        self.on_data("offsets", "reset", other)
        self.on_data("run", other, "--to", "latest")
        self.assertEqual(self.counts()[20:], list(range(1, 21)))

    def test_a_running_application_keeps_its_offsets(self):
        self.on_data("run", self.flow, "--detach")
        self.until_idle(20)
        _, err = self.on_data("offsets", "reset", "app", status=7)
        self.one_sentence(err, "runs", "weir stop app")
        self.on_data("offsets", "reset", "app", "--dry-run")
        self.until(lambda: self.current() == [10, 10], "the commit")
        self.on_data("stop", "app")
        self.on_data("offsets", "reset", "app", "--earliest") # in the owner's process, which is still there
        self.assertEqual(self.current(), [0, 0])

    def test_a_run_that_is_stopped_before_its_end_says_so(self):
        run = self.spawn("run", self.flow, "--to", "100")
        self.until_idle(20)
        self.on_data("stop", "app")
        self.assertEqual(run.wait(60), 1)
        self.assertIn("before it reached", run.stderr.read())

    def test_a_schedule_runs_again(self):
        run = self.spawn("run", self.flow, "--every", "200ms")
        self.until(lambda: self.job() and self.job().get("nextRun"), "the first run's end")
        self.produce("orders", [{"key": "k", "value": {"region": "eu", "amount": 500, "qty": 1}, "timestamp": TIME}])
        self.until(lambda: len(self.counts()) == 21, "the next run")
        status, _, err = self.end(run)
        self.assertEqual(status, 130, err)
        self.assertIn("the next run begins at", err)


if __name__ == "__main__":
    unittest.main()
