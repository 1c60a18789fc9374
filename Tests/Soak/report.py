"""The run in figures, for people and as JSON."""

import collections
import statistics

import parties


def summary(run):
    """All figures of a run as one JSON object."""
    entries = run.journal.entries
    edits = [one for one in entries if one["asked"] is not None]
    written = sum(len(one["written"]) for one in entries)
    verbs = collections.Counter(one["arguments"][0] for one in entries)
    held = sum(len(lines) for lines in run.evidence.lines.values())
    grown = sum(one.bytes() - one.bytes_at_start for one in run.world.replicas.values())
    at_start = run.held_at_start
    return {
        "program": run.program, "seed": run.seed, "seconds": run.seconds,
        "seconds_in_all": round(run.seconds_in_all, 1), "replicas": len(run.world.replicas),
        "steps": run.steps, "commands": len(entries), "edits_tried": len(edits),
        "changesets_acknowledged": written, "changesets": len(run.findings.changesets),
        "commands_killed": sum(one["killed"] == "kill" for one in entries),
        "acknowledged_when_killed": sum(bool(one["killed"] and one["written"]) for one in entries),
        "written_unacknowledged": len(run.findings.changesets) - written,
        **run.faults.counts, "requests": run.requests, "pages": run.work.pages,
        "conflicts_noticed": sum(
            peer.get("new_conflicts", 0) for one in entries if one["answer"]
            and isinstance(one["answer"], dict) for peer in one["answer"].get("peers", [])),
        "conflicts_settled": sum(
            bool(one["written"]) for one in entries if one["arguments"][0] == "resolve"),
        "erasures": sum(
            bool(one["written"]) for one in entries if one["arguments"][0] == "erase"),
        "values_erased": sum(
            (one["answer"] or {}).get("erased", 0) for one in entries
            if one["arguments"][0] == "erase"),
        "erasures_refused": sum(
            one["error"] == "not_owner" for one in entries if one["arguments"][0] == "erase"),
        "erased_texts_looked_for": len(run.findings.erased_texts()),
        "files_looked_into": len(run.evidence.files),
        "begun_from_snapshots": len(run.newcomers.begun),
        "conflicts_open": len(run.evidence.conflicts["national"]),
        "rounds_until_quiet": run.evidence.rounds,
        "bytes_per_changeset_held": round(grown / max(1, held - at_start)),
        "milliseconds": {
            verb: milliseconds(one["seconds"] for one in entries
                               if one["arguments"][0] == verb and not one["killed"])
            for verb in sorted(verbs) if verbs[verb] > 2},
        "refusals": dict(collections.Counter(one["error"] for one in entries if one["error"])),
        "peer_troubles": dict(collections.Counter(
            peer["error"]["code"] for one in entries if isinstance(one["answer"], dict)
            for peer in one["answer"].get("peers", []) if isinstance(peer.get("error"), dict))),
        "servers": run.fits,
        "checks": {name: len(found) for name, found in run.found.items()},
        "self_check": run.missed}


def milliseconds(seconds):
    values = sorted(seconds)
    if not values:
        return None
    return {"count": len(values), "median": round(statistics.median(values) * 1000),
            "most": round(values[-1] * 1000)}


def table(figures):
    """Prints what a person wants to know."""
    row = lambda name, value: print(f"  {name:<44} {value}")
    print(f"Soak of {figures['replicas']} replicas, {figures['seconds']} s of work, "
          f"seed {figures['seed']}, {figures['seconds_in_all']} s in all")
    for name in ("steps", "commands", "changesets_acknowledged", "changesets", "commands_killed",
                 "acknowledged_when_killed", "written_unacknowledged", "server_kills",
                 "server_restarts", "hangups", "folders_away", "litter", "restores", "copies",
                 "requests",
                 "conflicts_noticed", "conflicts_settled", "conflicts_open", "erasures",
                 "values_erased", "erasures_refused", "erased_texts_looked_for",
                 "files_looked_into", "begun_from_snapshots", "rounds_until_quiet",
                 "bytes_per_changeset_held"):
        row(name.replace("_", " "), figures[name])
    row("pages read", figures["pages"])
    row("refusals", figures["refusals"])
    row("peer troubles", figures["peer_troubles"])
    print("  milliseconds a command: median, most, count")
    for verb, one in figures["milliseconds"].items():
        if one:
            row("  " + verb, f"{one['median']:>7} {one['most']:>8} {one['count']:>7}")
    print("  servers, second half: KiB at first, at last, grown; handles at first, at last, grown")
    for one in figures["servers"]:
        if one["is_judged"]:
            row("  " + one["server"], "{kibibytes_first:>8} {kibibytes_last:>8} "
                "{kibibytes_grown:>8} {handles_first:>6} {handles_last:>4} "
                "{handles_grown:>5}".format(**one))
    for name, count in figures["checks"].items():
        row("check " + name.replace("_", " "), "holds" if not count else f"{count} FINDINGS")
    row("self-check", "every break was found" if not figures["self_check"]
        else figures["self_check"])


def findings(run):
    """Prints what is wrong, and the last commands of those concerned."""
    involved = []
    for name, found in run.found.items():
        for author, text in found[:10]:
            print(f"FINDING {name}: {author or 'the network'}: {text[:1500]}")
            if author and author not in involved:
                involved.append(author)
        if len(found) > 10:
            print(f"FINDING {name}: and {len(found) - 10} more")
    for text in run.missed:
        print(f"FINDING self-check: {text}")
    for author in involved[:4]:
        print(f"The last commands of {author}:")
        mine = [one for one in run.journal.entries if one["replica"] == author
                and one["step"] not in ("settle", "evidence")]
        for one in mine[-10:]:
            print(f"  {one['step']}: {' '.join(one['arguments'])[:160]} -> {one['exit']} "
                  f"{one['killed'] or ''} {one['error'] or ''}")
