# SPDX-License-Identifier: Apache-2.0
"""weir check, describe, nodes, completion: files that are right, and files that are wrong in every way."""
import json
import os
import subprocess
import unittest

from weir_case import BIG, ORDERS, OUT, WEIR, WeirCase


class GoodFiles(WeirCase):
    def test_ok(self):
        out, err = self.weir("check", self.topology())
        self.assertEqual((out, err), ("ok\n", ""))

    def test_json(self):
        out, _ = self.weir("check", "--json", self.topology())
        self.assertEqual(json.loads(out)["problems"], [])

    def test_several_files_each_have_a_line(self):
        good, bad = self.topology(), self.file("bad.weir", "{")
        out, _ = self.weir("check", good, bad, status=3)
        self.assertEqual(out.splitlines()[0], good + ": ok")
        self.assertTrue(out.splitlines()[1].startswith(bad + ": "), out)

    def test_describe_in_every_form(self):
        file = self.topology()
        self.assertIn("orders", self.weir("describe", file)[0])
        self.assertIn("digraph", self.weir("describe", file, "--format", "dot")[0])
        self.assertRegex(self.weir("describe", file, "--format", "mermaid")[0], "^(graph|flowchart)")
        json.loads(self.weir("describe", file, "--json")[0])

    def test_a_described_file_that_is_wrong(self):
        out, err = self.weir("describe", self.topology([ORDERS, {**BIG, "where": "amont > 1"}, OUT]), status=3)
        self.assertEqual(out, "")
        self.assertIn("node big: where:", err)


class BadFiles(WeirCase):
    def problems(self, path):
        """The lines of weir check, without the file's name."""
        out, err = self.weir("check", path, status=3)
        self.assertEqual(err, "")
        for line in out.splitlines():
            self.assertTrue(line.startswith(path + ": "), line)
        return [line[len(path) + 2:] for line in out.splitlines()]

    def assert_problem(self, path, *words):
        problems = self.problems(path)
        self.assertTrue(any(all(word in line for word in words) for line in problems), problems)

    def test_not_json(self):
        self.assert_problem(self.file("a.weir", "weir: 1"), "JSON")

    def test_not_an_object(self):
        self.assert_problem(self.file("a.weir", "[1]"), "object")

    def test_not_utf8(self):
        path = os.path.join(self.root, "a.weir")
        with open(path, "wb") as file:
            file.write(b'{"weir": 1, "name": "\xff"}')
        self.problems(path)

    def test_empty(self):
        self.problems(self.file("a.weir", ""))

    def test_newer_version(self):
        self.assert_problem(self.file("a.weir", '{"weir": 2, "application_id": "app", "nodes": [], "edges": []}'), "2", "newer")

    def test_unknown_keys_are_named_with_their_node(self):
        path = self.topology([{**ORDERS, "colour": "red"}, BIG, OUT], collor=1)
        self.assert_problem(path, "node orders", "colour")
        self.assert_problem(path, "collor")

    def test_duplicate_ids(self):
        self.assert_problem(self.topology([ORDERS, BIG, {**BIG, "where": "qty > 1"}, OUT]), "big")

    def test_duplicate_keys(self):
        self.assert_problem(self.file("a.weir", '{"weir": 1, "weir": 1, "application_id": "app", "nodes": [], "edges": []}'), "weir", "twice")

    def test_a_cycle(self):
        path = self.topology([ORDERS, BIG, {**BIG, "id": "again"}, OUT], [["orders", "again"], ["big", "again"], ["again", "big"], ["big", "out"]])
        self.problems(path)

    def test_a_dangling_edge(self):
        self.assert_problem(self.topology(edges=[["orders", "big"], ["big", "nowhere"]]), "nowhere")

    def test_a_wrong_kind(self):
        self.assert_problem(self.topology([ORDERS, {"id": "s", "type": "to-stream"}, OUT]), "node s", "table")

    def test_an_unknown_type(self):
        self.assert_problem(self.topology([ORDERS, {"id": "f", "type": "filtre", "where": "true"}, OUT]), "node f", "filtre")

    def test_a_bad_expression(self):
        self.assert_problem(self.topology([ORDERS, {**BIG, "where": "amount >"}, OUT]), "node big: where:")
        self.assert_problem(self.topology([ORDERS, {**BIG, "where": "amount + 1"}, OUT]), "node big: where:", "boolean")

    def test_every_mistake_at_once(self):
        problems = self.problems(self.topology([{**ORDERS, "colour": 1}, {**BIG, "where": "amont > 1"}, {**OUT, "topic": "../x"}]))
        for node in ("orders", "big", "out"):
            self.assertTrue(any(f"node {node}:" in line for line in problems), problems)

    def test_a_topic_outside_the_folder(self):
        self.assert_problem(self.topology([{**ORDERS, "topic": "../x"}, BIG, OUT]), "node orders", "topic")

    def test_a_file_that_is_too_large(self):
        self.assert_problem(self.file("a.weir", '{"weir": 1, "name": "' + "x" * (9 << 20) + '"}'), "8MiB")

    def test_deep_nesting(self):
        self.problems(self.file("a.weir", "[" * 100000))

    def test_an_endless_expression(self):
        self.problems(self.topology([ORDERS, {**BIG, "where": "+".join(["1"] * 30000)}, OUT]))

    def test_no_such_file(self):
        out, err = self.weir("check", "nowhere.weir", status=2)
        self.assertEqual(out, "")
        self.one_sentence(err, "nowhere.weir")

    def test_a_bad_file_does_not_run(self):
        out, err = self.on_data("run", self.topology([ORDERS, {**BIG, "where": "amont > 1"}, OUT]), status=3)
        self.assertIn("node big: where:", err)
        self.assertFalse(os.path.exists(self.data))


