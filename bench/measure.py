#!/usr/bin/python3
"""Runs a program and says as one line of JSON how it went: exit code, seconds, processor seconds, peak memory in MiB.

measure.py SECONDS PROGRAM [ARGUMENT]...   ended after that many seconds; what the program prints goes to .output
"""

import json
import resource
import subprocess
import sys
import time

begun = time.perf_counter()
try:
    done = subprocess.run(sys.argv[2:], capture_output=True, timeout=float(sys.argv[1]), errors="replace")
    code, output, error = done.returncode, done.stdout, done.stderr
except subprocess.TimeoutExpired:
    code, output, error = None, "", "stopped"
seconds = time.perf_counter() - begun
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
answer = {
    "code": code,
    "seconds": seconds,
    "cpu": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss / 1024,
    "output": output[-2_000_000:],
    "error": error[-2000:],
}
print(json.dumps(answer))
