"""What must hold when all is quiet. Every check is a function of the evidence alone.

A check answers a list of findings: (author of the replica or None, what is wrong).
"""

import collections

import erasing
import oracle

# What a command may end with, 1, while others work on the same replica and peers come and go.
REFUSALS = {
    "record_missing", "record_hidden", "nothing_to_undo", "overtaken", "unknown_dot",
    "no_conflict", "not_hidden", "not_deleted", "nightly_running", "value_erased"}
# So may an erasure; that one who may not erase is refused, the check "erasures" holds to account.
ERASURE_REFUSALS = {"not_owner", "nothing_to_erase", "unproven"}
# What may be wrong with a peer while servers are away, and what while a share is.
TROUBLES = {"peer_unreachable", "peer_busy", "time_limit"}
SHARE_TROUBLES = {
    "unknown_peer", "folder_missing", "folder_unreadable", "folder_read_only", "file_not_written"}
MAY_ASK_A_PERSON = {
    "pull", "push", "sync", "apply", "nightly", "status", "check", "verify"}
TEXT_CELLS = {"note", "responsible", "to_introduce", "to_stop", "adopted_version", "summary"}


class Findings:
    """All checks over one piece of evidence; what they share is worked out once."""

    def __init__(self, evidence):
        self.evidence = evidence
        self.changesets = {}
        self.keys = {}
        self.texts = collections.defaultdict(set)
        known = {}
        for author, lines in evidence.lines.items():
            held = set()
            for line in lines:
                if line not in known:
                    known[line] = oracle.Changeset(line)
                one = known[line]
                held.add(one.key)
                self.texts[one.key].add(line)
                self.changesets.setdefault(one.key, one)
            self.keys[author] = held
        self.acknowledged = [
            (entry, tuple(dot)) for entry in evidence.journal for dot in entry["written"]]
        self.state = oracle.State(self.changesets.values())
        self.erased = erasing.Erasures(self.changesets.values(), evidence.members)

    def all(self):
        """{name of the check: findings}."""
        names = [
            "quiet", "heads", "digests", "columns", "conflicts", "proof", "logs",
            "acknowledged_dots", "values", "invented", "erasures", "commands"]
        return {name: getattr(self, name)() for name in names}

    def quiet(self):
        """A whole round of syncs moved nothing, and nobody was out of reach in it."""
        if self.evidence.is_quiet:
            return []
        return [(None, f"After {self.evidence.rounds} rounds changesets still move.")]

    def heads(self):
        """Whoever may hold a scope holds all of its logs, and nobody else holds any."""
        wanted, faults = oracle.heads(self.changesets.values())
        found = [(None, fault) for fault in faults]
        for author, member in self.evidence.members.items():
            mine = {scope: logs for scope, logs in wanted.items() if member.may_hold(scope)}
            held = self.evidence.heads[author]
            for scope in sorted(mine.keys() | held.keys()):
                if mine.get(scope) != held.get(scope):
                    found.append((author, f"Heads of {scope}: {held.get(scope)}, and all "
                                  f"replicas together have {mine.get(scope)}."))
        return found

    def digests(self):
        """Every replica's digests are those of the oracle, and so equal everywhere."""
        wanted = self.state.digests()
        found = []
        for author, member in self.evidence.members.items():
            held = self.evidence.digests[author]
            for scope in sorted(scope for scope in wanted if member.may_hold(scope)):
                if held.get(scope) != wanted[scope]:
                    found.append((
                        author, f"The digest of {scope} is {held.get(scope)}; the definition "
                        f"gives {wanted[scope]}."))
            found += [
                (author, f"There is a digest of {scope}, of which nobody has a changeset.")
                for scope, text in held.items() if scope not in wanted and text.strip("0")]
        return found

    def columns(self):
        """A text with one live value is what the table shows."""
        found = []
        for author, records in self.evidence.records.items():
            for shown in records:
                record = (shown["scope"], shown["type"], shown["id"])
                for cell in TEXT_CELLS & shown["fields"].keys():
                    live = list(self.state.live(record, cell).values())
                    value = shown["fields"][cell]
                    # An erased value has no text to be shown.
                    may_lack = not live or erasing.ERASED in live
                    if value not in live and not (value is None and may_lack):
                        found.append((author, f"{record} shows {cell} = {value!r}; live: {live}"))
        return found

    def conflicts(self):
        """A conflict's siblings are the live dots; who holds the same lists the same."""
        found = []
        for author, listed in self.evidence.conflicts.items():
            for one in listed:
                record = (one["scope"], one["type"], one["id"])
                if one["field"] == "exists":
                    continue
                live = self.state.live(record, one["field"])
                shown = {each["dot"]: each["value"] for each in one["siblings"]}
                if live != shown or len(live) < 2:
                    found.append((author, f"{record} {one['field']}: {shown}; live: {live}"))
        everywhere = self.evidence.conflicts["national"]
        cells = {(one["scope"], one["type"], one["id"], one["field"]) for one in everywhere}
        for author, listed in self.evidence.conflicts.items():
            member = self.evidence.members[author]
            mine = {(one["scope"], one["type"], one["id"], one["field"]) for one in listed}
            shared = {one for one in cells if member.may_hold(one[0])}
            own = {one for one in mine if not one[0].endswith("/internal")}
            if own != shared:
                found.append((author, f"Not the national source's conflicts: {own ^ shared}"))
        return found

    def proof(self):
        """`verify` has nothing to say, also of what began with a snapshot; nothing was refused; no
        log forked."""
        found = []
        for author in self.evidence.members:
            for name, wrong in [
                    ("verify", not self.evidence.verified[author]["ok"]
                     or self.evidence.verified[author]["unproven"]),
                    ("quarantine", self.evidence.quarantined[author]),
                    ("forks", self.evidence.forks[author] and not self.evidence.restores)]:
                if wrong:
                    what = {"verify": self.evidence.verified, "forks": self.evidence.forks,
                            "quarantine": self.evidence.quarantined}[name][author]
                    found.append((author, f"{name}: {str(what)[:500]}"))
        return found

    def logs(self):
        """Everyone exports the same bytes, and everything that belongs there."""
        found = [
            (None, f"{key} stands there with {len(texts)} texts.")
            for key, texts in self.texts.items() if len(texts) > 1]
        for author, member in self.evidence.members.items():
            wanted = {key for key in self.changesets if member.may_hold(key[0])}
            missing = sorted(wanted - self.keys[author])
            if missing:
                found.append((author, f"{len(missing)} changesets are missing: {missing[:3]}"))
        return found

    def acknowledged_dots(self):
        """Every dot that a command told is in the logs where it belongs, and says what was asked."""
        found = []
        for entry, key in self.acknowledged:
            for author, member in self.evidence.members.items():
                if member.may_hold(key[0]) and key not in self.keys[author]:
                    found.append((author, f"Step {entry['step']} of {entry['replica']} "
                                  f"acknowledged {key}; it is not here."))
            if key in self.changesets and entry["step"] != "setup":
                wrong = wrong_with(entry, self.changesets[key])
                if wrong:
                    found.append((entry["replica"], f"Acknowledged {key} {wrong}."))
        return found

    def values(self):
        """An acknowledged value is live, or a later write names it as replaced."""
        found = []
        for entry, key in self.acknowledged:
            one = self.changesets.get(key)
            for record, cell, _, is_written, _ in one.cells() if one else []:
                if not is_written or one.dot in self.state.live(record, cell):
                    continue
                if one.dot not in self.state.named[record, cell]:
                    found.append((
                        entry["replica"], f"{record} {cell}: the value of {one.dot}, "
                        f"step {entry['step']}, is gone and nobody named it."))
        return found

    def invented(self):
        """Every changeset comes of a step of its author's replica that may have written it.

        A step that was killed may have written before it could tell; one that failed may not.
        """
        by_name = collections.defaultdict(list)
        for entry in self.evidence.journal:
            if entry["asked"] is not None:
                by_name[f"step-{entry['step']}"].append(entry)
        told = {key for _, key in self.acknowledged}
        found = []
        for key, one in self.changesets.items():
            author = one.author.split("~")[0]
            if key in told:
                continue
            tried = [
                entry for entry in by_name[one.message]
                if entry["replica"].split("+")[0] == author and entry["killed"]]
            if not tried:
                found.append((author, f"{key} says {one.message!r}; no step may have written it."))
            elif wrong := wrong_with(tried[0], one):
                found.append((author, f"{key}, of a killed command, {wrong}."))
        return found

    def erased_texts(self):
        """The texts of which nothing may be left anywhere."""
        asked = {key: entry["asked"] for entry, key in self.acknowledged if entry["asked"]}
        return self.erased.texts(asked)

    def erasures(self):
        """What the owner erased is in no line and no file, and nobody else erased anything."""
        found = [(None, fault) for fault in self.erased.lines()]
        gone = self.erased_texts()
        for file, texts in self.evidence.files.items():
            found += [
                (None, f"{file} still has {text!r}, which was erased.") for text in texts & gone]
        for entry in self.evidence.journal:
            if entry["arguments"][0] == "erase" and entry["written"]:
                party = self.evidence.members[entry["replica"]].party
                found += [
                    (entry["replica"], f"Step {entry['step']} erased in {scope}.")
                    for scope, _, _ in entry["written"] if erasing.owner(scope) != party]
        return found

    def commands(self):
        """No command crashed, hung, answered other than JSON, or ended as it may not."""
        found = []
        for entry in self.evidence.journal:
            wrong = wrong_ending(entry, self.evidence.folders_away)
            if wrong:
                found.append((entry["replica"], f"Step {entry['step']}, "
                              f"{' '.join(entry['arguments'])[:200]}: {wrong}"))
        return found


