"""Runs the program, kills it where asked, and writes down what it acknowledged."""

import json
import os
import signal
import subprocess
import threading
import time

# Nothing here takes long, and what never ends is a finding. A machine that does ten other things
# besides may need minutes for what takes a second.
LONGEST_SECONDS = 900
KEPT_TEXT = 2000


class Journal:
    """What was asked of whom, and what was acknowledged: the driver's own memory of the run."""

    def __init__(self, path):
        self.entries = []
        self._lock = threading.Lock()
        self._file = open(path, "w", encoding="utf-8")

    def add(self, entry):
        with self._lock:
            self.entries.append(entry)
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()


class Commands:
    """Runs one command of one replica at a time per caller."""

    def __init__(self, program, peers, journal):
        self.program = program
        self.peers = peers
        self.journal = journal
        # How long the last run of each verb took: a kill is to hit it under way.
        self.lasting = {}

    def run(self, step, replica, *arguments, asked=None, kill_after=None):
        """Runs to the end, or to the kill; returns the journal's entry.

        `asked` tells what an edit was to write: {"type/id": {cell: value}}; `kill_after` is a part
        of the time that such a command takes.
        """
        if kill_after is not None:
            kill_after = max(0.003, kill_after * self.lasting.get(arguments[0], 0.1))
        environment = os.environ | {
            "SYNCD_PEERS": str(self.peers), "SYNCD_REPLICA": str(replica.folder),
            "SYNCD_PERSON": f"{replica.author}.person"}
        began = time.time()
        clock = time.monotonic()
        process = subprocess.Popen(
            [self.program, *arguments, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL, env=environment)
        killed, out, errors = self._wait(process, kill_after)
        entry = {
            "step": step, "replica": replica.author, "arguments": list(arguments),
            "began": began, "seconds": round(time.monotonic() - clock, 4),
            "exit": process.returncode, "killed": killed, "asked": asked}
        self._read(entry, out.decode("utf-8", "replace"), errors.decode("utf-8", "replace"))
        if not killed:
            self.lasting[arguments[0]] = entry["seconds"]
        is_long = len(out) > KEPT_TEXT * 2 and not entry["written"]
        self.journal.add(entry | {"answer": None} if is_long else entry)
        return entry

    @staticmethod
    def _wait(process, kill_after):
        """Returns how it was killed, if it was, and what it said."""
        try:
            out, errors = process.communicate(timeout=kill_after or LONGEST_SECONDS)
            return None, out, errors
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, errors = process.communicate()
            # It may have ended by itself in between: then it was not killed.
            if process.returncode != -signal.SIGKILL:
                return None, out, errors
            return "kill" if kill_after else "stuck", out, errors

    @staticmethod
    def _read(entry, out, errors):
        """What the answer says; one that stands whole is an acknowledgement, killed or not."""
        try:
            answer = json.loads(out)
        except ValueError:
            answer = None
        entry["is_json"] = answer is not None
        entry["answer"] = answer
        is_error = isinstance(answer, dict) and "error" in answer
        entry["error"] = answer["error"]["code"] if is_error else None
        entry["written"] = [
            [one["scope"], one["author"], one["sequence"]]
            for one in (answer or {}).get("written") or []] if isinstance(answer, dict) else []
        entry["stderr"] = errors[-KEPT_TEXT:]
        entry["crashed"] = "Fatal error" in errors or "Crash" in errors
