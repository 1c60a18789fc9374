"""What people and timers do: one step of work, chosen from the seed and the step's number alone."""

import csv
import random
import threading

import parties

PATHWAYS = ["kol-1", "sepsis-1", "epilepsi", "psoriasis", "osteoporos"]
TEXTS = ["note", "responsible", "to_introduce", "to_stop", "adopted_version"]
STATUSES = ["planering_pagar", "infors", "infort"]

WEIGHTS = {
    "set": 24, "set_national": 18, "set_member": 8, "set_internal": 3, "add": 4, "resolve": 10,
    "delete": 2, "restore": 6, "undo": 4, "sheet": 2, "erase": 8, "sync": 14, "push": 4, "pull": 5,
    "nightly": 1, "file": 2, "look": 4, "page": 3}
EXCHANGES = {"sync", "push", "pull", "nightly", "file"}
# Of the commands, so many in a hundred are killed under way.
KILLED_PERCENT = 6


class Work:
    """Chooses and does steps."""

    def __init__(self, world, commands, seed, pathways):
        self.world = world
        self.commands = commands
        self.seed = seed
        # {scope: [pathway id]} of the catalogue that the national source gave.
        self.pathways = pathways
        self.progress = lambda: 0.0
        self.counts = {}
        self.pages = {}
        self.items = {}
        self.lock = threading.Lock()

    def step(self, number):
        """Does one step; what it is follows from the seed and the number alone."""
        random_ = random.Random(f"{self.seed}:{number}")
        kind = random_.choices(list(WEIGHTS), WEIGHTS.values())[0]
        replica = random_.choice(list(self.world.replicas.values()))
        if kind in EXCHANGES and self._is_silent(replica):
            kind = "set"
        with replica.lock:
            replica.users += 1
        try:
            getattr(self, kind)(Step(self, number, random_, replica))
        finally:
            with replica.lock:
                replica.users -= 1
        with self.lock:
            self.counts[kind] = self.counts.get(kind, 0) + 1

    def _is_silent(self, replica):
        return replica.author in parties.SILENT and self.progress() > 0.1

    # Edits

    def set(self, step):
        identity = step.implementation()
        cells = {step.random.choice(TEXTS): step.text()}
        if step.random.random() < 0.3:
            cells["status"] = {
                "status": step.random.choice(STATUSES), "status_date": step.day()}
        step.edit("set", f"implementation/{identity}", cells)

    def set_national(self, step):
        found = step.national()
        if found is None:
            return self.set(step)
        scope, identity = found
        cells = {step.random.choice(["summary", "population", "version"]): step.text()}
        step.edit("set", f"pathway/{identity}", cells, "--scope", scope)

    def set_member(self, step):
        member = f"affected_units/Enhet {step.random.randrange(6)}"
        is_added = step.random.random() < 0.6
        identity = f"implementation/{step.implementation()}"
        step.edit("set", identity, {member: True if is_added else None})

    def set_internal(self, step):
        if step.replica.party == "national":
            return self.set_national(step)
        identity = f"implementation/{step.replica.party}-internt-{step.random.randrange(3)}"
        scope = step.replica.member.internal()
        step.edit("set", identity, {"note": step.text()}, "--scope", scope)

    def add(self, step):
        if step.replica.party == "national":
            return self.set_national(step)
        title = step.text()
        asked = {"title": title, "implementation": step.implementation(), "kind": "aktivitet"}
        done = step.run(
            "add", "plan_item", *[f"{name}={value}" for name, value in asked.items()],
            "--message", step.name, asked={"plan_item/*": asked})
        if done["written"]:
            with self.lock:
                self.items.setdefault(step.replica.party, []).append(done["answer"]["id"])

    def resolve(self, step):
        open_ = step.run("conflicts", kills=False)["answer"]["conflicts"]
        mine = [one for one in open_ if step.may_write(one["scope"])]
        if not mine:
            return self.set_national(step)
        one = step.random.choice(mine[:8])
        record, field = f"{one['type']}/{one['id']}", one["field"]
        where = ["--scope", one["scope"], "--reason", "Så är det", "--message", step.name]
        if field == "exists":
            value = step.random.choice(["true", "false"])
            step.run("resolve", record, field, "--value", value, *where, asked={record: {}})
        elif step.random.random() < 0.7 or field == "status":
            dot = step.random.choice(one["siblings"])["dot"]
            step.run("resolve", record, field, "--take", dot, *where, asked={record: {}})
        else:
            value = step.text()
            step.run(
                "resolve", record, field, "--value", value, *where, asked={record: {field: value}})

    def delete(self, step):
        record, where = step.record()
        step.run(
            "delete", record, *where, "--reason", "Inaktuell", "--message", step.name,
            asked={record: {}})

    def restore(self, step):
        record, where = step.record()
        step.run("restore", record, *where, "--message", step.name, asked={record: {}})

    def undo(self, step):
        record, where = step.record()
        step.run("undo", record, *where, "--message", step.name, asked={record: {}})

    def erase(self, step):
        """The owner takes every value of a field away; now and then somebody else tries to."""
        is_national = step.replica.party == "national"
        if not is_national and step.random.random() < 0.2:
            where = ["--scope", "national/lung-och-allergisjukdomar"]
            return step.run(
                "erase", "pathway/provforlopp", "summary", *where, "--reason", step.name,
                asked={"pathway/provforlopp": {}}, kills=False)
        if is_national:
            scope, identity = step.national()
            record, where = f"pathway/{identity}", ["--scope", scope]
            fields = ["summary", "version", "population"]
        else:
            record, where = f"implementation/{step.implementation()}", []
            fields = TEXTS + ["status"]
        shown = step.run("show", record, *where, kills=False)["answer"].get("fields", {})
        fields = [one for one in fields if shown.get(one)] or fields
        step.run(
            "erase", record, step.random.choice(fields), *where, "--reason", step.name,
            asked={record: {}})

    def sheet(self, step):
        """Writes a sheet, changes a few rows of it in another program, and takes it back."""
        file = self.world.place / "files" / f"{step.name}.csv"
        step.run("list", "implementation", "--csv", str(file), kills=False)
        if not file.exists():
            return
        with open(file, encoding="utf-8-sig", newline="") as sheet:
            rows = list(csv.DictReader(sheet, delimiter=";"))
        own = [row for row in rows if row["scope"] == f"region/{step.replica.party}"]
        asked = {}
        for row in own[:4]:
            row["note"] = step.text()
            asked[f"implementation/{row['id']}"] = {"note": row["note"]}
        if own:
            with open(file, "w", encoding="utf-8-sig", newline="") as sheet:
                writer = csv.DictWriter(sheet, rows[0].keys(), delimiter=";")
                writer.writeheader()
                writer.writerows(own)
            step.run(
                "import", str(file), "--type", "implementation", "--message", step.name,
                asked=asked)
        file.unlink()

    # Exchanges

    def sync(self, step):
        routes = step.routes()
        step.run(
            "sync", *routes[:step.random.choice([1, 1, 2, 3])], *step.replica.internal_option())

    def push(self, step):
        step.run("push", step.routes()[0])

    def pull(self, step):
        step.run("pull", step.routes()[0])

    def nightly(self, step):
        report = self.world.place / "files" / f"report-{step.replica.author}"
        step.run("nightly", *step.routes(), "--budget", "0", "--report", str(report))

    def file(self, step):
        """Mails everything to somebody: the one way to reach a party that no route leads to."""
        other = step.random.choice(list(self.world.replicas.values()))
        file = self.world.place / "files" / f"{step.name}.jsonl.gz"
        step.run("export", str(file), "--for", other.party)
        if file.exists() and not self._is_silent(other):
            self.commands.run(step.number, other, "apply", str(file))
        file.unlink(missing_ok=True)

    # Looks

    def look(self, step):
        what = step.random.choice(
            [["status"], ["list", "implementation"], ["heads"], ["digest"], ["check"],
             ["quarantine"], ["history", step.record()[0]], ["verify"]])
        step.run(*what, kills=False)

    def page(self, step):
        server = self.world.replicas[step.random.choice(["national", "12-skane", "14-vgr"])].server
        path = step.random.choice(
            ["/", "/konflikter", "/katalog", "/inforande", "/historik", "/karantan"])
        status, _ = server.read(server.pages, path)
        with self.lock:
            self.pages[str(status)] = self.pages.get(str(status), 0) + 1


