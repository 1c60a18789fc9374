"""What the logs say, worked out from the definition in the article "The changeset format".

Nothing here asks syncd: it reads exported lines, follows the chains, and applies the one sentence
that defines which writes are live.
"""

import collections
import hashlib
import json


def canonical(value):
    """The one spelling of a value (RFC 8785, as the format restricts it)."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Changeset:
    """One line, read."""

    def __init__(self, line):
        read = json.loads(line)
        header = read["header"]
        self.scope, self.author = header["scope"], header["author"]
        self.sequence = header["sequence"]
        self.key = (self.scope, self.author, self.sequence)
        self.dot = f"{self.author}:{self.sequence}"
        self.previous = header.get("previous")
        self.hash = "sha256:" + sha256(canonical(header))
        # What is left after an erasure is not what was signed; the erasure vouches for it.
        self.is_partial = "erased" in read
        self.body_fits = (
            self.is_partial or header["body"] == "sha256:" + sha256(canonical(read["body"])))
        self.erases = read["body"].get("erases", [])
        self.message = read["body"].get("message")
        self.changes = read["body"]["changes"]

    def cells(self):
        """(record, cell, value, replaced dots) of everything written or removed."""
        for change in self.changes:
            record = (self.scope, change["type"], change["id"])
            replaces = change.get("replaces", {})
            written = dict(change.get("set", {}))
            if "delete" in change:
                written["exists"] = change["delete"]
            elif change.get("restore"):
                written["exists"] = True
            for cell in written.keys() | replaces.keys():
                yield record, cell, written.get(cell), cell in written, replaces.get(cell, [])


class State:
    """Which writes are live, from a set of changesets in any order."""

    def __init__(self, changesets):
        self.latest = collections.defaultdict(lambda: collections.defaultdict(dict))
        self.named = collections.defaultdict(set)
        for changeset in changesets:
            for record, cell, value, is_written, replaced in changeset.cells():
                self.named[record, cell].update(replaced)
                if not is_written:
                    continue
                mine = self.latest[record][cell].get(changeset.author)
                if mine is None or mine[0] < changeset.sequence:
                    self.latest[record][cell][changeset.author] = (changeset.sequence, value)

    def live(self, record, cell):
        """{dot: value} of a cell: its author's last write there, and named by nobody."""
        named = self.named[record, cell]
        return {
            dot: value for author, (sequence, value) in self.latest[record][cell].items()
            if (dot := f"{author}:{sequence}") not in named}

    def digests(self):
        """{scope: digest} of every scope with a record."""
        sums = collections.defaultdict(int)
        for record, cells in self.latest.items():
            scope, kind, identity = record
            held = {cell: live for cell in cells if (live := self.live(record, cell))}
            if held:
                text = canonical({"cells": held, "id": identity, "type": kind})
                sums[scope] += int(sha256(text), 16)
        return {scope: f"{total % 2 ** 256:064x}" for scope, total in sums.items()}


def heads(changesets):
    """{scope: {author: {sequence, hash}}}, and what is wrong in the chains."""
    logs = collections.defaultdict(dict)
    faults = []
    for one in changesets:
        if one.sequence in logs[one.scope, one.author]:
            faults.append(f"{one.scope} {one.dot} stands there with two texts")
        logs[one.scope, one.author][one.sequence] = one
        if not one.body_fits:
            faults.append(f"{one.scope} {one.dot}: its body is not the one that was signed")
    answer = collections.defaultdict(dict)
    for (scope, author), log in logs.items():
        for sequence in range(1, max(log) + 1):
            before = log[sequence - 1].hash if sequence - 1 in log else None
            if sequence not in log:
                faults.append(f"{scope} {author}:{sequence} is missing in the log")
            elif log[sequence].previous != before:
                faults.append(f"{scope} {author}:{sequence} does not follow the one before it")
        last = log[max(log)]
        answer[scope][author] = {"hash": last.hash, "sequence": last.sequence}
    return dict(answer), faults
