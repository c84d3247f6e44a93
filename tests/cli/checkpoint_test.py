# SPDX-License-Identifier: Apache-2.0
"""weir checkpoint: create, list, delete, state, and weir run --checkpoint."""
import json
import os
import unittest
from collections import Counter

from weir_case import BIG, ORDERS, OUT, WeirCase

TIME = 1700000000000
COUNT = {"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}


class Checkpoint(WeirCase):
    def setUp(self):
        super().setUp()
        self.on_data("topic", "create", "orders", "--partitions", "2")
        self.flow = self.topology([ORDERS, BIG, COUNT, OUT])
        self.feed(0, 20)

    def tearDown(self):
        self.on_data("stop", "app", status=None)
        super().tearDown()

    def feed(self, begin, end):
        self.produce("orders", [{"key": "k", "partition": n % 2, "value": {"region": ["eu", "us"][n % 2], "amount": 500, "qty": n}, "timestamp": TIME + n * 1000} for n in range(begin, end)])

    def results(self):
        """How often each result was written."""
        return Counter((record["key"], record["value"]["n"]) for record in self.consume("big-orders"))

    def state(self, *arguments, **options):
        out, err = self.on_data("checkpoint", "state", *arguments, "--json", **options)
        return {row["key"]: int(row["columns"][0]) for row in json.loads(out)["rows"]} if out else err

    def test_a_stopped_application_goes_back(self):
        self.on_data("run", self.flow, "--to", "latest")
        _, err = self.on_data("checkpoint", "create", "app", "before", status=1)
        self.one_sentence(err, "name its topology file")
        out, _ = self.on_data("checkpoint", "create", self.flow, "before")
        self.assertIn("orders-0 10, orders-1 10", out)
        self.feed(20, 30)
        self.on_data("run", self.flow, "--to", "latest")
        first = self.results()
        self.assertEqual(first, Counter((region, n) for region in ("eu", "us") for n in range(1, 16)))
        self.on_data("run", self.flow, "--checkpoint", "before", "--to", "latest")
        self.assertEqual(self.results() - first, Counter((region, n) for region in ("eu", "us") for n in range(11, 16)))
        _, err = self.on_data("run", self.flow, "--checkpoint", "never", "--to", "latest", status=1)
        self.one_sentence(err, "has no checkpoint never", "weir checkpoint list")
        _, err = self.on_data("checkpoint", "create", self.flow, "before", status=1)
        self.one_sentence(err, "already")
        out, _ = self.on_data("checkpoint", "list", "--json")
        info = json.loads(out)
        self.assertEqual([info["app"], info["name"], info["current"], info["error"]], ["app", "before", False, None])
        self.on_data("checkpoint", "delete", "app", "before")
        _, err = self.on_data("checkpoint", "list")
        self.one_sentence(err, "There is no checkpoint")
        self.assertEqual(os.listdir(os.path.join(self.data, "checkpoints", "app")), [])

    def test_beside_a_running_job(self):
        self.on_data("run", self.flow, "--detach")
        self.until_idle(20)
        self.on_data("checkpoint", "create", "app", "before")
        _, err = self.on_data("run", self.flow, "--checkpoint", "before", status=7)
        self.one_sentence(err, "runs already")
        self.feed(20, 30)
        self.until_idle(30)
        self.until(lambda: self.state("app", "count") == {"eu": 15, "us": 15}, "the commit")
        self.assertEqual(self.state("app", "count", "--checkpoint", "before"), {"eu": 10, "us": 10})
        out, _ = self.on_data("checkpoint", "list", "app", "--json")
        at = ",".join(f"{name[-1]}:{offset}" for name, offset in json.loads(out)["changelogs"].items())
        self.assertEqual(self.state("app", "count", "--at", at, "--prefix", "e"), {"eu": 10})
        out, err = self.on_data("checkpoint", "state", "app", "count", "--at", at)
        self.assertEqual([line.split() for line in out.splitlines()], [["key", "n"], ["eu", "10"], ["us", "10"]])
        self.assertIn("the checkpoint before", err)
        _, err = self.on_data("checkpoint", "state", "app", "count", "--at", "999", status=1)
        self.one_sentence(err, "there is no state at offset 999")
        _, err = self.on_data("checkpoint", "state", "app", "nothing", status=1)
        self.one_sentence(err, "no store")
        self.on_data("stop", "app")
        self.on_data("run", self.flow, "--checkpoint", "before", "--detach") # in the same owner
        self.until(lambda: self.state("app", "count") == {"eu": 15, "us": 15}, "the same end again")
        self.on_data("checkpoint", "delete", "app", "before")

    def test_a_changed_file_that_fits_not_is_refused(self):
        self.on_data("run", self.flow, "--to", "latest")
        self.on_data("checkpoint", "create", self.flow, "before")
        other = self.topology([ORDERS, BIG, {**COUNT, "select": "count(*) AS n, max(qty) AS high"}, OUT], name="other.weir")
        _, err = self.on_data("run", other, "--checkpoint", "before", status=3)
        self.one_sentence(err, "does not fit this topology", "store count")
        less = self.topology([ORDERS, {**BIG, "where": "amount > 1000"}, COUNT, OUT], name="less.weir")
        self.feed(20, 30)
        self.on_data("run", less, "--checkpoint", "before", "--to", "latest")
        self.assertEqual(self.results().total(), 20)

    def test_a_damaged_one_is_refused(self):
        self.on_data("run", self.flow, "--to", "latest")
        self.on_data("checkpoint", "create", self.flow, "before")
        path = os.path.join(self.data, "checkpoints", "app", "before", "topology.weir")
        with open(path, "r+b") as file:
            file.write(b"[")
        _, err = self.on_data("run", self.flow, "--checkpoint", "before", "--to", "latest", status=6)
        self.one_sentence(err, "damaged", "topology.weir")


if __name__ == "__main__":
    unittest.main()
