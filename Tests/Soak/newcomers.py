"""New replicas that begin with a snapshot while the others work."""

import threading
import time

import parties


class Newcomers:
    """Makes one new replica after another, at given parts of a run."""

    def __init__(self, world, commands):
        self.world = world
        self.commands = commands
        self.waiting = list(parties.newcomers())
        self.begun = []
        self.attempts = 0
        self.thread = None

    def tick(self, progress):
        """Begins the next one when its time has come; it takes a while, side by side with all."""
        if self.thread and self.thread.is_alive():
            return
        if self.waiting and progress >= self.waiting[0].at:
            self.thread = threading.Thread(target=self.begin, args=[self.waiting[0]])
            self.thread.start()

    def cease(self):
        """Those for whom there was no time, or whose server was away, begin now."""
        if self.thread:
            self.thread.join()
        for _ in range(3):
            for newcomer in list(self.waiting):
                self.begin(newcomer)
        return [(one.member.author, "It could not begin.") for one in self.waiting]

    def begin(self, newcomer):
        """One attempt; a killed one is finished by the next."""
        member = newcomer.member
        replica = self.world.newcomer(member)
        origin = self.origin(newcomer)
        if origin is None:
            time.sleep(0.5)
            return
        self.attempts += 1
        done = self.commands.run(
            "begin", replica, "init", "--as", member.author, "--key",
            str(self.world.place / "keys" / member.author), "--from", origin,
            kill_after=0.5 if self.attempts % 3 == 1 else None)
        if done["exit"] == 0 or done["error"] == "folder_in_use":
            self.waiting.remove(newcomer)
            self.begun.append(member.author)
            self.world.replicas[member.author] = replica

    def origin(self, newcomer):
        """The address of a server, or a file that another replica writes; None where that fails."""
        source = self.world.replicas[newcomer.source]
        if newcomer.is_served:
            return f"http://127.0.0.1:{source.server.port}"
        file = self.world.place / "files" / f"{newcomer.member.author}.snapshot.gz"
        options = ["--for", newcomer.member.party] if source.party != newcomer.member.party else []
        done = self.commands.run("begin", source, "snapshot", str(file), *options)
        return str(file) if done["exit"] == 0 else None
