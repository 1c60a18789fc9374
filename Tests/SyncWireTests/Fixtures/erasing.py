"""What is left of a changeset whose values were erased, as the format's article describes it.

It stands beside `check_vectors.py`, shares nothing with the Swift sources, and wrote the files in
`erasing` (`python3 erasing.py` prints the lines anew).
"""
import base64
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import check_vectors as vectors

FOLDER = pathlib.Path(__file__).parent / "erasing"
ERASED = {"erased": True}
ROOT, LEFT, RIGHT, LEAF, REMAINDER = range(5)


def digest(kind, data):
    return hashlib.sha256(bytes([kind]) + data).digest()


def text(data):
    return "sha256:" + data.hex()


def values_of(body):
    """(type, id, cell) and value of every write, in the order of the body."""
    return [
        ((change["type"], change["id"], cell), value)
        for change in body["changes"] for cell, value in change.get("set", {}).items()]


def replaced(body, gone):
    """The body without its salt, and without the values of some cells."""
    copy = json.loads(json.dumps({key: body[key] for key in body if key != "salt"}))
    for change in copy["changes"]:
        for cell in change.get("set", {}):
            if (change["type"], change["id"], cell) in gone:
                change["set"][cell] = ERASED
    return copy


def subtrees(low, high, gone):
    """The largest subtrees without a leaf that is gone."""
    if low == high:
        return []
    if not any(low <= leaf < high for leaf in gone):
        return [(low, high)]
    if high - low == 1:
        return []
    middle = (low + high) // 2
    return subtrees(low, middle, gone) + subtrees(middle, high, gone)


def descend(node, target, seed):
    """The seed of a subtree of a node."""
    (low, high) = node
    while (low, high) != target:
        middle = (low + high) // 2
        if target[1] <= middle:
            high, seed = middle, digest(LEFT, seed)
        else:
            low, seed = middle, digest(RIGHT, seed)
    return seed


def seeds_of(value):
    """{subtree: seed} as far as the line tells them."""
    writes = values_of(value["body"])
    if "erased" not in value:
        salt = base64.b64decode(value["body"]["salt"])
        return {(0, len(writes)): digest(ROOT, salt)} if writes else {}
    leaves = leaves_of(value)
    gone = {index for index, (place, _) in enumerate(writes) if place in leaves}
    vectors.need(len(gone) == len(leaves), "body_mismatch")
    ranges = subtrees(0, len(writes), gone)
    seeds = [bytes.fromhex(seed[7:]) for seed in value["erased"]["seeds"]]
    vectors.need(len(ranges) == len(seeds), "body_mismatch")
    return dict(zip(ranges, seeds))


def leaves_of(value):
    return {
        (entry["type"], entry["id"], cell): bytes.fromhex(leaf[7:])
        for entry in value.get("erased", {}).get("values", [])
        for cell, leaf in entry["cells"].items()}


def leaf_seed(seeds, index):
    for (low, high), seed in seeds.items():
        if low <= index < high:
            return descend((low, high), (index, index + 1), seed)
    return None


def all_leaves(value):
    seeds, known, found = seeds_of(value), leaves_of(value), []
    for index, (place, written) in enumerate(values_of(value["body"])):
        if place in known:
            vectors.need(written == ERASED, "body_mismatch")
            found.append(known[place])
        else:
            data = vectors.canonical(written).encode("utf-8")
            found.append(digest(LEAF, leaf_seed(seeds, index) + data))
    return found


def remainder(value):
    body = value["body"]
    rest = replaced(body, {place for place, _ in values_of(body)})
    data = b"".join(all_leaves(value)) + vectors.canonical(rest).encode("utf-8")
    return text(digest(REMAINDER, data))


def erase(value, cells):
    """What is left of a line, whole or not, without some more values."""
    writes = values_of(value["body"])
    leaves = dict(zip((place for place, _ in writes), all_leaves(value)))
    places = [place for place, _ in writes]
    gone = [place for place in places if place in cells or place in leaves_of(value)]
    numbers = {places.index(place) for place in gone}
    seeds = seeds_of(value)
    cover = [
        descend(node, target, seed)
        for target in subtrees(0, len(places), numbers)
        for node, seed in seeds.items() if node[0] <= target[0] and target[1] <= node[1]]
    records = {}
    for place in sorted(gone):
        records.setdefault(place[:2], {})[place[2]] = text(leaves[place])
    return {
        "body": replaced(value["body"], set(gone)),
        "erased": {
            "remainder": remainder(value), "seeds": [text(seed) for seed in cover],
            "values": [
                {"cells": cells, "id": record[1], "type": record[0]}
                for record, cells in sorted(records.items())]},
        "header": value["header"], "signature": value["signature"]}


