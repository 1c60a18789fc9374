"""Signs the requests that schemathesis makes up (RFC 9421, RFC 9530)."""

import base64
import hashlib
import itertools
import json
import os
import time

import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.auth import AuthBase

AUTHOR = os.environ["SYNCD_AUTHOR"]
RECEIVER = os.environ["SYNCD_RECEIVER"]
PREFIX = "ed25519-private:"
CALLS = itertools.count()

with open(os.environ["SYNCD_KEY"], encoding="ascii") as file:
    KEY = Ed25519PrivateKey.from_private_bytes(
        base64.b64decode(file.read().strip().removeprefix(PREFIX), validate=True)
    )


class Signature(AuthBase):
    """The signature of one request, made of what is really sent."""

    def __call__(self, request):
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode("utf-8")
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
        covered = {
            "@method": request.method,
            "@target-uri": request.url,
            "content-digest": f"sha-256=:{digest}:",
            "syncd-receiver": RECEIVER,
        }
        names = " ".join(f'"{name}"' for name in covered)
        parameters = f'({names});created={int(time.time())};keyid="{AUTHOR}";alg="ed25519"'
        lines = [f'"{name}": {value}' for name, value in covered.items()]
        lines.append(f'"@signature-params": {parameters}')
        signature = KEY.sign("\n".join(lines).encode("utf-8"))
        request.headers["Content-Digest"] = covered["content-digest"]
        request.headers["Syncd-Receiver"] = RECEIVER
        request.headers["Signature-Input"] = f"syncd={parameters}"
        encoded = base64.b64encode(signature).decode("ascii")
        request.headers["Signature"] = f"syncd=:{encoded}:"
        return request


@schemathesis.serializer("application/jsonl")
def json_lines(context, value):
    """JSON Lines as they are made up: one value a line, or text as it stands."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(each) + "\n" for each in values).encode("utf-8")


@schemathesis.hook
def before_call(context, case, kwargs):
    """Of ten requests nine are signed rightly; the tenth goes as it was made up."""
    if next(CALLS) % 10:
        kwargs["auth"] = Signature()


@schemathesis.hook
def after_call(context, case, response):
    """Keeps what was answered, so that a run in which nothing was let in cannot pass."""
    with open(os.environ["SYNCD_ANSWERS"], "a", encoding="utf-8") as answers:
        answers.write(f"{case.operation.method.upper()} {case.operation.path} {response.status_code}\n")
