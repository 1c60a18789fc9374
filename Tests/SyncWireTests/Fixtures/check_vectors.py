#!/usr/bin/env python3
"""A second implementation of the changeset format, to check the golden vectors with.

It follows the format's description and shares no code with the Swift sources, though the same
people wrote both: what they misread once, they may have misread twice. It needs Python 3.8 or later
and the package `cryptography`. It recomputes what `golden` holds:

- every line of exchange.jsonl is canonical, has the hashes it names, and is signed with the key
  made from the seeds of the README (Ed25519 is deterministic, so signatures are compared);
- every header has the hash in expected.json, and each log is a chain;
- the records, merged by definition, have the canonical form, digest and sum in expected.json;
- the rights of party.json have the fingerprint in expected.json;
- every line of refused.jsonl is refused with the code it names;
- what is left of lines whose values were erased, in `erasing` (see `erasing.py`).

Each difference is printed, and then the exit code is 1.
"""
import base64
import datetime
import hashlib
import json
import pathlib
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

GOLDEN = pathlib.Path(__file__).parent / "golden"
SEEDS = {"14-vgr": bytes(range(32)), "14-vgr-su": bytes(range(32, 64))}
FORMATS = {1, 3}
ERASING_FORMAT = 3
LINE_LIMIT = 8 * 1024 * 1024
TEXT_LIMIT = 1024 * 1024
CHANGES_LIMIT = 10_000
DEPTH_LIMIT = 5 + 8
INTEGER_LIMIT = 2**53 - 1

WORD = "[a-z0-9][a-z0-9_-]{0,63}"
AUTHOR = f"{WORD}(~[a-z0-9]{{8}})?"
SCOPE = f"{WORD}(/{WORD}){{0,7}}"
RECORD_ID = "[A-Za-z0-9][A-Za-z0-9._:~-]{0,199}"
HASH = "sha256:[0-9a-f]{64}"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
DOT = f"{AUTHOR}:[1-9][0-9]{{0,15}}"


class Refused(Exception):
    """A line that is not taken; its only argument is the code."""


def need(condition, code="malformed"):
    if not condition:
        raise Refused(code)


# Canonical JSON: RFC 8785, restricted.

SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def canonical(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        need(abs(value) <= INTEGER_LIMIT)
        return str(value)
    if isinstance(value, str):
        need("\x00" not in value)
        need(len(value.encode("utf-8")) <= TEXT_LIMIT, "text_too_long")
        escaped = (
            SHORT.get(ord(c)) or (f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in value)
        return '"' + "".join(escaped) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def depth(value):
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 0


def unique(pairs):
    need(len({key for key, _ in pairs}) == len(pairs))
    return dict(pairs)


def refuse_number(text):
    raise Refused("malformed")


def read_canonical(line):
    """The value of a line that is canonical byte for byte."""
    try:
        value = json.loads(
            line.decode("utf-8"), object_pairs_hook=unique, parse_float=refuse_number,
            parse_constant=refuse_number)
        need(depth(value) <= DEPTH_LIMIT, "too_deep")
        need(canonical(value).encode("utf-8") == line)
    except (UnicodeError, json.JSONDecodeError) as error:
        raise Refused("malformed") from error
    return value


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


# Reading and verifying a line.

def base64_text(text, prefix, count):
    need(isinstance(text, str) and text.startswith(prefix))
    encoded = text[len(prefix):]
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise Refused("malformed") from error
    need(base64.b64encode(data).decode() == encoded and len(data) == count)
    return data


def matches(pattern, text):
    need(isinstance(text, str) and re.fullmatch(pattern, text, re.ASCII))
    return text


def instant(text):
    matches(TIME, text)
    year, month, day, hour, minute, second = map(int, re.findall(r"\d+", text)[:6])
    try:
        # Python's calendar begins in year 1; every 400 years are alike.
        datetime.datetime(2000 + year % 400, month, day, hour, minute, second)
    except ValueError as error:
        raise Refused("malformed") from error


def integer(value, least):
    need(isinstance(value, int) and not isinstance(value, bool) and value >= least)


def read_header(header):
    need(isinstance(header, dict) and header and next(iter(header)) == "author")
    matches(AUTHOR, header["author"])
    matches(HASH, header.get("body"))
    matches(SCOPE, header.get("scope"))
    instant(header.get("time"))
    integer(header.get("format"), 1)
    integer(header.get("sequence"), 1)
    if "schema" in header:
        integer(header["schema"], -INTEGER_LIMIT)
    need(("previous" in header) == (header["sequence"] > 1))
    if "previous" in header:
        matches(HASH, header["previous"])


def read_cell(name):
    field, slash, member = name.partition("/")
    matches(WORD, field)
    need(not slash or 1 <= len(member.encode("utf-8")) <= 1024)


def read_dots(dots, header):
    need(isinstance(dots, list) and len(set(map(str, dots))) == len(dots))
    for dot in dots:
        author, _, sequence = matches(DOT, dot).rpartition(":")
        need(int(sequence) <= INTEGER_LIMIT)
        need(author != header["author"] or int(sequence) < header["sequence"])


def read_change(change, header):
    need(isinstance(change, dict))
    matches(RECORD_ID, change.get("id"))
    matches(WORD, change.get("type"))
    need("reason" not in change or isinstance(change["reason"], str))
    if "set" in change:
        need(isinstance(change["set"], dict) and change["set"] and "exists" not in change["set"])
        for cell in change["set"]:
            read_cell(cell)
    if "replaces" in change:
        need(isinstance(change["replaces"], dict) and change["replaces"])
        for cell, dots in change["replaces"].items():
            read_cell(cell)
            need(dots)
            read_dots(dots, header)
    need(not ("delete" in change and "restore" in change))
    need("restore" not in change or change["restore"] is True)
    if "delete" in change:
        read_dots(change["delete"], header)
        need(change["delete"] == sorted(change["delete"], key=lambda dot: dot.encode()))


def read_body(body, header, is_erased=False):
    need(isinstance(body, dict) and isinstance(body.get("changes"), list))
    need(len(body["changes"]) <= CHANGES_LIMIT, "too_many_changes")
    if not is_erased:
        base64_text(body.get("salt"), "", 16)
    if header["format"] == ERASING_FORMAT and "erases" in body:
        need(not body["changes"])
        erasing.read_erases(body["erases"])
    for key in ("message", "person"):
        need(key not in body or isinstance(body[key], str))
    for change in body["changes"]:
        read_change(change, header)
    need(len({(c["type"], c["id"]) for c in body["changes"]}) == len(body["changes"]))


def decode(line):
    line = line[:-1] if line.endswith(b"\r") else line
    need(len(line) <= LINE_LIMIT, "too_large")
    value = read_canonical(line)
    need(isinstance(value, dict) and set(value) <= {"body", "erased", "header", "signature"})
    need("header" in value and "signature" in value)
    need("body" in value or "erased" not in value)
    read_header(value["header"])
    base64_text(value["signature"], "ed25519:", 64)
    if "body" in value:
        if value["header"]["format"] in FORMATS:
            read_body(value["body"], value["header"], "erased" in value)
            if "erased" in value:
                erasing.read_erased(value)
        if "erased" not in value:
            body = canonical(value["body"]).encode("utf-8")
            need(sha256(body) == value["header"]["body"], "body_mismatch")
    return value


def entries_of(party):
    return {entry["author"]: entry for entry in party["authors"]}


def verify(value, party):
    header, entries = value["header"], entries_of(party)
    author, scope, sequence = header["author"], header["scope"], header["sequence"]
    name = author.partition("~")[0]
    entry = entries.get(author, entries.get(name))
    need(entry, "unknown_author")
    need(any((scope + "/").startswith(right + "/") for right in entry["writes"]), "no_right")
    pin = entries.get(author, {}).get("pins", {}).get(scope)
    if pin is None and name != author and scope in entries.get(name, {}).get("pins", {}):
        pin = {"sequence": 0}
    need(pin is None or sequence <= pin["sequence"], "beyond_pin")
    data = canonical(header).encode("utf-8")
    key = Ed25519PublicKey.from_public_bytes(base64_text(entry["key"], "ed25519:", 32))
    try:
        key.verify(base64_text(value["signature"], "ed25519:", 64), data)
    except InvalidSignature as error:
        raise Refused("signature_mismatch") from error
    need(pin is None or sequence < pin["sequence"] or pin["hash"] == sha256(data), "pin_mismatch")


# Merging, by definition: a slow look at all writes.

def merge(changesets):
    """{(type, id): {cell: {dot: value}}} of the live values alone."""
    writes, replaced, counted = [], set(), {}
    for value in changesets:
        header = value["header"]
        author, sequence = header["author"], header["sequence"]
        mergeable = "body" in value and header["format"] in FORMATS
        if not mergeable or counted.get(author, 0) != sequence - 1:
            continue
        counted[author] = sequence
        for change in value["body"]["changes"]:
            record = (change["type"], change["id"])
            cells = dict(change.get("set", {}))
            if "delete" in change:
                cells["exists"] = change["delete"]
            if "restore" in change:
                cells["exists"] = True
            for cell, written in cells.items():
                writes.append((record, cell, author, sequence, written))
            for cell, dots in change.get("replaces", {}).items():
                replaced |= {(record, cell, dot) for dot in dots}
    state = {}
    for record, cell, author, sequence, written in writes:
        dot = f"{author}:{sequence}"
        later = any(
            w[:3] == (record, cell, author) and w[3] > sequence for w in writes)
        if not later and (record, cell, dot) not in replaced:
            state.setdefault(record, {}).setdefault(cell, {})[dot] = written
    return state


def digest_form(record, cells):
    return canonical({"cells": cells, "id": record[1], "type": record[0]})


def fingerprint(party):
    authors = {
        entry["author"]: {
            "key": entry["key"], "party": party["party"], "pins": entry.get("pins", {}),
            "writes": sorted(set(entry.get("writes", [])))}
        for entry in party["authors"]}
    return sha256(canonical({"authors": authors}).encode("utf-8"))


# The check itself.

class Check:
    def __init__(self):
        self.failures = 0

    def equal(self, what, found, wanted):
        if found != wanted:
            self.failures += 1
            print(f"{what}\n  computed here: {found}\n  in the file:   {wanted}")


def check_exchange(check, lines, party, expected):
    heads, values = {}, []
    check.equal("number of lines", len(lines), len(expected["headers"]))
    for line, wanted in zip(lines, expected["headers"]):
        value = decode(line)
        verify(value, party)
        header = value["header"]
        data = canonical(header).encode("utf-8")
        dot = f"{header['author']}:{header['sequence']}"
        check.equal("dot", dot, wanted["dot"])
        check.equal(f"header hash of {dot}", sha256(data), wanted["hash"])
        check.equal(f"body hash of {dot}", header["body"], wanted["body"])
        check.equal(f"previous of {dot}", heads.get(header["author"]), header.get("previous"))
        heads[header["author"]] = sha256(data)
        key = Ed25519PrivateKey.from_private_bytes(SEEDS[header["author"].partition("~")[0]])
        signature = "ed25519:" + base64.b64encode(key.sign(data)).decode()
        check.equal(f"signature of {dot}", signature, value["signature"])
        values.append(value)
    return values


def check_records(check, values, expected):
    state = merge(values)
    total = 0
    check.equal("records", sorted(state), sorted((r["type"], r["id"]) for r in expected["records"]))
    for wanted in expected["records"]:
        record = (wanted["type"], wanted["id"])
        form = digest_form(record, state.get(record, {}))
        check.equal(f"canonical form of {record}", form, wanted["canonical"])
        check.equal(f"digest of {record}", sha256(form.encode("utf-8")), wanted["digest"])
        total += int(sha256(form.encode("utf-8"))[7:], 16)
    check.equal("digest of the scope", f"{total % 2**256:064x}", expected["scope_digest"])


def check_refused(check, party):
    for row in (GOLDEN / "refused.jsonl").read_text("utf-8").splitlines():
        row = json.loads(row)
        code = "accepted"
        try:
            verify(decode(row["line"].encode("utf-8")), party)
        except Refused as refused:
            code = refused.args[0]
        check.equal(f"a line with {row['why']}", code, row["code"])


def main():
    check = Check()
    party = json.loads((GOLDEN / "party.json").read_text("utf-8"))
    expected = json.loads((GOLDEN / "expected.json").read_text("utf-8"))
    data = (GOLDEN / "exchange.jsonl").read_bytes()
    check.equal("last byte of the file", data[-1:], b"\n")
    values = check_exchange(check, data[:-1].split(b"\n"), party, expected)
    check_records(check, values, expected)
    check.equal("fingerprint", fingerprint(party), expected["fingerprint"])
    check_refused(check, party)
    erasing.check(check, values, party)
    print(f"{len(values)} changesets, {len(expected['records'])} records: "
          f"{check.failures} differences")
    return 1 if check.failures else 0


sys.dont_write_bytecode = True
import erasing  # noqa: E402, at the end because it uses what stands above

if __name__ == "__main__":
    sys.exit(main())
