"""What is left of erased values: in lines of logs, and in every file of replicas and shares."""

import collections
import gzip
import re

ERASED = {"erased": True}
# A text as `work.Step.text` makes it, and nothing else in a file.
TOKEN = re.compile(rb"step-[\w-]+\.\d+(?= )")
# A file of a shared folder, as its author names it.
# Its last number tells litter of a right name, see `faults.py`.
OWN_FILE = re.compile(r"\d+-(?!99999-)\d+-[0-9a-f]{8}\.jsonl(\.gz)?")


def tokens(data):
    """The texts of steps that stand in some bytes, by the names that no two steps share."""
    return {found.decode() for found in TOKEN.findall(data)}


def search(world):
    """{file: texts of steps in it} of all replicas, and of the shares as far as authors own them."""
    found = {}
    for replica in world.replicas.values():
        for file in sorted(replica.folder.rglob("*")):
            if file.is_file():
                found[f"replicas/{file.relative_to(replica.folder.parent)}"] = tokens(
                    file.read_bytes())
    for share, file in own_files(world):
        data = file.read_bytes()
        try:
            data = gzip.decompress(data) if file.suffix == ".gz" else data
        except (OSError, EOFError):
            continue
        found[f"shares/{share.name}/{file.relative_to(share)}"] = tokens(data)
    return found


def own_files(world):
    """(share, file) of logs whose author meets others there, and so writes its files anew."""
    for replica in world.replicas.values():
        for route in replica.member.routes:
            if not route.startswith("folder:"):
                continue
            share = world.share(route[7:])
            for file in sorted(share.rglob("*.jsonl*")):
                author = file.parent.name.split("~")[0]
                if author == replica.member.author and OWN_FILE.fullmatch(file.name):
                    yield share, file


class Erasures:
    """Every erasure by who writes for the owner, and what it names."""

    def __init__(self, changesets, members):
        parties = {one.author: one.party for one in members.values()}
        self.changesets = {one.hash: one for one in changesets}
        # {hash of a header: {(type, id, cell)}}
        self.named = collections.defaultdict(set)
        self.faults = []
        for one in self.changesets.values():
            party = parties.get(one.author.split("~")[0])
            if one.erases and party != owner(one.scope):
                self.faults.append(f"{one.key} erases, and its author may not.")
                continue
            for target in one.erases:
                self.named[target["header"]] |= {
                    (record["type"], record["id"], cell)
                    for record in target["records"] for cell in record["cells"]}

    def lines(self):
        """What lines of logs say that they must not, or lack though nobody erased it."""
        found = list(self.faults)
        for one in self.changesets.values():
            lacking = {
                (change["type"], change["id"], cell)
                for change in one.changes for cell, value in change.get("set", {}).items()
                if value == ERASED}
            written = {
                (change["type"], change["id"], cell)
                for change in one.changes for cell in change.get("set", {})}
            named = self.named.get(one.hash, set())
            found += [f"{one.key} still says {place}." for place in (named & written) - lacking]
            if one.is_partial:
                found += [f"{one.key} lacks {place}, which nobody erased."
                          for place in lacking - named]
        return found

    def texts(self, asked):
        """The texts of acknowledged edits of which no line says anything any more.

        `asked` is {key of a changeset: {"type/id": {cell: value}}}.
        """
        gone = set()
        left = set()
        for one in self.changesets.values():
            for change in one.changes:
                for value in change.get("set", {}).values():
                    left |= tokens(str(value).encode())
        for header, places in self.named.items():
            one = self.changesets.get(header)
            for kind, identity, cell in places if one else []:
                value = asked.get(one.key, {}).get(f"{kind}/{identity}", {}).get(cell)
                gone |= tokens(str(value).encode())
        return gone - left


def owner(scope):
    parts = scope.split("/")
    return parts[1] if parts[0] == "region" else "national"