def read_erased(value):
    """Checks what a line says of the values that it lacks."""
    erased = value["erased"]
    vectors.need(isinstance(erased, dict) and set(erased) == {"remainder", "seeds", "values"})
    vectors.need("salt" not in value["body"] and erased["values"])
    for seed in erased["seeds"] + [erased["remainder"]]:
        vectors.matches(vectors.HASH, seed)
    names = [(entry["type"], entry["id"]) for entry in erased["values"]]
    vectors.need(names == sorted(set(names)))
    vectors.need(remainder(value) == erased["remainder"], "body_mismatch")


def read_erases(erases):
    """Checks the part of a body that says what goes, in format 3."""
    vectors.need(isinstance(erases, list) and erases)
    headers = set()
    for entry in erases:
        vectors.need(isinstance(entry, dict))
        vectors.matches(vectors.AUTHOR, entry.get("author"))
        vectors.matches(vectors.HASH, entry.get("remainder"))
        vectors.integer(entry.get("sequence"), 1)
        headers.add(vectors.matches(vectors.HASH, entry.get("header")))
        vectors.need(isinstance(entry.get("records"), list) and entry["records"])
        for record in entry["records"]:
            vectors.matches(vectors.WORD, record.get("type"))
            vectors.matches(vectors.RECORD_ID, record.get("id"))
            vectors.need(record.get("cells"))
            for cell in record["cells"]:
                vectors.read_cell(cell)
    vectors.need(len(headers) == len(erases))


# The vectors.

NOTE = ("implementation", "14-kol-1", "note")
STATUS = ("implementation", "14-kol-1", "status")
KEYS = ("implementation", "14-kol-2", "keys")


def header_hash(value):
    return vectors.sha256(vectors.canonical(value["header"]).encode("utf-8"))


def entry(value, cells):
    records = {}
    for place in sorted(cells):
        records.setdefault(place[:2], []).append(place[2])
    header = value["header"]
    return {
        "author": header["author"], "header": header_hash(value),
        "records": [
            {"cells": cells, "id": record[1], "type": record[0]}
            for record, cells in records.items()],
        "remainder": remainder(value), "sequence": header["sequence"]}


def made(exchange):
    """The lines of `lines.jsonl`, from the lines of the golden exchange."""
    first, second, last = exchange[0], exchange[1], exchange[7]
    once = erase(first, {NOTE})
    body = {
        "changes": [], "erases": [entry(first, {NOTE, KEYS}), entry(second, {NOTE})],
        "message": "Begäran", "salt": base64.b64encode(bytes(range(200, 216))).decode()}
    header = {
        "author": "14-vgr-su", "body": vectors.sha256(vectors.canonical(body).encode("utf-8")),
        "format": 3, "previous": header_hash(last), "schema": 1, "scope": "region/14",
        "sequence": 4, "time": "2026-11-22T02:00:00.000Z"}
    key = Ed25519PrivateKey.from_private_bytes(vectors.SEEDS["14-vgr-su"])
    signed = key.sign(vectors.canonical(header).encode("utf-8"))
    erasing = {
        "body": body, "header": header,
        "signature": "ed25519:" + base64.b64encode(signed).decode()}
    return [once, erase(once, {KEYS}), erase(second, {NOTE}), erase(first, {STATUS}), erasing]


def check(check, exchange, party):
    """Holds the files in `erasing` against what is worked out here."""
    lines = (FOLDER / "lines.jsonl").read_text("utf-8").rstrip("\n").split("\n")
    expected = json.loads((FOLDER / "expected.json").read_text("utf-8"))
    wanted = [vectors.canonical(value) for value in made(exchange)]
    for number, (line, value) in enumerate(zip(lines, wanted)):
        check.equal(f"line {number + 1} of the erasing vectors", value, line)
    check.equal("number of erasing vectors", len(lines), len(wanted))
    values = [vectors.decode(line.encode("utf-8")) for line in lines]
    for value in values:
        vectors.verify(value, party)
    check.equal(
        "remainders", [remainder(value) for value in values[:4]], expected["remainders"])
    left = [values[1], values[2]] + exchange[2:8] + exchange[8:]
    state = vectors.merge(left)
    record = ("implementation", "14-kol-1")
    form = vectors.digest_form(record, state[record])
    check.equal("digest after the erasure", vectors.sha256(form.encode("utf-8")), expected["digest"])
    for row in (FOLDER / "refused.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(row)
        code = "accepted"
        try:
            vectors.verify(vectors.decode(row["line"].encode("utf-8")), party)
        except vectors.Refused as refused:
            code = refused.args[0]
        check.equal(f"an erased line with {row['why']}", code, row["code"])


if __name__ == "__main__":
    golden = (vectors.GOLDEN / "exchange.jsonl").read_bytes()[:-1].split(b"\n")
    for value in made([vectors.decode(line) for line in golden]):
        print(vectors.canonical(value))
