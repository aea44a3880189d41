"""Settings: settings.toml, then the environment, then secret files; a name that does not exist is refused."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "REPPU_"
DELIMITER = "__"
FILE = Path("settings.toml")
# Where systemd puts a unit's credentials, and how a container's secret folder is named.
SECRET_FOLDERS = ("REPPU_SECRETS_DIR", "CREDENTIALS_DIRECTORY")
_SECTION = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)


class StorageSettings(BaseModel):
    """Where the club is kept."""

    model_config = _SECTION

    url: Annotated[
        str | None,
        Field(
            pattern=r"^sqlite:///.+$",
            description="the database; without it reppu.sqlite3 in data_dir",
            examples=["sqlite:////srv/reppu/reppu.sqlite3"],
        ),
    ] = None

    def path(self) -> Path | None:
        """Return the database's file, None for the one in the data directory."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url else None


class WebSettings(BaseModel):
    """How the page is reached."""

    model_config = _SECTION

    port: Annotated[
        int, Field(ge=1, le=65535, description="the page's port on this machine, 1 to 65535", examples=[8765])
    ] = 8765
    public_url: Annotated[
        str | None,
        Field(
            pattern=r"^https?://[^/\s]+/?$",
            description="the address people reach the page at, when a proxy stands before it",
            examples=["https://club.example.org"],
        ),
    ] = None


class LogSettings(BaseModel):
    """What is logged, and how."""

    model_config = _SECTION

    level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Field(description="from which weight on: DEBUG, INFO, WARNING or ERROR", examples=["INFO"]),
    ] = "INFO"
    form: Annotated[
        Literal["console", "json"], Field(description="console for people, json for machines", examples=["console"])
    ] = "console"


class Settings(BaseSettings):
    """All settings; made by `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        extra="forbid",
        hide_input_in_errors=True,
        frozen=True,
        nested_model_default_partial_update=True,
    )

    data_dir: Annotated[
        Path, Field(description="the folder of the database, its key and files made for the club", examples=["data"])
    ] = Path("data")
    storage: StorageSettings = StorageSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env files
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the strongest first."""
        secrets = NestedSecretsSettingsSource(
            file_secret_settings,
            secrets_dir=[Path(os.environ[name]) for name in SECRET_FOLDERS if os.environ.get(name)],
            secrets_dir_missing="error",
            secrets_prefix=PREFIX,
            secrets_nested_delimiter=DELIMITER,
        )
        file = TomlConfigSettingsSource(settings_cls, init_settings.init_kwargs["file"])  # type: ignore[attr-defined]
        return secrets, env_settings, file


class SettingsError(Exception):
    """Settings that cannot be used; the message says which, and what to write instead."""


def load_settings(named: Path | None = None) -> Settings:
    """Return the settings of a file, the environment and secret files; only the file nobody named may be missing.

    Raises:
        SettingsError: a name that does not exist, a value that cannot be used, a file that cannot be read.
    """
    file = named or FILE
    if named is not None and not named.is_file():
        raise SettingsError(f"{named}: there is no such file. Name the settings' file, or leave --settings out.")
    strangers = sorted(_strangers(os.environ))
    if strangers:
        raise SettingsError(f"{', '.join(strangers)}: there is no such setting. There are: {', '.join(_variables())}.")
    try:
        return Settings(file=file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError("\n".join(_told(each, file) for each in error.errors(include_input=False))) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not written as TOML: {error}") from None
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from None


def field_at(path: tuple[str, ...]) -> Any:  # noqa: ANN401 - pydantic's FieldInfo, or None
    """Return the declaration of a setting, None where there is no such setting."""
    kind: Any = Settings
    found = None
    for name in path:
        found = getattr(kind, "model_fields", {}).get(name)
        kind = found.annotation if found is not None else None
    return found


def setting_names() -> Iterator[tuple[str, ...]]:
    """Yield every setting as its path."""
    for name, field in Settings.model_fields.items():
        sections = getattr(field.annotation, "model_fields", None)
        if sections is None:
            yield (name,)
        else:
            yield from ((name, each) for each in sections)


def _variables() -> list[str]:
    return [PREFIX + DELIMITER.join(path).upper() for path in setting_names()]


def _strangers(environment: Mapping[str, str]) -> Iterator[str]:
    known = {*_variables(), *SECRET_FOLDERS}
    return (name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)


def _told(error: Any, file: Path) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    path = tuple(str(part) for part in error["loc"])
    name = ".".join(path)
    field = field_at(path)
    if field is None or error["type"] == "extra_forbidden":
        return f"{name}: there is no such setting. There are: {', '.join('.'.join(each) for each in setting_names())}."
    example = f" Write it like {field.examples[0]}" if field.examples else ""
    variable = PREFIX + DELIMITER.join(path).upper()
    return f"{name}: {field.description or 'a section of settings'}.{example} (in {file}, or as {variable})."