class Usage(WeirCase):
    def test_help_everywhere(self):
        commands = ["run", "check", "describe", "test", "eval", "status", "stop", "pause", "resume", "nodes", "completion", "topic", "topic list",
                    "topic create", "topic describe", "topic produce", "topic consume"]
        for command in [""] + commands:
            out, err = self.weir(*command.split(), "--help")
            self.assertIn("--help", out)
            self.assertEqual(err, "")

    def test_wrong_usage_is_status_2(self):
        for line in ("fly", "run", "check", "topic", "topic fly", "run a.weir --fly", "describe a.weir --format svg", "topic create t --partitions 0"):
            out, err = self.weir(*line.split(), status=2)
            self.assertEqual(out, "", line)
            self.assertNotEqual(err, "", line)

    def test_no_command_and_no_display_prints_help(self):
        without = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        for arguments in ([], [self.topology()]):
            _, err = self.weir(*arguments, status=2, env=without)
            self.assertIn("Usage", err)

    def test_the_designer_is_started_where_there_is_a_display(self):
        folder = os.path.join(self.root, "bin")
        os.mkdir(folder)
        designer = os.path.join(folder, "weir-designer")
        with open(designer, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\necho "designer $1"\n')
        os.chmod(designer, 0o755)
        # A copy, so that no designer stands beside it.
        copy = os.path.join(self.root, "weir")
        with open(WEIR, "rb") as source, open(copy, "wb") as target:
            target.write(source.read())
        os.chmod(copy, 0o755)
        env = {**os.environ, "PATH": folder + ":" + os.environ["PATH"], "DISPLAY": ":99"}
        done = subprocess.run([copy, self.topology()], stdout=subprocess.PIPE, encoding="utf-8", env=env, check=True)
        self.assertEqual(done.stdout, f"designer {os.path.join(self.root, 'flow.weir')}\n")

    def test_version(self):
        self.assertRegex(self.weir("--version")[0], r"^weir \d+\.\d+\.\d+\n$")

    def test_the_reference_of_nodes(self):
        self.assertIn("aggregate", self.weir("nodes")[0])
        self.assertIn("# Filter", self.weir("nodes", "filter", "--markdown")[0])
        for line in self.weir("nodes", "--json")[0].splitlines():
            self.assertIn("type", json.loads(line))
        self.assertIn("$schema", json.loads(self.weir("nodes", "--schema")[0]))
        self.weir("nodes", "filtre", status=2)

    def test_completion_scripts(self):
        script, _ = self.weir("completion", "bash")
        asked = script + '\nCOMP_WORDS=(weir topic con); COMP_CWORD=2; _weir; echo "${COMPREPLY[@]}"'
        self.assertEqual(subprocess.run(["bash", "-c", asked], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.strip(), "consume")
        self.assertIn("bashcompinit", self.weir("completion", "zsh")[0])
        self.assertIn("complete -c weir", self.weir("completion", "fish")[0])



class Diff(WeirCase):
    def test_it_says_what_differs_in_meaning(self):
        before = self.topology(name="before.weir")
        after = self.topology([ORDERS, {**BIG, "where": "amount > 200"}, {"id": "look", "type": "peek"}, OUT], name="after.weir")
        out, _ = self.weir("diff", before, after)
        self.assertIn("~ node big: where", out)
        self.assertIn("+ node look", out)
        self.assertIn("- wire", out)
        self.weir("diff", before, after, "--exit-code", status=1)
        out, _ = self.weir("diff", before, after, "--json")
        self.assertEqual(json.loads(out.splitlines()[0])["place"], "node big: where")

    def test_the_layout_counts_for_nothing(self):
        before = self.topology(name="before.weir")
        with open(before, encoding="utf-8") as opened:
            document = json.load(opened)
        after = self.file("after.weir", json.dumps({**document, "layout": {"big": [1, 2]}}))
        out, _ = self.weir("diff", before, after, "--exit-code")
        self.assertEqual(out, "")

    def test_export_saves_as_weir_does(self):
        file = self.topology(name="hand.weir")
        out, _ = self.weir("export", file)
        again, _ = self.weir("export", self.file("saved.weir", out))
        self.assertEqual(out, again)
        self.weir("diff", file, os.path.join(self.root, "saved.weir"), "--exit-code")


if __name__ == "__main__":
    unittest.main()