class Step:
    """One step's replica and choices."""

    def __init__(self, work, number, random_, replica):
        self.work, self.number, self.random, self.replica = work, number, random_, replica
        self.name = f"step-{number}"
        self.texts = 0

    def text(self):
        """A text that no other step writes."""
        self.texts += 1
        return f"{self.name}.{self.texts} " + self.random.choice(["åäö", "från mötet", "ny"])

    def day(self):
        return f"2026-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def party(self):
        """Whose record it is about: the replica's own party's."""
        return self.replica.party if self.replica.party != "national" else "14"

    def implementation(self):
        return f"{self.party()}-{self.random.choice(PATHWAYS[:3])}"

    def may_write(self, scope):
        return any(
            scope == right or scope.startswith(right + "/")
            for right in self.replica.member.writes())

    def national(self):
        """(scope, id) of a pathway that this replica may write; few, so that people collide."""
        mine = [
            (scope, identity) for scope, ids in sorted(self.work.pathways.items())
            if self.may_write(scope) for identity in ids[:2]]
        return self.random.choice(mine) if mine else None

    def record(self):
        """A record to delete, restore or undo, with what names its scope."""
        found = self.national() if self.random.random() < 0.4 else None
        if found or self.replica.party == "national":
            scope, identity = found or self.national()
            return f"pathway/{identity}", ["--scope", scope]
        items = self.work.items.get(self.replica.party)
        if items and self.random.random() < 0.4:
            return f"plan_item/{self.random.choice(items[-5:])}", []
        return f"implementation/{self.implementation()}", []

    def routes(self):
        routes = [self.work.world.route(one) for one in self.replica.member.routes]
        self.random.shuffle(routes)
        return routes

    def edit(self, verb, record, cells, *options):
        """`set` of cells as the command line writes them."""
        if self.replica.party == "national" and record.startswith("implementation"):
            return self.work.set_national(self)
        arguments = []
        for cell, value in cells.items():
            field, _, member = cell.partition("/")
            if member:
                arguments.append(f"{field}+={member}" if value else f"{field}-={member}")
            elif isinstance(value, dict):
                arguments += [f"{name}={one}" for name, one in value.items()]
            else:
                arguments.append(f"{cell}={value}")
        return self.run(
            verb, record, *arguments, *options, "--message", self.name, asked={record: cells})

    def run(self, *arguments, asked=None, kills=True):
        kill_after = None
        if kills and self.random.randrange(100) < KILLED_PERCENT:
            kill_after = self.random.uniform(0, 1.1)
        return self.work.commands.run(
            self.number, self.replica, *arguments, asked=asked, kill_after=kill_after)
