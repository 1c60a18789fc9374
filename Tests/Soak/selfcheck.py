"""Tests the tester: each way to lose or alter something must be found by the check named for it."""

import collections
import copy
import json

import checks
import erasing
import sampling


class TooShort(Exception):
    """The run has nothing that could be broken so."""


def breaks():
    """{what is broken: (the checks that must find it, how to break a copy of the evidence)}."""
    return {
        "a replica lost an acknowledged changeset": ({"logs", "acknowledged_dots"}, lose_at_one),
        "every replica lost it": ({"acknowledged_dots"}, lose_everywhere),
        "its value was altered everywhere": ({"acknowledged_dots", "digests", "heads"}, alter),
        "a written value names nobody any more": ({"digests"}, unname),
        "a replica's digest differs": ({"digests"}, change_digest),
        "a replica's head is one behind": ({"heads"}, change_head),
        "a changeset that no step wrote": ({"invented"}, forget_entry),
        "a table shows another text": ({"columns"}, change_column),
        "an erased value stands in a log": ({"erasures"}, return_erased),
        "an erased value stands in a file": ({"erasures"}, leave_in_file),
        "a value is missing that nobody erased": ({"erasures"}, forget_erasure),
        "somebody erased who may not": ({"erasures"}, erase_for_another),
        "a snapshot is not proven": ({"proof"}, unprove),
        "a command crashed": ({"commands"}, lambda evidence: end(evidence, exit=-11)),
        "a command answered nothing": ({"commands"}, lambda evidence: end(evidence, is_json=False)),
        "verify found something": ({"proof"}, unverify)}


def failures(evidence):
    """What the checks did not find though it was broken; empty where they can be believed."""
    missed = []
    for name, (expected, breaking) in breaks().items():
        broken = copy.copy(evidence)
        try:
            breaking(broken)
        except TooShort as reason:
            missed.append(f"{name}: the run was too short to try it: {reason}")
            continue
        found = {check for check, faults in checks.Findings(broken).all().items() if faults}
        if not expected <= found:
            missed.append(f"{name}: {sorted(expected - found)} did not find it")
    for name, leak, handles in [("memory", 100, 0), ("file handles", 0, 0.05)]:
        samples = {("national", 1): [
            (second, 60_000 + leak * second, 25 + handles * second) for second in range(1000)]}
        if not sampling.judged(sampling.fits(samples, 1000)):
            missed.append(f"a leak of {name} was not found")
    flat = {("national", 1): [(second, 60_000 + second % 7, 25) for second in range(1000)]}
    if sampling.judged(sampling.fits(flat, 1000)):
        missed.append("a flat server was called leaking")
    return missed


def erasing_line(evidence):
    """(key, line) of a changeset that erases what is in the logs still."""
    findings = checks.Findings(evidence)
    held = findings.erased.changesets
    for key, one in findings.changesets.items():
        if any(held[target["header"]].is_partial
               for target in one.erases if target["header"] in held):
            return key, next(iter(findings.texts[key]))
    raise TooShort("nothing was erased")


def return_erased(evidence):
    """Puts a text where one was erased, everywhere."""
    erasing_line(evidence)
    findings = checks.Findings(evidence)
    line = next(
        line for key, one in findings.changesets.items() for line in findings.texts[key]
        if one.is_partial and findings.erased.named.get(one.hash) and '{"erased":true}' in line)
    replace_lines(
        evidence, evidence.lines, line, line.replace('{"erased":true}', '"n\u00e5got annat"'))


def leave_in_file(evidence):
    texts = checks.Findings(evidence).erased_texts()
    if not texts:
        raise TooShort("no text was erased of which nothing is left")
    evidence.files = evidence.files | {"replicas/national/copy": {min(texts)}}


def forget_erasure(evidence):
    """Takes every erasure out of the changesets, and leaves their targets as they are."""
    erasing_line(evidence)
    for _, line in all_erasing(evidence):
        read = json.loads(line)
        del read["body"]["erases"]
        replace_lines(
            evidence, evidence.lines, line,
            json.dumps(read, ensure_ascii=False, separators=(",", ":")))


def all_erasing(evidence):
    findings = checks.Findings(evidence)
    return [
        (key, next(iter(findings.texts[key]))) for key, one in findings.changesets.items()
        if one.erases]


