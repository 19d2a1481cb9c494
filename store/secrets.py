"""Secrets at rest: AES-256-GCM, bound to the place they are stored in, under several keys."""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.errors import BadKeys, SecretUnreadable

_VERSION = "v1"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Place = tuple[str, str, str]
"""Table, row id and column a secret lives in; moving it elsewhere makes it unreadable."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys: the newest encrypts, all of them decrypt."""

    newest: str
    _keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> Keyring:
        """Read ``kid:base64,kid:base64`` (newest first); raise ``BadKeys`` without showing it."""
        keys: dict[str, bytes] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            kid, _, encoded = entry.partition(":")
            if not _KEY_ID.fullmatch(kid):
                raise BadKeys("A secret key has no usable name before its colon.")
            if kid in keys:
                raise BadKeys(f"The secret key {kid} is given twice.")
            keys[kid] = _key_bytes(kid, encoded)
        if not keys:
            raise BadKeys("There is no secret key.")
        return cls(next(iter(keys)), keys)

    @classmethod
    def load_or_create(cls, path: Path) -> Keyring:
        """Read the key file, made with one fresh key and for the owner's eyes only if missing."""
        if not path.exists():
            _create_key_file(path)
        if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
            raise BadKeys(
                f"The key file {path} can be read by other users.", advice=f"chmod 600 {path}"
            )
        return cls.from_text(path.read_text("ascii", errors="replace"))

    def encrypt(self, plain: str, *, aad: Place) -> str:
        """Return ``v1.kid.nonce.ciphertext``, readable only in the place ``aad`` names."""
        nonce = os.urandom(_NONCE_BYTES)
        cipher = AESGCM(self._keys[self.newest])
        sealed = cipher.encrypt(nonce, plain.encode(), _bound_to(aad, self.newest))
        return ".".join((_VERSION, self.newest, _b64(nonce), _b64(sealed)))

    def decrypt(self, stored: str, *, aad: Place) -> str:
        """Open what ``encrypt`` made for the same place; else ``SecretUnreadable``."""
        where = f"{aad[0]}.{aad[2]} of row {aad[1]}"
        parts = stored.split(".")
        if len(parts) != 4 or parts[0] != _VERSION:
            raise SecretUnreadable(f"The secret in {where} has an unknown form.")
        _, kid, nonce, sealed = parts
        key = self._keys.get(kid)
        if key is None:
            raise SecretUnreadable(f"The secret in {where} needs the key {kid}, which is missing.")
        try:
            opened = AESGCM(key).decrypt(_unb64(nonce), _unb64(sealed), _bound_to(aad, kid))
        except (InvalidTag, ValueError):
            raise SecretUnreadable(f"The secret in {where} was damaged or moved.") from None
        return opened.decode()

    def derive(self, purpose: str) -> bytes:
        """Return a key for one purpose only; it changes when the newest key does."""
        kdf = HKDF(hashes.SHA256(), _KEY_BYTES, salt=None, info=f"callboard {purpose}".encode())
        return kdf.derive(self._keys[self.newest])

    def is_current(self, stored: str) -> bool:
        """Tell whether a stored secret is already under the newest key."""
        return stored.startswith(f"{_VERSION}.{self.newest}.")


def new_key_text() -> str:
    """Return a fresh ``kid:base64`` entry, to be put before the others."""
    kid = f"k{os.urandom(4).hex()}"
    return f"{kid}:{base64.b64encode(os.urandom(_KEY_BYTES)).decode()}"


def _key_bytes(kid: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise BadKeys(f"The secret key {kid} is not base64.") from None
    if len(key) != _KEY_BYTES:
        raise BadKeys(f"The secret key {kid} has {len(key)} bytes, not {_KEY_BYTES}.")
    return key


def _create_key_file(path: Path) -> None:
    """Put a complete file in place at once; whoever comes second keeps the first one's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key_text() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        Path(draft).unlink()


def _bound_to(aad: Place, kid: str) -> bytes:
    return "|".join((*aad, kid)).encode()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
