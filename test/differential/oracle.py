#!/usr/bin/python3
"""What libsolv says of repositories: the verdict that the engine in src/rpm is held to. For tests alone.

  oracle.py check REPO... [--source] [--only REPO]... [--arch ARCH]
      every package that cannot be installed, one NEVRA a line, sorted. --source: also source packages whose build
      requirements cannot be installed. --only: ask about the packages of these repositories, the others just provide.
  oracle.py update --set SET REPO... [--source] [--arch ARCH]
      the same with the packages of SET in place of those of the same name and architecture, or of the same name and no
      lower version where one of the two is noarch: lines `broken`, `missing` and `fixed` with a NEVRA each: installable
      before and not after; new and not installable; the reverse of broken.
      Who is not asked about any more, because an update brought a namesake of the machine's own architecture, is none.
  oracle.py batch
      reads one question a line from standard input and writes one answer a line, both JSON:
      {"repos": [...], "set": "...", "source": true, "arch": "x86_64"}, of which only repos is needed.

A REPO is a directory that holds repodata, or a primary.xml, compressed or not. Exit code 1: something was found.
Needs Debian's python3-solv. Debian builds libsolv to compare versions as dpkg does; it is switched to RPM's rules here.
"""

import argparse
import ctypes
import json
import os
import sys
import xml.etree.ElementTree as ET

import solv

RPM_RULES = 0  # DISTTYPE_RPM of pool.h
SOURCE_ARCHES = ("src", "nosrc")
libsolv = ctypes.CDLL("libsolv.so.1")


def new_pool(arch):
    pool = solv.Pool()
    libsolv.pool_setdisttype(ctypes.c_void_p(int(pool.this)), RPM_RULES)
    pool.setarch(arch)
    return pool


def add_repository(pool, place):
    """Loads the primary metadata of a place as one more repository of the pool."""
    repo = pool.add_repo(place)
    path = place if os.path.isfile(place) else os.path.join(place, primary_location(place))
    stream = solv.xfopen(path)
    if stream is None or not repo.add_rpmmd(stream, None):
        raise SystemExit(f"oracle: cannot read {path}")
    stream.close()
    return repo


def primary_location(directory):
    namespace = {"r": "http://linux.duke.edu/metadata/repo"}
    index = ET.parse(os.path.join(directory, "repodata", "repomd.xml"))
    return index.find("r:data[@type='primary']/r:location", namespace).get("href")


def index_pool(pool):
    pool.addfileprovides()
    pool.createwhatprovides()


def askable(pool, repos, arch, with_source, off=frozenset()):
    """A package of a foreign architecture is not asked about where the machine's own has one of that name."""
    own = {s.nameid for repo in pool.repos for s in repo.solvables_iter() if s.arch == arch and s.id not in off}
    for repo in repos:
        for s in repo.solvables_iter():
            if s.id in off:
                continue
            if s.arch in SOURCE_ARCHES:
                if with_source:
                    yield s
            elif s.installable() and (s.arch in (arch, "noarch") or s.nameid not in own):
                yield s


def solve(pool, solvables, extra_flags=0):
    how = solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE | extra_flags
    solver = pool.Solver()
    solver.set_flag(solv.Solver.SOLVER_FLAG_IGNORE_RECOMMENDED, 1)
    problems = solver.solve([pool.Job(how, s.id) for s in solvables])
    return solver, problems


def uninstallable(pool, solvables):
    """Those that do not go into an empty system, each for itself.

    Wishes for all of them at once settle most: what went in is installable. Only who was never taken is asked alone.
    """
    waiting = list(solvables)
    while waiting:
        solver, _ = solve(pool, waiting, solv.Job.SOLVER_WEAK)
        taken = {s.id for s in solver.transaction().newsolvables()}
        still = [s for s in waiting if s.id not in taken]
        if len(still) == len(waiting):
            break
        waiting = still
    return {str(s) for s in waiting if solve(pool, [s])[1]}


def check(repos, only=(), source=False, arch="x86_64"):
    pool = new_pool(arch)
    loaded = {place: add_repository(pool, place) for place in [*repos, *only]}
    index_pool(pool)
    asked = [loaded[place] for place in only or repos]
    return {"uninstallable": sorted(uninstallable(pool, askable(pool, asked, arch, source)))}


def follows(new, old):
    """Whether a package takes the place of another of its name. Across architectures only as dnf upgrades."""
    if new.arch == old.arch:
        return True
    if new.arch in SOURCE_ARCHES or old.arch in SOURCE_ARCHES:
        return new.arch in SOURCE_ARCHES and old.arch in SOURCE_ARCHES and new.evrcmp(old) >= 0
    return "noarch" in (new.arch, old.arch) and new.evrcmp(old) >= 0


def update(repos, new, source=False, arch="x86_64"):
    pool = new_pool(arch)
    base = [add_repository(pool, place) for place in repos]
    index_pool(pool)
    before = uninstallable(pool, askable(pool, base, arch, source))

    added = add_repository(pool, new)
    fresh = {str(s) for s in added.solvables_iter()}
    renewed = {}
    for s in added.solvables_iter():
        if s.installable() or s.arch in SOURCE_ARCHES:
            renewed.setdefault(s.name, []).append(s)
    replaced = [
        s for repo in base for s in repo.solvables_iter() if any(follows(new, s) for new in renewed.get(s.name, ()))
    ]
    gone = {str(s) for s in replaced}
    pool.set_disabled_list([s.id for s in replaced])
    index_pool(pool)
    off = {s.id for s in replaced}
    asked = list(askable(pool, [*base, added], arch, source, off))
    after = uninstallable(pool, asked)
    return {
        "missing": sorted(after & fresh),
        "broken": sorted(after - before - fresh),
        "fixed": sorted((before - after - gone) & {str(s) for s in asked}),
    }


def answer(question):
    options = {key: question[key] for key in ("source", "arch") if key in question}
    if question.get("set"):
        return update(question["repos"], question["set"], **options)
    return check(question["repos"], question.get("only", ()), **options)


def main():
    parser = argparse.ArgumentParser(prog="oracle.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("check", "update"):
        one = verbs.add_parser(verb)
        one.add_argument("repos", nargs="+", metavar="REPO")
        one.add_argument("--source", action="store_true")
        one.add_argument("--arch", default="x86_64")
        if verb == "update":
            one.add_argument("--set", required=True)
        else:
            one.add_argument("--only", action="append", default=[])
    verbs.add_parser("batch")
    args = vars(parser.parse_args())
    if args.pop("verb") == "batch":
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)
        return 0
    found = answer(args)
    is_check = "uninstallable" in found
    lines = [nevra if is_check else f"{kind} {nevra}" for kind, nevras in found.items() for nevra in nevras]
    for line in sorted(lines):
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
