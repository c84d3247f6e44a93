# SPDX-License-Identifier: Apache-2.0
"""weir test and weir eval: the test driver, case folders, the expression corpus."""
import json
import os
import subprocess
import unittest

from weir_case import BIG, ORDERS, OUT, WEIR, WeirCase


def line(amount, **more):
    return json.dumps({"topic": "orders", "key": "k", "value": {"region": "eu", "amount": amount, "qty": 1}, "timestamp": 1000, **more}) + "\n"


class Driver(WeirCase):
    def test_to_standard_output(self):
        out, err = self.weir("test", self.topology(), "--input", self.file("in.jsonl", line(50) + line(500)))
        self.assertEqual([json.loads(text) for text in out.splitlines()],
                         [{"topic": "big-orders", "key": "k", "value": {"region": "eu", "amount": 500, "qty": 1}, "timestamp": 1000}])
        self.assertEqual(err, "")

    def test_to_a_file(self):
        out, _ = self.weir("test", self.topology(), "--input", self.file("in.jsonl", line(500)), "--output", os.path.join(self.root, "out.jsonl"))
        self.assertEqual(out, "")
        with open(os.path.join(self.root, "out.jsonl"), encoding="utf-8") as file:
            self.assertEqual(json.loads(file.read())["value"]["amount"], 500)

    def test_the_clock_moves_by_the_input_alone(self):
        file = self.topology([ORDERS, {"id": "now", "type": "map-values", "select": "(extract(epoch from now()) * 1000)::bigint AS ms"}, OUT])
        out, _ = self.weir("test", file, "--input", self.file("in.jsonl", line(1) + '{"advance_wall_clock":"10s"}\n' + line(1)))
        self.assertEqual([json.loads(text)["value"]["ms"] for text in out.splitlines()], [0, 10000])

    def test_a_failing_record_names_topic_line_and_node(self):
        out, err = self.weir("test", self.topology(), "--input", self.file("in.jsonl", line(500) + line("much") + line(600)), status=1)
        self.assertEqual(len(out.splitlines()), 1)
        self.one_sentence(err, "orders", "2", "amount")

    def test_bad_input(self):
        for text, word in (("{", "1"), ('{"topic":"nowhere","value":1,"timestamp":1}', "nowhere"), ('{"advance_wall_clock":"soon"}', "soon"), ("[]", "1")):
            _, err = self.weir("test", self.topology(), "--input", self.file("in.jsonl", text + "\n"), status=1)
            self.one_sentence(err, word)

    def test_wrong_usage_and_wrong_files(self):
        self.weir("test", self.topology(), status=2)
        self.weir("test", self.topology(), "--input", "nowhere.jsonl", status=2)
        _, err = self.weir("test", self.topology([ORDERS, {**BIG, "where": "amont > 1"}, OUT]), "--input", self.file("in.jsonl", ""), status=3)
        self.assertIn("node big: where:", err)

    def test_case_folders(self):
        file = self.topology()
        for name, expected in (("right", 500), ("wrong", 501)):
            os.makedirs(os.path.join(self.root, "cases", name))
            self.file(f"cases/{name}/input.jsonl", line(50) + line(500))
            self.file(f"cases/{name}/expected.jsonl", json.dumps({"topic": "big-orders", "key": "k", "value": {"region": "eu", "amount": expected, "qty": 1}, "timestamp": 1000}) + "\n")
        out, _ = self.weir("test", file, "--cases", os.path.join(self.root, "cases"), status=5)
        self.assertIn("wrong", out)
        self.assertIn("1 passed, 1 failed", out)
        os.remove(os.path.join(self.root, "cases", "wrong", "input.jsonl"))
        out, _ = self.weir("test", file, "--cases", os.path.join(self.root, "cases"))
        self.assertIn("1 passed, 0 failed", out)

    def run_case(self, spec, lines, status=0, nodes=None, outputs=()):
        """One case of the given case.json; what the command printed."""
        folder = os.path.join(self.root, "cases", "one")
        os.makedirs(folder, exist_ok=True)
        self.file("cases/one/input.jsonl", lines)
        self.file("cases/one/expected.jsonl", "".join(json.dumps(record) + "\n" for record in outputs))
        self.file("cases/one/case.json", json.dumps(spec))
        return self.weir("test", self.topology(nodes) if nodes else self.topology(), "--cases", os.path.dirname(folder), status=status)[0]

    def test_a_case_runs_on_partitions_and_instances_with_restarts(self):
        counts = [ORDERS, {"id": "counts", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}, OUT]
        lines = "".join(json.dumps({"topic": "orders", "key": f"k{n}", "value": {"region": "eu" if n % 3 else "us", "amount": 1, "qty": 1}, "timestamp": n}) + "\n" for n in range(60))
        expected = [{"topic": "big-orders", "key": "eu", "value": {"n": 40}, "timestamp": 59}, {"topic": "big-orders", "key": "us", "value": {"n": 20}, "timestamp": 57}]
        self.run_case({"partitions": 4, "instances": 3, "compare": "final-tables", "restart_every": 10, "seed": 7}, lines, nodes=counts, outputs=expected)
        expected[0]["value"]["n"] = 41
        self.assertIn("its value differs", self.run_case({"partitions": 4, "compare": "final-tables"}, lines, status=5, nodes=counts, outputs=expected))

    def test_assertions_count_records_by_a_condition(self):
        record = {"topic": "big-orders", "key": "k", "value": {"region": "eu", "amount": 500, "qty": 1}, "timestamp": 1000}
        for where, count, status in (("amount > 100 AND _key = 'k'", 1, 0), ("_timestamp = 1000", 1, 0), ("amount > 100", 2, 5), ("amont > 100", 1, 5)):
            out = self.run_case({"assert": [{"topic": "big-orders", "where": where, "count": count}]}, line(50) + line(500), status=status, outputs=[record])
            self.assertIn("1 passed" if status == 0 else where, out)

    def test_assertions_see_a_windows_bounds(self):
        windows = [ORDERS, {"id": "w", "type": "aggregate", "window": {"type": "tumbling", "size": "1s", "grace": "0s"}, "select": "count(*) AS n"}, OUT]
        expected = [{"topic": "big-orders", "key": {"key": "k", "start": 1000, "end": 2000}, "value": {"n": 1}, "timestamp": 1000}]
        self.run_case({"assert": [{"topic": "big-orders", "where": "_window_end - _window_start = 1000 AND n = 1 AND _key = 'k'", "count": 1}]}, line(500), nodes=windows, outputs=expected)

    def test_a_wrong_case_json_says_what_is_wrong(self):
        for spec, word in (({"partitions": 0}, "partitions"), ({"compare": "roughly"}, "compare"), ({"threads": 2}, "threads"), ({"assert": [{"topic": "x"}]}, "assert")):
            self.assertIn(word, self.run_case(spec, line(500), status=5))

    def subflow(self, inner, edges, parameters=None, use=None, wires=None, name="clean"):
        nodes = [ORDERS, {"id": "step", "type": "subflow", "use": name, **(use or {})}, OUT]
        return self.topology(nodes, wires, subflows={"clean": {"parameters": parameters or {}, "nodes": inner, "edges": edges}})

    def test_a_subflow_runs_in_place_with_its_parameters(self):
        inner = [{"id": "big", "type": "filter", "where": "amount > ${least}"}, {"id": "counts", "type": "aggregate", "group_by": "region", "select": "count(*) AS n"}]
        for use, expected in (({}, ["eu"]), ({"with": {"least": 400}}, ["eu"]), ({"with": {"least": 10}}, ["eu", "eu"])):
            file = self.subflow(inner, [["big", "counts"]], {"least": 100}, use)
            out, _ = self.weir("test", file, "--input", self.file("in.jsonl", line(50) + line(500)))
            self.assertEqual([json.loads(text)["key"] for text in out.splitlines()], expected)
        out, _ = self.weir("describe", file)
        self.assertIn("step.counts", out)
        out, _ = self.weir("export", file)
        self.assertIn('"use": "clean"', out)

    def test_a_subflow_that_is_switched_off_passes_its_input(self):
        file = self.subflow([{"id": "none", "type": "filter", "where": "false"}], [], use={"enabled": False})
        out, _ = self.weir("test", file, "--input", self.file("in.jsonl", line(50)))
        self.assertEqual(len(out.splitlines()), 1)

    def test_ports_of_a_subflow_are_its_open_ends(self):
        inner = [{"id": "some", "type": "branch", "branches": [{"name": "big", "where": "amount > 100"}], "default": "small"}, {"id": "low", "type": "filter", "where": "amount > 0"}]
        file = self.subflow(inner, [["some:small", "low"]], wires=[["orders", "step"], ["step:low", "out"]])
        out, _ = self.weir("test", file, "--input", self.file("in.jsonl", line(50) + line(500)))
        self.assertEqual(len(out.splitlines()), 1)

    def test_mistakes_of_a_subflow_name_it(self):
        big = {"id": "big", "type": "filter", "where": "amount > ${least}"}
        for inner, parameters, use, name, words in (
                ([big], {}, {}, "clean", ("step.big", "least")), ([big], {"least": 1}, {"with": {"lest": 1}}, "clean", ("with.lest", "least")),
                ([big], {"least": None}, {}, "clean", ("with.least", "missing")), ([big], {"least": 1}, {}, "claen", ("claen", "clean")),
                ([{"id": "x", "type": "filter", "where": "amont > 1"}], {}, {}, "clean", ("step.x", "amont")),
                ([{"id": "again", "type": "subflow", "use": "clean"}], {}, {}, "clean", ("levels deep",))):
            _, err = self.weir("test", self.subflow(inner, [], parameters, use, name=name), "--input", self.file("in.jsonl", ""), status=3)
            for word in words:
                self.assertIn(word, err)

    def test_no_file_is_opened_by_connectors(self):
        file = self.topology([{"id": "in", "type": "file-source", "path": os.path.join(self.root, "rows.jsonl"), "file_format": "jsonl", "topic": "orders",
                               "value": ORDERS["value"]}, BIG, OUT])
        self.file("rows.jsonl", '{"region":"eu","amount":900,"qty":1}\n')
        out, _ = self.weir("test", file, "--input", self.file("in.jsonl", line(500)))
        self.assertEqual(len(out.splitlines()), 1)


class Corpus(WeirCase):
    def test_each_line_has_an_answer_whatever_happens(self):
        corpus = self.file("c.jsonl", '{"schema":"a bigint","row":{"a":1},"expr":"a + 1"}\n{"schema":"a bigint","row":{"a":1},"expr":"a / 0"}\n'
                                      '{"schema":"a bigint","row":{"a":1},"expr":"b"}\nnot json\n{"schema":"a bigint","rows":[{"a":1},{"a":2}],"expr":"sum(a)"}\n')
        answers = [json.loads(text) for text in self.weir("eval", "--corpus", corpus)[0].splitlines()]
        self.assertEqual(len(answers), 5)
        self.assertEqual(answers[0], {"type": "bigint", "result": 2})
        self.assertEqual(answers[1], {"error": "division_by_zero", "when": "run"})
        self.assertEqual(answers[2], {"error": "undefined_column", "when": "check"})
        self.assertIn("error", answers[3])
        self.assertEqual(answers[4], {"type": "bigint", "result": 3})

    def test_a_missing_corpus(self):
        _, err = self.weir("eval", "--corpus", "nowhere.jsonl", status=2)
        self.one_sentence(err, "nowhere.jsonl")


if __name__ == "__main__":
    unittest.main()
