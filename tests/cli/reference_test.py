# SPDX-License-Identifier: Apache-2.0
"""The reference pages: each node type and each function has one with an example that runs, and docs/reference is what the registry says now."""
import os
import unittest

from weir_case import WeirCase

REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "reference")


def pages(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            file = os.path.join(path, name)
            with open(file, encoding="utf-8") as opened:
                found[os.path.relpath(file, folder)] = opened.read()
    return found


class Reference(WeirCase):
    def test_each_page_has_an_example_that_runs(self):
        self.weir("nodes", "--reference", os.path.join(self.root, "made"))
        made = pages(os.path.join(self.root, "made"))
        self.assertGreater(len(made), 100)
        for name, text in made.items():
            if name == "README.md":
                continue
            self.assertIn("## Example", text, name)
            for wrong in ("The example ", "gives the error"):
                self.assertNotIn(wrong, text, name)

    def test_the_pages_in_docs_are_current(self):
        self.weir("nodes", "--reference", os.path.join(self.root, "made"))
        made = pages(os.path.join(self.root, "made"))
        kept = pages(REFERENCE)
        self.assertEqual(sorted(made), sorted(kept), "run: weir nodes --reference docs/reference")
        for name, text in made.items():
            self.assertEqual(kept[name], text, f"{name}: run weir nodes --reference docs/reference")


if __name__ == "__main__":
    unittest.main()
