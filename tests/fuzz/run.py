#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: run.py [--seconds N] [--jobs N] [TARGET ...]   Builds the fuzz targets with clang (preset fuzz) and runs each for N
seconds (default 60). New inputs go to build/fuzz/corpus/TARGET; what stops a target is left in build/fuzz/findings/TARGET.
Prints executions, seconds and findings of each; exit status 1 if there is a finding."""
import argparse, os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, 'build', 'fuzz')
TARGETS = ('topology', 'expression', 'evaluation', 'record')
LIMITS = {'topology': 32768}

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('targets', nargs='*', default=TARGETS)
    parser.add_argument('--seconds', type=int, default=60)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--bin', help='a folder with programs that are built already')
    options = parser.parse_args()
    if not options.bin:
        subprocess.run(['cmake', '--preset', 'fuzz'], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(['ninja', '-C', BUILD, '-j', str(options.jobs)] + ['fuzz_' + t for t in options.targets], check=True)
    found = 0
    for target in options.targets:
        grown, findings = os.path.join(BUILD, 'corpus', target), os.path.join(BUILD, 'findings', target)
        os.makedirs(grown, exist_ok=True)
        os.makedirs(findings, exist_ok=True)
        before = set(os.listdir(findings))
        seeds = [os.path.join(ROOT, 'tests', 'fuzz', 'corpus', target)]
        if target == 'topology': seeds.append(os.path.join(ROOT, 'tests', 'conformance'))
        binary = os.path.join(options.bin or os.path.join(BUILD, 'tests', 'fuzz'), 'fuzz_' + target)
        run = subprocess.run([binary, f'-max_total_time={options.seconds}', '-timeout=20', '-rss_limit_mb=2048', f'-max_len={LIMITS.get(target, 4096)}',
                              f'-artifact_prefix={findings}/', '-print_final_stats=1', grown] + seeds, stderr=subprocess.PIPE)
        log = run.stderr.decode('utf-8', 'replace')
        with open(os.path.join(findings, 'log.txt'), 'w', encoding='utf-8') as out: out.write(log)
        executions = re.search(r'stat::number_of_executed_units:\s*(\d+)', log)
        new = set(os.listdir(findings)) - before - {'log.txt'}
        print(f'{target}: {executions[1] if executions else "?"} executions, {options.seconds} s, {len(new)} findings', *sorted(new))
        found += len(new) + (run.returncode != 0 and not new)
    return 1 if found else 0

if __name__ == '__main__': sys.exit(main())
