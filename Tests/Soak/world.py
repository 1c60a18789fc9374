"""The world of a run: Peers, shared folders, replicas and their servers."""

import dataclasses
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

import parties

# Starting takes a moment, on a machine that has nothing else to do.
START_SECONDS = 600
# Below are the ports of well-known services.
FIRST_PORT = 10_000
chosen_ports = set()


class Server:
    """`syncd serve` for one replica; it may be down for a while."""

    def __init__(self, world, replica):
        self.world = world
        self.replica = replica
        self.process = None
        self.down_until = None
        self.kills = 0
        self.starts = 0
        self.lock = threading.Lock()
        self.port = free_port()
        self.metrics = free_port() if replica.party in parties.WITH_METRICS else None
        self.pages = free_port() if replica.party in parties.WITH_PAGES else None
        self.log = world.place / "logs" / f"{replica.author}.log"

    def begin(self):
        """Starts the process; `wait` tells when it listens."""
        place = lambda port: f"127.0.0.1:{port}" if port else "off"
        environment = os.environ | {
            "SYNCD_PEERS": str(self.world.peers), "SYNCD_REPLICA": str(self.replica.folder),
            "SYNCD_PERSON": "serve"}
        said = open(self.said(), "wb")
        errors = open(self.log, "ab")
        self.process = subprocess.Popen(
            [self.world.program, "serve", "--listen", place(self.port), "--metrics",
             place(self.metrics), "--pages", place(self.pages), "--json", "--log-level", "error"],
            stdout=said, stderr=errors, stdin=subprocess.DEVNULL, env=environment)
        said.close()
        errors.close()
        self.starts += 1
        self.down_until = None

    def said(self):
        return self.world.place / "logs" / f"{self.replica.author}.said"

    def wait(self):
        """Waits until it listens everywhere; False where it ended instead."""
        wanted = 1 + bool(self.metrics) + bool(self.pages)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.said().read_bytes().count(b"\n") >= wanted:
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def kill(self, down_seconds):
        with self.lock:
            if not self.is_up():
                return
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.kills += 1
            self.down_until = time.monotonic() + down_seconds

    def is_up(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """Ends it as systemd does; its exit code, or None where it had to be killed."""
        if not self.is_up():
            return self.process.returncode if self.process else 0
        self.process.terminate()
        try:
            return self.process.wait(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def read(self, port, path):
        """The body of a page or of the metrics; None where the server is down."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=START_SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, b""
        except OSError:
            return None, b""


class Replica:
    """A member with its folder and, if it serves, its server."""

    def __init__(self, world, member, label=None):
        self.world = world
        self.member = member
        # Its author's name; a copy of a replica has a label of its own.
        self.author = label or member.author
        self.party = member.party
        self.folder = world.place / "replicas" / self.author
        self.server = Server(world, self) if member.is_server else None
        # Who is at work in the folder; a restore wants it alone.
        self.users = 0
        self.lock = threading.Lock()
        self.bytes_at_start = 0

    def internal_option(self):
        return ["--internal"] if self.party in self.world.internal_parties else []

    def bytes(self):
        return sum(
            one.stat().st_size for name in ("replica.sqlite", "replica.sqlite-wal")
            if (one := self.folder / name).exists())


class World:
    """Everything a run works with, in one folder of its own."""

    def __init__(self, place, program):
        self.place = pathlib.Path(place)
        self.program = program
        self.peers = self.place / "Peers"
        for name in ("Peers", "replicas", "shares", "logs", "files", "backups", "exports", "keys"):
            (self.place / name).mkdir(parents=True)
        for name in parties.FOLDERS:
            (self.place / "shares" / name).mkdir()
        self.replicas = {one.author: Replica(self, one) for one in parties.members()}
        # Parties whose replicas exchange what stays between them: those with a second office, and
        # whoever is copied, or goes back and needs what it wrote.
        self.internal_parties = {party for party, _ in parties.OFFICES.values()}

    def servers(self):
        return [one.server for one in self.replicas.values() if one.server]

    def share(self, name):
        return self.place / "shares" / name

    def route(self, text):
        """A route as the command line names it."""
        return str(self.share(text[7:])) if text.startswith("folder:") else text

    def make(self, commands):
        """Every replica with its own key, all of them in Peers, and the catalogue at the source."""
        keys = {}
        self._write_peers(keys)
        for newcomer in parties.newcomers():
            keys[newcomer.member.author] = self._make_key(commands, newcomer.member)
        for replica in self.replicas.values():
            made = commands.run("setup", replica, "init", "--as", replica.author)
            keys[replica.author] = made["answer"]["public_key"]
        self._write_peers(keys)
        national = self.replicas["national"]
        commands.run("setup", national, "import", "--bundled")
        # Everybody gets the catalogue by mail, which is the quickest.
        file = str(self.place / "files" / "catalogue.jsonl.gz")
        commands.run("setup", national, "export", file)
        for replica in self.replicas.values():
            if replica is not national:
                commands.run("setup", replica, "apply", file)
        for server in self.servers():
            server.begin()
        for server in self.servers():
            if not server.wait():
                raise SystemExit(f"The server of {server.replica.author} did not start.")

    def _write_peers(self, keys):
        for party in ["national", *parties.COUNTIES]:
            own = [one for one in self.replicas.values() if one.party == party]
            members = [one.member for one in own] + [
                one.member for one in parties.newcomers() if one.member.party == party]
            endpoints = {}
            if own[0].server:
                endpoints["http"] = f"http://127.0.0.1:{own[0].server.port}"
            file = {
                "party": party, "name": f"Region {party}", "endpoints": endpoints,
                "receives": parties.RECEIVES.get(party, ["national", "region"]),
                "authors": [
                    {"author": one.author, "key": keys[one.author], "writes": one.writes()}
                    for one in members if one.author in keys]}
            (self.peers / f"{party}.json").write_text(json.dumps(file, indent=2))

    def _make_key(self, commands, member):
        """The key of somebody who begins later; the folder that it was made in goes."""
        replica = Replica(self, member)
        made = commands.run("setup", replica, "init", "--as", member.author)
        (replica.folder / "key").rename(self.place / "keys" / member.author)
        shutil.rmtree(replica.folder)
        return made["answer"]["public_key"]

    def newcomer(self, member):
        """A replica that is not there yet."""
        return Replica(self, member)

    def copy(self, replica, label):
        """Another replica of the same author; its folder is the caller's to make."""
        return Replica(self, dataclasses.replace(replica.member, is_server=False), label)

    def remove(self):
        shutil.rmtree(self.place)


def free_port():
    """A port that nobody is given who asks the system for any: a server wants its own one again."""
    given_from = int(
        pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        port = random.randrange(FIRST_PORT, given_from)
        if port in chosen_ports:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        chosen_ports.add(port)
        return port