def wrong_with(entry, one):
    """What an edit's changeset says other than it was asked to; None where all is right."""
    if one.message != f"step-{entry['step']}":
        return f"says {one.message!r} instead of step-{entry['step']}"
    for change in one.changes:
        record = f"{change['type']}/{change['id']}"
        asked = entry["asked"].get(record, entry["asked"].get(f"{change['type']}/*"))
        if asked is None:
            return f"changes {record}, which nobody asked for"
        for cell, value in change.get("set", {}).items():
            if cell in asked and not fits(value, asked[cell]):
                return f"has {cell} = {value!r} instead of {asked[cell]!r}"
    return None


def was_away(entry, folders_away):
    """Whether some share was away at any time of a command."""
    began, ended = entry["began"] - 1, entry["began"] + entry["seconds"] + 1
    return any(
        left <= ended and (back is None or began <= back) for _, left, back in folders_away)


def wrong_ending(entry, folders_away):
    """What is wrong with how a command ended; None where all is right."""
    if entry["killed"] == "stuck":
        return f"it did not end in {entry['seconds']} seconds"
    if entry["crashed"]:
        return "it crashed: " + entry["stderr"][-600:]
    if entry["killed"]:
        return None
    code = entry["exit"]
    verb = entry["arguments"][0]
    if not entry["is_json"]:
        return f"its answer is not JSON; it ended with {code}: {entry['stderr'][-300:]}"
    if code not in (0, 1, 3) or (code == 3 and verb not in MAY_ASK_A_PERSON):
        return f"it ended with {code}: {entry['stderr'][-300:]}"
    if verb == "erase" and code == 1 and entry["error"] in ERASURE_REFUSALS:
        return None
    if verb == "export" and code == 1 and entry["error"] == "no_changesets":
        # Who has begun with a snapshot may hold none yet.
        return None
    if entry["step"] == "begin" and code == 1:
        # A server may be away, and a killed attempt may have been the whole one.
        may_fail = TROUBLES | {"unproven", "folder_in_use"}
        return None if entry["error"] in may_fail else f"it was refused: {entry['answer']}"
    share = SHARE_TROUBLES if was_away(entry, folders_away) else set()
    if code == 1 and entry["error"] not in REFUSALS | share:
        return f"it was refused: {entry['answer']}"
    for peer in (entry["answer"] or {}).get("peers", []) if code in (0, 3) else []:
        trouble = peer.get("error")
        if trouble and isinstance(trouble, dict) and trouble["code"] not in TROUBLES | share:
            return f"a peer gave {trouble}"
        if peer.get("quarantined"):
            return f"{peer['quarantined']} changesets of {peer['peer']} were refused"
    return None


def fits(value, asked):
    """Whether a written value is the one asked for; columns of a unit not asked for are free.

    That an erased one was to go, the check "erasures" sees to.
    """
    if value == erasing.ERASED:
        return True
    if isinstance(asked, dict) and isinstance(value, dict):
        return all(value.get(name) == one for name, one in asked.items())
    return value == asked
