"""Load and soak: a network of real processes under random work, kills and faults.

The world is made, people work for the given time while things go wrong, all faults cease, and then
every promise is held against what the replicas have: see `checks.py`.
"""

import argparse
import itertools
import json
import os
import sys
import tempfile
import threading
import time
import traceback

import checks
import collecting
import commands
import faults
import newcomers
import report
import sampling
import selfcheck
import work
import world


class Run:
    """One run from its seed to its findings."""

    def __init__(self, options):
        self.program = options.program
        self.seed = options.seed
        self.seconds = options.seconds
        self.workers = options.workers
        place = options.world or tempfile.mkdtemp(prefix="syncd-soak-")
        self.place = place
        self.world = world.World(place, options.program)
        self.journal = commands.Journal(self.world.place / "journal.jsonl")
        self.commands = commands.Commands(options.program, self.world.peers, self.journal)
        self.faults = faults.Faults(self.world, self.commands, options.seed, options.restores)
        self.newcomers = newcomers.Newcomers(self.world, self.commands)
        self.sampler = sampling.Sampler(self.world, max(0.5, options.seconds / 1000))
        self.steps = 0
        self.requests = 0
        self.troubles = []

    def go(self):
        began = time.monotonic()
        self.prepare()
        self.labour()
        self.faults.cease()
        self.troubles += self.newcomers.cease()
        rounds, is_quiet = collecting.settle(self.world, self.commands, self.workers)
        self.evidence = collecting.collect(
            self.world, self.commands, self.journal, self.workers)
        self.evidence.rounds, self.evidence.is_quiet = rounds, is_quiet
        self.evidence.folders_away = self.faults.was_away
        self.evidence.restores = (
            self.faults.counts["restores"] + self.faults.counts["copies"])
        self.stop()
        self.evidence.files = collecting.search(self.world, self.commands)
        self.judge()
        self.seconds_in_all = time.monotonic() - began

    def prepare(self):
        """Makes the world, and lets everyone have the catalogue."""
        self.world.make(self.commands)
        national = self.world.replicas["national"]
        self.collide()
        pathways = {}
        for one in self.commands.run("setup", national, "list", "pathway")["answer"]["records"]:
            pathways.setdefault(one["scope"], []).append(one["id"])
        self.work = work.Work(self.world, self.commands, self.seed, pathways)
        for replica in self.world.replicas.values():
            replica.bytes_at_start = replica.bytes()
        heads = self.commands.run("setup", national, "heads")["answer"]
        self.held_at_start = len(self.world.replicas) * sum(
            log["sequence"] for logs in heads.values() for log in logs.values())

    def collide(self):
        """One value written over by another party, which the self-check of any run can break."""
        record, scope = "pathway/provforlopp", "national/lung-och-allergisjukdomar"
        file = str(self.world.place / "files" / "trial.jsonl")
        region = self.world.replicas["14-vgr"]

        def write(replica, name, text):
            self.commands.run(
                name, replica, "set", record, f"summary={text}", "--scope", scope, "--message",
                f"step-{name}", asked={record: {"summary": text}})

        write(self.world.replicas["national"], "trial-1", "Ett första förslag")
        self.commands.run("setup", self.world.replicas["national"], "export", file)
        self.commands.run("setup", region, "apply", file)
        write(region, "trial-2", "Ett annat förslag")

    def labour(self):
        """Work and faults, side by side, for the given time."""
        began = time.monotonic()
        self.work.progress = lambda: (time.monotonic() - began) / self.seconds
        numbers = itertools.count(1)
        lock = threading.Lock()

        def toil():
            while time.monotonic() - began < self.seconds:
                with lock:
                    number = self.steps = next(numbers)
                try:
                    self.work.step(number)
                except Exception:
                    self.troubles.append((None, f"Step {number}: {traceback.format_exc()}"))

        self.sampler.began = began
        self.sampler.start()
        threads = [threading.Thread(target=toil) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            self.faults.tick()
            self.newcomers.tick(self.work.progress())
            time.sleep(0.05)
        self.sampler.ended.set()
        self.sampler.join()
        self.fits = sampling.fits(self.sampler.samples, self.seconds)

    def stop(self):
        """Reads the last figures, and ends every server as systemd would."""
        for server in self.world.servers():
            if server.metrics:
                _, body = server.read(server.metrics, "/metrics")
                self.requests += requests_in(body.decode())
            code = server.stop()
            if code != 0:
                self.troubles.append(
                    (server.replica.author, f"The server ended with {code} when asked to stop."))
            log = server.log.read_text(errors="replace")
            if "Fatal error" in log or "Crash" in log:
                self.troubles.append((server.replica.author, "The server crashed: " + log[-1500:]))

    def judge(self):
        self.findings = checks.Findings(self.evidence)
        self.found = self.findings.all()
        self.found["servers"] = self.faults.findings + self.troubles
        self.found["flat"] = sampling.judged(self.fits)
        self.missed = selfcheck.failures(self.evidence)

    def is_sound(self):
        return not any(self.found.values()) and not self.missed


def requests_in(metrics):
    """How many requests a server's metrics tell of."""
    total = 0
    for line in metrics.splitlines():
        if line.startswith("syncd_requests_total"):
            total += int(float(line.rsplit(" ", 1)[1]))
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(3, (os.cpu_count() or 2) + 1))
    parser.add_argument("--restores", action="store_true",
                        help="also put replicas back to earlier copies of themselves")
    parser.add_argument("--world", help="a folder to make; else a temporary one")
    parser.add_argument("--keep", action="store_true", help="keep the world also where all holds")
    parser.add_argument("--json", default="soak.json")
    options = parser.parse_args()
    run = Run(options)
    try:
        run.go()
    except BaseException:
        for server in run.world.servers():
            if server.is_up():
                server.process.kill()
        print(f"The world is kept in {run.place}.", file=sys.stderr)
        raise
    figures = report.summary(run)
    report.table(figures)
    with open(options.json, "w", encoding="utf-8") as file:
        json.dump(figures, file, ensure_ascii=False, indent=2)
    if run.is_sound():
        if not options.keep:
            run.world.remove()
        return 0
    report.findings(run)
    print(f"The world is kept in {run.place}; its journal.jsonl has every command. "
          f"Again: Tests/Soak/run PROGRAM --seconds {options.seconds:g} --seed {options.seed}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
