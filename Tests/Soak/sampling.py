"""Memory and file handles of the servers, all through the run."""

import os
import pathlib
import threading
import time

# How much the second half of a run may add. A server's memory grows while SQLite's page caches
# (2 MiB for each of a pool's connections), the allocator's two arenas and the shelf of the pages
# fill; that has an end, which a leak has not. Ten minutes of a debug build grew by 1 to
# 2 MiB. In the second half of an hour with a request a second, a leak of 7 KiB a request is over.
GROWN_KIBIBYTES = 12 * 1024
# A shorter run is all warming up: its memory is measured and not judged.
JUDGED_SECONDS = 600
# Connections of a pool open as they are wanted (three handles each) and stay open.
GROWN_HANDLES = 12
# A pool has at most some ten connections, a listener some tens of clients.
MOST_HANDLES = 200


class Sampler(threading.Thread):
    """Reads /proc once in a while; samples are (second, kibibytes, handles) for each process."""

    def __init__(self, world, every_seconds):
        super().__init__(daemon=True)
        self.world = world
        self.every_seconds = every_seconds
        self.began = time.monotonic()
        self.samples = {}
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(self.every_seconds):
            for server in self.world.servers():
                self.sample(server)

    def sample(self, server):
        process = server.process
        if process is None or process.poll() is not None:
            return
        try:
            place = pathlib.Path(f"/proc/{process.pid}")
            status = (place / "status").read_text()
            kibibytes = int(status.split("VmRSS:")[1].split()[0])
            handles = len(os.listdir(place / "fd"))
        except (OSError, IndexError):
            return
        key = (server.replica.author, process.pid)
        at = round(time.monotonic() - self.began, 2)
        self.samples.setdefault(key, []).append((at, kibibytes, handles))


def slope(points):
    """Of the straight line with the least squares, a second; 0 where there is none."""
    count = len(points)
    if count < 3:
        return 0.0
    middle = sum(x for x, _ in points) / count
    height = sum(y for _, y in points) / count
    spread = sum((x - middle) ** 2 for x, _ in points)
    if not spread:
        return 0.0
    return sum((x - middle) * (y - height) for x, y in points) / spread


def fits(samples, end):
    """What each process did in the second half of the run: a row of figures each.

    Only processes that lived through that half are judged: a young one still warms up.
    """
    rows = []
    for (author, pid), points in sorted(samples.items()):
        half = [point for point in points if end / 2 <= point[0] <= end]
        if not half:
            continue
        lived = half[-1][0] - half[0][0]
        rows.append({
            "server": author, "pid": pid, "samples": len(points),
            "is_judged": (
                end >= JUDGED_SECONDS and points[0][0] <= end / 4
                and half[-1][0] >= end * 0.9),
            "kibibytes_first": points[0][1], "kibibytes_last": points[-1][1],
            "kibibytes_most": max(point[1] for point in points),
            "kibibytes_grown": round(slope([(x, y) for x, y, _ in half]) * lived),
            "handles_first": points[0][2], "handles_last": points[-1][2],
            "handles_most": max(point[2] for point in points),
            "handles_grown": round(slope([(x, y) for x, _, y in half]) * lived, 1)})
    return rows


def judged(rows):
    """What is not flat."""
    faults = []
    for row in rows:
        if row["handles_most"] > MOST_HANDLES:
            faults.append((row["server"], f"{row['handles_most']} file handles were open."))
        if not row["is_judged"]:
            continue
        if row["kibibytes_grown"] > GROWN_KIBIBYTES:
            faults.append((
                row["server"], f"Memory grew by {row['kibibytes_grown']} KiB in the second half; "
                f"{GROWN_KIBIBYTES} are allowed."))
        if row["handles_grown"] > GROWN_HANDLES:
            faults.append((
                row["server"], f"File handles grew by {row['handles_grown']} in the second half; "
                f"{GROWN_HANDLES} are allowed."))
    return faults
