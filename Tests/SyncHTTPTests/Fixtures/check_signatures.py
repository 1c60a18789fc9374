"""Checks rfc9421.json with another implementation: every signature of appendix B.2 has to verify
over the base that stands there, under the key of appendix B.1, and every digest has to fit its body.

Run by hand: python3 check_signatures.py (needs the package `cryptography`).
"""

import base64
import hashlib
import hmac
import json
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

document = json.loads(pathlib.Path(__file__).with_name("rfc9421.json").read_text())


def verify(row):
    base = "\n".join(row["base"]).encode()
    signature = base64.b64decode(row["signature"])
    name = row["input"].split('keyid="')[1].split('"')[0]
    key = base64.b64decode(document["keys"][name])
    if name == "test-shared-secret":
        assert hmac.compare_digest(hmac.digest(key, base, "sha256"), signature)
        return
    public = serialization.load_der_public_key(key)
    if name == "test-key-ed25519":
        public.verify(signature, base)
    elif name == "test-key-ecc-p256":
        r, s = (int.from_bytes(half) for half in (signature[:32], signature[32:]))
        public.verify(utils.encode_dss_signature(r, s), base, ec.ECDSA(hashes.SHA256()))
    else:
        sha512 = hashes.SHA512()
        public.verify(signature, base, padding.PSS(padding.MGF1(sha512), 64), sha512)


for row in document["signatures"]:
    verify(row)
for message in (document["request"], document["response"]):
    digest = base64.b64encode(hashlib.sha512(message["body"].encode()).digest()).decode()
    assert message["fields"]["Content-Digest"] == f"sha-512=:{digest}:"
print(f"{len(document['signatures'])} signatures and 2 digests hold")
