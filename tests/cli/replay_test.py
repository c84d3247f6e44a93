# SPDX-License-Identifier: Apache-2.0
"""weir replay: beside the running job, compared with it, in its place, or gone."""
import json
import os
import unittest

from weir_case import BIG, ORDERS, OUT, WeirCase

COUNT = {"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}


class Replay(WeirCase):
    def setUp(self):
        super().setUp()
        self.on_data("topic", "create", "orders", "--partitions", "2")
        self.flow = self.topology([ORDERS, BIG, COUNT, OUT])
        self.feed(40)
        self.on_data("run", self.flow, "--detach")
        self.until_idle(40)

    def tearDown(self):
        self.on_data("stop", "app", status=None)
        super().tearDown()

    def feed(self, count):
        self.produce("orders", [{"key": "k", "partition": n % 2, "value": {"region": ["eu", "us"][n % 2], "amount": 500, "qty": n}, "timestamp": 1700000000000 + n} for n in range(count)])

    def results(self):
        """The counts of each region, in the order in which they were written."""
        out = {}
        for record in self.consume("big-orders"):
            out.setdefault(record["key"], []).append(record["value"]["n"])
        return out

    def topics(self):
        out, _ = self.on_data("topic", "list", "--internal", "--json")
        return sorted(json.loads(line)["name"] for line in out.splitlines())

    def test_a_replay_catches_up_and_is_dropped_without_a_trace(self):
        before = self.topics()
        _, err = self.on_data("replay", self.flow)
        self.assertIn("app.replay-1 runs beside app", err)
        self.assertIn("big-orders.replay-1", self.topics())
        out, _ = self.on_data("replay", "list")
        self.assertIn("big-orders.replay-1 in place of big-orders", out)
        out, _ = self.on_data("replay", "list", "--json")
        self.assertEqual(json.loads(out)["phase"], "ready")
        self.on_data("replay", "drop", "app")
        self.assertEqual(self.topics(), before)
        self.assertEqual(os.listdir(os.path.join(self.data, "state")), ["app"])
        _, err = self.on_data("replay", "drop", "app", status=1)
        self.one_sentence(err, "no replay")

    def test_it_is_compared_by_key(self):
        self.on_data("replay", self.flow)
        out, _ = self.on_data("replay", "diff", "app")
        self.assertIn("2 keys equal, 0 different, 0 only live, 0 only in the replay", out)
        self.on_data("replay", "drop", "app")
        other = self.topology([ORDERS, {"id": "big", "type": "filter", "where": "amount > 100 AND (region = 'us' OR qty <> 2)"}, COUNT, OUT], name="other.weir")
        self.on_data("replay", other)
        out, _ = self.on_data("replay", "diff", "app", "--json", status=5)
        topic = json.loads(out)["topics"][0]
        self.assertEqual((topic["equal"], topic["different"]), (1, 1))
        self.assertEqual(topic["examples"], [{"key": "eu", "live": '{"n":20}', "replay": '{"n":19}'}])

    def test_it_takes_over_without_gap_and_double(self):
        self.on_data("replay", self.flow, "--detach")
        _, err = self.on_data("replay", self.flow, status=7)
        self.one_sentence(err, "runs already", "weir replay diff app", "weir replay switch app", "weir replay drop app")
        self.feed(20)
        _, err = self.on_data("replay", "switch", "app")
        self.assertIn("app is now what was its replay", err)
        self.feed(20)
        self.until(lambda: sum(map(len, self.results().values())) == 80, "all results")
        self.assertEqual(self.results(), {"eu": list(range(1, 41)), "us": list(range(1, 41))})
        self.assertEqual([t for t in self.topics() if "changelog" in t], ["app.replay-1-count-changelog"])
        self.assertNotIn("big-orders.replay-1", self.topics())
        self.assertEqual(os.listdir(os.path.join(self.data, "state")), ["app.replay-1"])
        out, _ = self.on_data("replay", "list")
        self.assertEqual(out, "")

    def test_wrong_uses_are_said_in_a_sentence(self):
        _, err = self.on_data("replay", "switch", "app", status=1)
        self.one_sentence(err, "no replay")
        _, err = self.on_data("replay", "diff", "other", status=1)
        self.one_sentence(err, "no replay")
        self.weir("replay", "--data-dir", self.data, status=2)


if __name__ == "__main__":
    unittest.main()
