"""What a person's browser is sent to, and how the one who asked proves it later."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from platforms.endpoints import Endpoints
from platforms.login import Login, Proof, authorize_url, challenge

LOGIN = Login(
    flavour="",
    label="Network",
    url="https://network.example/oauth/authorize",
    scopes=("read", "write"),
    needed=("write",),
    source="https://network.example/docs",
    separator=",",
    client_id_field="client_key",
    proof=Proof.BASE64,
    extra={"prompt": "consent"},
)
# The pair of RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def _url(auth_url: str = "") -> str:
    endpoints = Endpoints("https://api.network.example", auth_url, "app", "secret")
    return authorize_url(
        LOGIN, endpoints, redirect_uri="https://me.example/back", state="s", verifier=VERIFIER
    )


def test_the_question_names_the_app_the_rights_and_the_way_back() -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(_url()).query).items()}

    assert asked == {
        "response_type": "code",
        "client_key": "app",
        "redirect_uri": "https://me.example/back",
        "scope": "read,write",
        "state": "s",
        "prompt": "consent",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


@pytest.mark.parametrize(
    ("auth_url", "page"),
    [
        ("", "https://network.example/oauth/authorize"),
        ("http://127.0.0.1:9/network", "http://127.0.0.1:9/network/oauth/authorize"),
        ("http://127.0.0.1:9/oauth/authorize", "http://127.0.0.1:9/oauth/authorize"),
    ],
)
def test_settings_may_name_the_host_of_the_login_page_or_the_page(auth_url: str, page: str) -> None:
    assert _url(auth_url).partition("?")[0] == page


def test_a_hexadecimal_challenge_is_the_same_hash() -> None:
    assert len(challenge(VERIFIER, Proof.HEX)) == 64
    assert challenge(VERIFIER, Proof.BASE64) == CHALLENGE


def test_rights_that_a_person_left_out_are_named() -> None:
    assert LOGIN.missing(("read",)) == ("write",)
    assert LOGIN.missing(("write", "read", "more")) == ()
