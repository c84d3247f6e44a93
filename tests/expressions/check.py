#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: check.py BIN [FILE ...]   Runs the corpora with `BIN eval --corpus FILE` and judges as run.py does. Lines named in
known_failures.txt must fail, all others must pass; prints the count of each category."""
import glob, os, subprocess, sys
from collections import Counter

sys.dont_write_bytecode = True
import run

def known():
    """FILE:LINE of each line that is not expected to pass yet."""
    lines = open(os.path.join(run.HERE, 'known_failures.txt'), encoding='utf-8').read().split('\n')
    return {line.split()[0] for line in lines if line.strip() and not line.startswith('#')}

def main():
    binary = sys.argv[1]
    own = sorted(glob.glob(os.path.join(run.HERE, 'own', '*.jsonl')))
    files = sys.argv[2:] or [os.path.join(run.HERE, f) for f in ('public.jsonl', 'public_agg.jsonl')] + own
    expected, passed, total, wrong = known(), Counter(), Counter(), []
    for path in files:
        wanted = [line for line in open(path, encoding='utf-8').read().split('\n') if line]
        answer = subprocess.run([binary, 'eval', '--corpus', path], stdout=subprocess.PIPE, timeout=600)
        got = answer.stdout.decode('utf-8', 'replace').split('\n')
        if answer.returncode != 0: wrong.append(f'{os.path.basename(path)}: exit status {answer.returncode}')
        for number, line in enumerate(wanted, 1):
            want, place = run.load(line), f'{os.path.basename(path)}:{number}'
            try: fine = run.judge(want, run.load(got[number - 1]))
            except (IndexError, ValueError, AttributeError): fine = False
            total[want['category']] += 1
            passed[want['category']] += fine
            if fine == (place in expected):
                shown = got[number - 1][:200] if number <= len(got) else 'nothing'
                wrong.append(f'{place}: {want["expr"][:200]!r} ' + ('passes now: take it off known_failures.txt' if fine else f'wants {run.brief(want)}, got {shown}'))
    for category in sorted(total): print(f'{category}: {passed[category]} of {total[category]}')
    print(f'{sum(passed.values())} of {sum(total.values())} pass')
    for line in wrong: print(line)
    return 1 if wrong else 0

if __name__ == '__main__': sys.exit(main())
