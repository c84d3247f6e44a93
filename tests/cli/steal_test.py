# SPDX-License-Identifier: Apache-2.0
"""--steal: every command that may own a data folder takes it from a process that does not answer."""
import json
import os
import signal
import unittest

from weir_case import BIG, OUT, WeirCase

GENERATED = {"id": "orders", "type": "generator", "topic": "orders", "schema": "orders", "rate": 1000, "partitions": 2}
COUNT = {"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}


class Steal(WeirCase):
    def setUp(self):
        super().setUp()
        self.on_data("topic", "create", "table", "--partitions", "1", "--cleanup", "compact")
        self.flow = self.topology([GENERATED, BIG, COUNT, OUT]) # it commits all the time, and so finds out that it lost the folder

    def stopped_owner(self):
        owner = self.spawn("run", self.flow)
        self.until(lambda: (self.job() or {}).get("processed", 0) > 0, "the job to run")
        owner.send_signal(signal.SIGSTOP)
        return owner

    def fenced(self, owner):
        """The old owner ends by itself, and says why."""
        owner.send_signal(signal.SIGCONT)
        _, err = owner.communicate(timeout=60)
        self.assertEqual(owner.returncode, 7, err)
        self.assertIn("--steal", err)

    def test_commands_that_change_something(self):
        self.produce("table", [{"key": "k", "value": n} for n in range(3)])
        exported, _ = self.on_data("topic", "export", "table")
        for arguments, text in ((("topic", "alter", "table", "--delete-retention", "2h"), None), (("topic", "verify"), None), (("topic", "compact", "table"), None),
                                (("topic", "import", "copy"), exported), (("topic", "delete", "copy", "--yes", "copy"), None),
                                (("checkpoint", "create", self.flow, "before"), None), (("checkpoint", "delete", "app", "before"), None),
                                (("offsets", "reset", "app", "--earliest"), None)):
            owner = self.stopped_owner()
            self.on_data(*arguments, "--steal", text=text)
            self.fenced(owner)
        self.assertEqual(json.loads(self.on_data("topic", "describe", "table", "--json")[0])["deleteRetentionMs"], 2 * 3600000)
        self.assertEqual([r["value"] for r in self.consume("table")], [2]) # the stolen segment was sealed, so it could be compacted
        self.on_data("topic", "verify")

    def test_a_background_run_and_a_replay(self):
        owner = self.stopped_owner()
        _, err = self.on_data("run", self.flow, "--detach", "--steal")
        self.assertIn("weir stop app", err)
        self.fenced(owner)
        self.until(lambda: self.job()["state"] == "running", "the job to run again")
        self.on_data("stop", "app")
        self.until(lambda: self.job() is None, "the background process to end")
        owner = self.stopped_owner()
        _, err = self.on_data("replay", self.flow, "--steal")
        self.assertIn("app.replay-1 runs beside app", err)
        self.fenced(owner)
        self.on_data("replay", "drop", "app")
        owner = self.stopped_owner()
        _, err = self.on_data("replay", "drop", "app", "--steal", status=1)
        self.one_sentence(err, "no replay")
        self.fenced(owner)
        self.assertFalse([name for name in os.listdir(os.path.join(self.data, "topics")) if "replay" in name])


if __name__ == "__main__":
    unittest.main()
