"""What goes wrong in the world while people work."""

import os
import random
import shutil
import signal
import time

import parties

# So long a server or a folder is away, at most; short runs want to see it come back.
AWAY_SECONDS = 6


class Faults:
    """Kills, hides and litters; `tick` is called all the time, `cease` once at the end."""

    def __init__(self, world, commands, seed, restores):
        self.world = world
        self.commands = commands
        self.random = random.Random(f"{seed}:faults")
        self.is_restoring = restores
        self.counts = dict.fromkeys(
            ["server_kills", "server_restarts", "hangups", "folders_away", "litter", "restores",
             "copies"], 0)
        self.findings = []
        self.hidden = {}
        self.was_away = []
        self.torn = []
        self.next = time.monotonic() + 1

    def tick(self):
        """Brings back what was away long enough, and now and then takes something else away."""
        now = time.monotonic()
        for server in self.world.servers():
            self._mind(server, now)
        for name, until in list(self.hidden.items()):
            if now >= until:
                self._show(name)
        if now < self.next:
            return
        self.next = now + self.random.uniform(0.3, 1.5)
        kinds = [self._kill, self._kill, self._hang_up, self._hide, self._litter]
        if self.is_restoring:
            kinds += [self._restore, self._copy]
        self.random.choice(kinds)()

    def _mind(self, server, now):
        if server.is_up():
            return
        if server.down_until is None:
            self.findings.append((
                server.replica.author,
                f"The server ended by itself with {server.process.returncode}: "
                + server.said().read_text(errors="replace")[-500:]
                + server.log.read_text(errors="replace")[-500:]))
            server.down_until = now
        if now >= server.down_until:
            server.begin()
            self.counts["server_restarts"] += 1

    def _kill(self):
        victims = [
            one for one in self.world.servers() if one.replica.party not in parties.STEADY]
        # Some while they start, most while they serve.
        self.random.choice(victims).kill(self.random.uniform(0, AWAY_SECONDS))
        self.counts["server_kills"] += 1

    def _hang_up(self):
        server = self.random.choice(self.world.servers())
        if server.is_up() and server.said().stat().st_size:
            server.process.send_signal(signal.SIGHUP)
            self.counts["hangups"] += 1

    def _hide(self):
        """A share that cannot be reached: nobody may make a folder in its place."""
        name = self.random.choice(parties.FOLDERS)
        if name in self.hidden:
            return
        share = self.world.share(name)
        # The superuser may read whatever its mode is, so there the folder goes away.
        if os.geteuid() == 0:
            share.rename(share.with_suffix(".away"))
        else:
            share.chmod(0)
        self.hidden[name] = time.monotonic() + self.random.uniform(0.5, AWAY_SECONDS)
        self.was_away.append([name, time.time(), None])
        self.counts["folders_away"] += 1

    def _show(self, name):
        share = self.world.share(name)
        if os.geteuid() == 0:
            if share.exists():
                made = [str(one.relative_to(share)) for one in share.rglob("*")]
                self.findings.append((None, f"{share} was made while it was away: {made[:5]}"))
                shutil.rmtree(share)
            share.with_suffix(".away").rename(share)
        else:
            share.chmod(0o755)
        del self.hidden[name]
        next(one for one in self.was_away if one[0] == name and one[2] is None)[2] = time.time()

    def _litter(self):
        """Half-copied, renamed and foreign files in a share."""
        name = self.random.choice(parties.FOLDERS)
        share = self.world.share(name)
        try:
            files = sorted(share.rglob("*.jsonl*"))
            if name in self.hidden or not files:
                return
            file = self.random.choice(files[-50:])
            text = file.read_bytes()
            torn = text[:self.random.randrange(len(text))]
            kind = self.random.randrange(5)
            if kind == 0:
                file.with_name("Kopia av " + file.name).write_bytes(text)
            elif kind == 1:
                file.with_name(file.name + ".part").write_bytes(torn)
            elif kind == 2:
                (share / "Läs mig.txt").write_text("Här ligger det.")
            elif kind == 3:
                self._half_copy(file, torn)
            else:
                first = file.name.split("-")[0]
                file.with_name(f"{first}-99999-00000000.jsonl").write_bytes(torn)
            self.counts["litter"] += 1
        except OSError:
            pass

    def _half_copy(self, file, torn):
        """A copy to another share that breaks off, under a name that promises the whole.

        Who has the changesets believes the name (the article "Folder" says why); whoever needs
        them is told, and a person removes it: here, when the faults cease.
        """
        origin = next(one for one in parties.FOLDERS if self.world.share(one) in file.parents)
        other = self.random.choice([one for one in parties.FOLDERS if one != origin])
        copy = self.world.share(other) / file.relative_to(self.world.share(origin))
        if other in self.hidden or copy.exists():
            return
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(torn)
        self.torn.append(copy)

    def _restore(self):
        """A replica without a server goes back to a copy; its peers have what it wrote since."""
        replica = self._idle()
        backup = self.world.place / "backups" / replica.author
        with replica.lock:
            if replica.users:
                return
            if not backup.exists():
                shutil.copytree(replica.folder, backup)
                return
            # What nobody else has would be gone with the disk, as with any disk.
            route = self.world.route(replica.member.routes[0])
            done = self.commands.run("restore", replica, "push", route, "--internal")
            if done["exit"] != 0:
                return
            shutil.rmtree(replica.folder)
            backup.rename(replica.folder)
            self.world.internal_parties.add(replica.party)
            self.counts["restores"] += 1

    def _copy(self):
        """A replica's folder is copied, and both go on writing."""
        replica = self._idle()
        label = f"{replica.author}+copy"
        with replica.lock:
            if replica.users or label in self.world.replicas or "+" in replica.author:
                return
            copy = self.world.copy(replica, label)
            shutil.copytree(replica.folder, copy.folder)
            self.world.internal_parties.add(replica.party)
        self.world.replicas[label] = copy
        self.counts["copies"] += 1

    def _idle(self):
        return self.random.choice([
            one for one in self.world.replicas.values()
            if not one.server and one.author not in parties.SILENT])

    def cease(self):
        """Everything is well again: shares are there, and every server listens."""
        for name in list(self.hidden):
            self._show(name)
        for file in self.torn:
            file.unlink(missing_ok=True)
        for server in self.world.servers():
            if not server.is_up():
                server.begin()
                self.counts["server_restarts"] += 1
        for server in self.world.servers():
            if not server.wait():
                self.findings.append((server.replica.author, "The server did not start again."))
