from __future__ import annotations

import stat
import traceback
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import BadKeys, SecretUnreadable
from store.secrets import Keyring, Place, new_key_text

HERE: Place = ("social_integrations", "row-1", "access_token")
KEY = b64encode(bytes(range(32))).decode()
RING = Keyring.from_text(f"k1:{KEY}")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_secret_opens_where_it_was_sealed(plain: str) -> None:
    assert RING.decrypt(RING.encrypt(plain, aad=HERE), aad=HERE) == plain


def test_the_stored_form_names_version_and_key() -> None:
    version, kid, nonce, sealed = RING.encrypt("token", aad=HERE).split(".")

    assert (version, kid) == ("v1", "k1")
    assert nonce
    assert sealed


def test_the_same_secret_is_never_stored_the_same_way_twice() -> None:
    assert RING.encrypt("token", aad=HERE) != RING.encrypt("token", aad=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("other_table", "row-1", "access_token"),
        ("social_integrations", "row-2", "access_token"),
        ("social_integrations", "row-1", "refresh_token"),
    ],
)
def test_a_secret_opens_nowhere_else(elsewhere: Place) -> None:
    stored = RING.encrypt("token", aad=HERE)

    with pytest.raises(SecretUnreadable, match="damaged or moved"):
        RING.decrypt(stored, aad=elsewhere)


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_changed_character_is_noticed(part: int) -> None:
    parts = RING.encrypt("token", aad=HERE).split(".")
    parts[part] = ("A" if parts[part][0] != "A" else "B") + parts[part][1:]

    with pytest.raises(SecretUnreadable):
        RING.decrypt(".".join(parts), aad=HERE)


@pytest.mark.parametrize("stored", ["", "token", "v2.k1.a.b", "v1.k1.!.?", "v1.k1.AAAA.AAAA"])
def test_what_was_never_sealed_does_not_open(stored: str) -> None:
    with pytest.raises(SecretUnreadable):
        RING.decrypt(stored, aad=HERE)


def test_the_newest_key_seals_and_older_ones_still_open() -> None:
    sealed_before = RING.encrypt("token", aad=HERE)
    newer = new_key_text()

    both = Keyring.from_text(f"{newer}, k1:{KEY}")

    assert both.decrypt(sealed_before, aad=HERE) == "token"
    assert not both.is_current(sealed_before)
    assert both.is_current(both.encrypt("token", aad=HERE))


def test_no_key_shows_when_a_keyring_is_printed() -> None:
    assert KEY not in repr(RING)
    assert str(bytes(range(32))) not in f"{RING!r} {RING}"


def test_no_secret_shows_when_opening_fails() -> None:
    stored = RING.encrypt("s3cret-token", aad=HERE)

    with pytest.raises(SecretUnreadable) as failure:
        RING.decrypt(stored, aad=("social_integrations", "row-2", "access_token"))

    shown = "".join(traceback.format_exception(failure.value)) + failure.value.advice
    assert "s3cret-token" not in shown
    assert stored not in shown
    assert KEY not in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no secret key"),
        ("k1", "not base64|0 bytes"),
        (f":{KEY}", "usable name"),
        (f"a.b:{KEY}", "usable name"),
        ("k1:???", "not base64"),
        ("k1:AAAA", "3 bytes, not 32"),
        (f"k1:{KEY},k1:{KEY}", "given twice"),
    ],
)
def test_unusable_keys_are_explained_without_being_shown(text: str, says: str) -> None:
    with pytest.raises(BadKeys, match=says) as refusal:
        Keyring.from_text(text)

    assert KEY not in str(refusal.value)
    assert "CALLBOARD_SECRET_KEYS" in refusal.value.advice


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret.keys"

    first = Keyring.load_or_create(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    sealed = first.encrypt("token", aad=HERE)
    assert Keyring.load_or_create(path).decrypt(sealed, aad=HERE) == "token"


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.keys"
    Keyring.load_or_create(path)
    path.chmod(0o640)

    with pytest.raises(BadKeys, match="other users") as refusal:
        Keyring.load_or_create(path)

    assert refusal.value.advice == f"chmod 600 {path}"


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "secret.keys"

    with ThreadPoolExecutor(8) as threads:
        rings = list(threads.map(lambda _: Keyring.load_or_create(path), range(8)))

    assert len({ring.newest for ring in rings}) == 1


def test_a_derived_key_serves_one_purpose_and_is_no_stored_key() -> None:
    media = RING.derive("media")

    assert media == Keyring.from_text(f"k1:{KEY}").derive("media")
    assert media != RING.derive("links")
    assert media != bytes(range(32))
    assert media != Keyring.from_text(new_key_text()).derive("media")
