"""Replicas of the demo's story with conflicts of their own, and the server of one of them."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

PROGRAM = os.environ["SYNCD_PROGRAM"]


class Offices:
    """A folder with the replicas of the demo, each an office of its own."""

    def __init__(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="syncd-browser-"))
        self.root = self.place / "demo"
        self.servers = []
        subprocess.run(
            [PROGRAM, "demo", "--keep", str(self.root)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, office, *arguments, person="per.ek"):
        """Runs a command at an office; it may end with 3, which asks for a person."""
        done = subprocess.run(
            [PROGRAM, *arguments], capture_output=True, text=True, env=self.environment(office, person))
        if done.returncode not in (0, 3):
            raise AssertionError(f"syncd {arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def environment(self, office, person):
        return os.environ | {
            "SYNCD_PEERS": str(self.root / "Peers"), "SYNCD_REPLICA": str(self.root / office),
            "SYNCD_PERSON": person}

    def exchange(self, *offices):
        """Each sends what it has through the shared folder, then each takes what is there."""
        for step in ("push", "pull"):
            for office in offices:
                self.run(office, step, str(self.root / "shared"))

    def collide(self, record, field, values):
        """Offices of one region write one field without knowing of each other."""
        for office, value in values.items():
            self.run(office, "set", record, f"{field}={value}", "--message", "Från mötet")
        self.exchange(*values)

    def values(self, office, record, field):
        """What is live in a field that has no conflict, and what is open in the record."""
        shown = json.loads(self.run(office, "show", record, "--json"))
        return shown["fields"][field], shown["conflicts"]

    def serve(self, office, person="anna.berg"):
        """Starts the office's server and returns the address of its pages."""
        server = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--metrics", "off", "--pages",
             "127.0.0.1:0", "--json", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True, env=self.environment(office, person))
        self.servers.append(server)
        for line in server.stdout:
            said = json.loads(line)
            if said["listening"] == "pages":
                return said["address"]
        raise AssertionError("the server ended without serving pages")

    def close(self):
        for server in self.servers:
            server.terminate()
            server.wait(timeout=30)
            server.stdout.close()
        shutil.rmtree(self.place)
