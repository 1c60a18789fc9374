"""What is asked of every replica when all is quiet: the evidence that the checks judge."""

import concurrent.futures
import dataclasses

import erasing

MOST_ROUNDS = 12


@dataclasses.dataclass
class Evidence:
    """Everything the checks look at; the self-check alters copies of it."""

    journal: list
    members: dict
    # Per replica: lines of changesets, heads, digests, conflicts, and the answers of verify,
    # quarantine and status.
    lines: dict = dataclasses.field(default_factory=dict)
    heads: dict = dataclasses.field(default_factory=dict)
    digests: dict = dataclasses.field(default_factory=dict)
    conflicts: dict = dataclasses.field(default_factory=dict)
    records: dict = dataclasses.field(default_factory=dict)
    verified: dict = dataclasses.field(default_factory=dict)
    quarantined: dict = dataclasses.field(default_factory=dict)
    forks: dict = dataclasses.field(default_factory=dict)
    # Texts of steps in the files of replicas and shares; see `erasing.py`.
    files: dict = dataclasses.field(default_factory=dict)
    rounds: int = 0
    is_quiet: bool = False
    folders_away: list = dataclasses.field(default_factory=list)
    # Replicas that went back or were copied: then forks are to be expected.
    restores: int = 0


def settle(world, commands, workers):
    """Everyone syncs until a whole round moves nothing; (rounds, whether it became quiet)."""
    def sync(replica):
        routes = [world.route(one) for one in replica.member.routes]
        done = commands.run("settle", replica, "sync", *routes, *replica.internal_option())
        peers = (done["answer"] or {}).get("peers", [])
        # What a torn file brings is read again each time; only what was new counts.
        moved = sum(one["merged"] + one["sent"] for one in peers)
        return moved, done["exit"] not in (0, 3) or any(one["error"] for one in peers)

    for number in range(1, MOST_ROUNDS + 1):
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(sync, world.replicas.values()))
        if not any(moved or failed for moved, failed in done):
            return number, True
    return MOST_ROUNDS, False


def search(world, commands):
    """Looks into all files. Servers are down; the next process clears what they were in the way of."""
    for replica in world.replicas.values():
        commands.run("evidence", replica, "status")
    return erasing.search(world)


def collect(world, commands, journal, workers):
    """Asks every replica for what it holds."""
    evidence = Evidence(
        journal.entries, {author: one.member for author, one in world.replicas.items()})

    def ask(replica):
        author = replica.author

        def answer(*arguments):
            return commands.run("evidence", replica, *arguments)["answer"]

        file = world.place / "exports" / f"{author}.jsonl"
        answer("export", str(file), "--internal")
        with open(file, encoding="utf-8", newline="\n") as text:
            evidence.lines[author] = [line.rstrip("\n") for line in text]
        evidence.heads[author] = answer("heads")
        evidence.digests[author] = answer("digest")["scopes"]
        evidence.conflicts[author] = answer("conflicts")["conflicts"]
        evidence.verified[author] = answer("verify")
        status = answer("status")
        evidence.forks[author] = status["forks"]
        evidence.quarantined[author] = (
            answer("quarantine")["quarantined"] if status["quarantined"] else [])
        if author in ("national", "12-skane", "09-gotland"):
            evidence.records[author] = [
                one for kind in ("implementation", "pathway")
                for one in answer("list", kind)["records"]]

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        list(pool.map(ask, world.replicas.values()))
    return evidence
