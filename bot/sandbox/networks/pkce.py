"""Proving that the app that trades a code is the one that asked for it (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import hmac


def is_proven(verifier: str, challenge: str, method: str) -> bool:
    """Tell whether ``verifier`` is what ``challenge`` was made of, by ``S256`` or ``plain``."""
    proof = verifier
    if method == "S256":
        digest = hashlib.sha256(verifier.encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return bool(verifier) and hmac.compare_digest(proof.encode(), challenge.encode())