def erase_for_another(evidence):
    """Lets the erasing author be somebody of another party."""
    (scope, author, _), line = erasing_line(evidence)
    other = next(
        one.author for one in evidence.members.values() if one.party != erasing.owner(scope))
    replace_lines(
        evidence, evidence.lines, line, line.replace(f'"author":"{author}","body"', f'"author":"{other}","body"'))


def unprove(evidence):
    author = next((one for one in evidence.verified if one.endswith("-ny")), None)
    if author is None:
        raise TooShort("nobody began with a snapshot")
    evidence.verified = evidence.verified | {
        author: {"ok": True, "problems": [], "unproven": [{"scope": "region/12"}]}}


def victim(evidence):
    """The line of an acknowledged changeset that replaced something, and a text of it that is live.

    A text that somebody replaced later is in no digest.
    """
    live = checks.Findings(evidence).state.live
    told = {
        tuple(dot) for entry in evidence.journal for dot in entry["written"]
        if entry["arguments"][0] == "set"}
    for line in evidence.lines["national"]:
        read = json.loads(line)
        header, changes = read["header"], read["body"]["changes"]
        key = (header["scope"], header["author"], header["sequence"])
        dot = f"{header['author']}:{header['sequence']}"
        texts = [
            one["set"][cell] for one in changes for cell in one.get("set", {})
            if cell in one.get("replaces", {}) and cell in checks.TEXT_CELLS
            and one["set"][cell] != erasing.ERASED
            and dot in live((header["scope"], one["type"], one["id"]), cell)]
        if key in told and texts and len(changes) == 1:
            return line, key, texts[0]
    raise TooShort("nothing that was written over something is live")


def replace_lines(evidence, authors, old, new):
    evidence.lines = {
        author: [new if line == old else line for line in lines if new or line != old]
        if author in authors else lines for author, lines in evidence.lines.items()}


def lose_at_one(evidence):
    replace_lines(evidence, ["national"], victim(evidence)[0], None)


def lose_everywhere(evidence):
    replace_lines(evidence, evidence.lines, victim(evidence)[0], None)


def alter(evidence):
    line, _, text = victim(evidence)
    quoted = json.dumps(text, ensure_ascii=False)
    replace_lines(evidence, evidence.lines, line, line.replace(quoted, '"något annat"'))


def unname(evidence):
    """Takes one dot out of a `replaces`, where that brings a value of another author back."""
    findings = checks.Findings(evidence)
    naming = collections.Counter(
        (record, cell, dot) for one in findings.changesets.values()
        for record, cell, _, _, replaced in one.cells() for dot in replaced)
    for key, one in findings.changesets.items():
        for record, cell, _, _, replaced in one.cells():
            for dot in replaced:
                author, _, sequence = dot.rpartition(":")
                last = findings.state.latest[record][cell].get(author, (0, None))[0]
                if author == one.author or last != int(sequence) or naming[record, cell, dot] > 1:
                    continue
                line = next(iter(findings.texts[key]))
                read = json.loads(line)
                change = next(
                    each for each in read["body"]["changes"] if each["id"] == record[2])
                change["replaces"][cell].remove(dot)
                new = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
                return replace_lines(evidence, evidence.lines, line, new)
    raise TooShort("nobody replaced what another author wrote")


def change_digest(evidence):
    digests = dict(evidence.digests["12-skane"])
    digests["region/12"] = "0" * 63 + "1"
    evidence.digests = evidence.digests | {"12-skane": digests}


def change_head(evidence):
    heads = copy.deepcopy(evidence.heads["12-skane"])
    heads["national/unassigned"]["national"]["sequence"] -= 1
    evidence.heads = evidence.heads | {"12-skane": heads}


def forget_entry(evidence):
    _, key, _ = victim(evidence)
    evidence.journal = [
        entry for entry in evidence.journal if list(key) not in map(list, entry["written"])]


def change_column(evidence):
    records = copy.deepcopy(evidence.records["national"])
    shown, cell = next(
        (one, cell) for one in records for cell in ("summary", "note") if one["fields"].get(cell))
    shown["fields"][cell] = "något annat"
    evidence.records = evidence.records | {"national": records}


def end(evidence, **change):
    entry = next(one for one in evidence.journal if not one["killed"])
    evidence.journal = [*evidence.journal, entry | change]


def unverify(evidence):
    evidence.verified = evidence.verified | {"national": {"ok": False, "problems": ["?"], "unproven": []}}
