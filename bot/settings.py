"""Settings from the environment or a ``.env`` file; every fault is reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

NETWORKS = ("facebook", "instagram", "linkedin", "tiktok", "twitter", "youtube")
"""The networks that settings may speak of; a test holds this equal to the registry."""


class SettingsFault(Exception):
    """One or more settings are wrong; the message lists all of them, one a line."""


class NetworkSettings(BaseModel):
    """How to reach one network and who we are there; empty means the network's own default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    api_url: str = ""
    auth_url: str = ""


class Settings(BaseSettings):
    """
    Everything Callboard can be told from outside; names carry the prefix ``CALLBOARD_``.

    ``public_url`` is where networks and people reach this bot from outside; empty means it
    has no public address, and networks that fetch media from us are refused at staging.
    """

    model_config = SettingsConfigDict(
        env_prefix="CALLBOARD_",
        env_nested_delimiter="__",
        env_file=".env",
        extra="ignore",
        frozen=True,
    )

    database_url: str = ""
    data_dir: Path = Path(".callboard")
    bind: str = "127.0.0.1:8600"
    public_url: str = ""
    secret_keys: SecretStr = SecretStr("")
    queue: Literal["embedded"] = "embedded"
    late_after_s: Annotated[int, Field(gt=0)] = 900
    fetch_allow: Annotated[tuple[str, ...], NoDecode] = ()
    slots: Annotated[int, Field(gt=0, le=200)] = 20
    lease_s: Annotated[int, Field(ge=75)] = 120
    """How long a post belongs to one attempt; longer than any single request may take."""
    drain_s: Annotated[float, Field(ge=0)] = 20.0
    log_format: Literal["json", "console"] = "json"

    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"

    facebook: NetworkSettings = NetworkSettings()
    instagram: NetworkSettings = NetworkSettings()
    linkedin: NetworkSettings = NetworkSettings()
    tiktok: NetworkSettings = NetworkSettings()
    twitter: NetworkSettings = NetworkSettings()
    youtube: NetworkSettings = NetworkSettings()

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()]
            if isinstance(value, str)
            else value
        )

    @field_validator("fetch_allow")
    @classmethod
    def _host_and_port(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for place in value:
            host, _, port = place.rpartition(":")
            if not host or not port.isdigit():
                raise ValueError(f"'{place}' is not host:port, for example media.internal:8080")
        return value

    @field_validator("bind")
    @classmethod
    def _bind_has_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise ValueError("give it as host:port, for example 127.0.0.1:8600")
        return value

    @field_validator("public_url")
    @classmethod
    def _public_url_is_http(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("give the whole address, for example https://callboard.example.com")
        return value.rstrip("/")

    @field_validator("slack_api_url")
    @classmethod
    def _api_url_ends_with_slash(cls, value: str) -> str:
        return value.rstrip("/") + "/"

    @model_validator(mode="after")
    def _http_is_signed(self) -> Self:
        """Over HTTP anybody can knock; only the signature tells Slack from a stranger."""
        is_http = self.has_slack and not self.slack_app_token.get_secret_value()
        if is_http and not self.slack_signing_secret.get_secret_value():
            raise ValueError(
                "a bot token without an app token means HTTP, and HTTP needs "
                "CALLBOARD_SLACK_SIGNING_SECRET (Slack: Basic Information, Signing Secret)"
            )
        return self

    @property
    def host(self) -> str:
        """The address to listen on."""
        return self.bind.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port to listen on."""
        return int(self.bind.rpartition(":")[2])

    @property
    def has_slack(self) -> bool:
        """Whether enough is set to talk to Slack, in either mode."""
        return bool(self.slack_bot_token.get_secret_value())

    def network(self, name: str) -> NetworkSettings:
        """Return what is set for ``name``."""
        settings = getattr(self, name)
        if not isinstance(settings, NetworkSettings):
            raise KeyError(name)
        return settings


class _Told(Settings):
    """Settings that are told everything: the environment and ``.env`` say nothing to them."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_ambient: PydanticBaseSettingsSource,
        **_more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keep only what is passed in."""
        del settings_cls
        return (init_settings,)


def load() -> Settings:
    """Read the settings; raise ``SettingsFault`` that names every wrong one and what to write."""
    return _checked(Settings, {})


def told(values: Mapping[str, object]) -> Settings:
    """Return settings that are just these, whatever the environment says; for demo and tour."""
    return _checked(_Told, values)


def _checked(kind: type[Settings], values: Mapping[str, object]) -> Settings:
    try:
        return kind(**values)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as fault:
        raise SettingsFault(_in_words(fault)) from None


def _in_words(fault: ValidationError) -> str:
    lines = ["These settings need a look:"]
    for error in fault.errors(include_input=False, include_url=False):
        if not error["loc"]:
            lines.append(f"  {error['msg'].removeprefix('Value error, ')}")
            continue
        name = "CALLBOARD_" + "__".join(str(part) for part in error["loc"]).upper()
        lines.append(f"  {name}: {error['msg'].removeprefix('Value error, ')}")
    return "\n".join(lines)
