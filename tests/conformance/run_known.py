#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_known.py WEIR: runs all cases by run.py; fails if one outside known-failing.txt fails, or one in it passes."""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    with open(os.path.join(HERE, "known-failing.txt"), encoding="utf-8") as file:
        known = {line.strip() for line in file if line.strip() and not line.startswith("#")}
    cases = {name for name in os.listdir(HERE) if os.path.exists(os.path.join(HERE, name, "topology.weir"))}
    run = subprocess.run([sys.executable, os.path.join(HERE, "run.py"), HERE, "--weir", sys.argv[1], "-j", "2"], stdout=subprocess.PIPE, text=True, check=False)
    print(run.stdout, end="")
    failing = set(re.findall(r"^FAIL ([^:]+):", run.stdout, re.M))
    if not re.search(r"^\d+ passed, \d+ failed$", run.stdout, re.M):
        print("run.py did not come to its end")
        return 1
    broken = sorted(failing - known)
    mended = sorted(known - failing)
    for name in broken:
        print(f"{name} fails, and is not in known-failing.txt")
    for name in mended:
        print(f"{name} passes (or is no case): take it out of known-failing.txt")
    print(f"{len(cases - failing)} of {len(cases)} cases pass, {len(known & failing)} fail as known")
    print(f"{len(cases - failing)} passed, {len(broken) + len(mended)} failed")
    return 1 if broken or mended else 0


if __name__ == "__main__":
    sys.exit(main())
