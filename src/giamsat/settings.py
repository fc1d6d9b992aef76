"""Settings of the web application.

The environment is read here and nowhere else (docs/operations.md).
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

from giamsat.foundation.messages import prepare_messages

_ENV = os.environ
DATA = Path(
    _ENV.get("GIAMSAT_DATA", "du-lieu")
).resolve()  # database, files, key: what a backup holds
HTTPS = _ENV.get("GIAMSAT_HTTPS", "") == "1"
DEBUG = False


def _secret_key() -> str:
    """The installation's own key, made at the first start and kept beside the data."""
    if given := _ENV.get("GIAMSAT_SECRET_KEY"):
        return given
    place = DATA / "secret-key"
    if not place.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return place.read_text("utf-8")


def _database() -> dict[str, object]:
    if url := _ENV.get("DATABASE_URL"):
        parsed: dict[str, Any] = {
            **dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
        }
        if parsed["ENGINE"].endswith("postgresql"):
            # Our data fits in memory: an index is never dearer than reading a table, and compiling
            # short queries is.
            parsed["OPTIONS"] = {
                "options": "-c random_page_cost=1.05 -c jit=off",
                **parsed.get("OPTIONS", {}),
            }
        return parsed
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "giamsat.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Readers never wait in WAL; a writer says so at once instead of failing half way; what
            # was committed survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA cache_size=-32000;",
        },
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _ENV.get("GIAMSAT_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES = DATA / "tep"

_HERE = Path(__file__).parent
_OF_AN_APP = ("capability.py", "models.py", "urls.py", "migrations")


def _apps() -> list[str]:
    """Our applications: the folders that have what an application has."""
    return [
        f"giamsat.{folder.name}"
        for folder in sorted(_HERE.iterdir())
        if any((folder / name).exists() for name in _OF_AN_APP)
    ]


INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "giamsat.foundation",  # before django.forms: its form templates win
    "django.forms",
    "django_htmx",
    *(app for app in _apps() if app != "giamsat.foundation"),
]
MIDDLEWARE = [
    "giamsat.foundation.edge.Envelope",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "giamsat.foundation.answering.Refusals",
    "giamsat.organisations.middleware.SignedIn",
]
ROOT_URLCONF = "giamsat.web.urls"
WSGI_APPLICATION = "giamsat.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "giamsat.web.menu.furniture",
            ],
            "builtins": [
                "giamsat.foundation.templatetags.furniture",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["giamsat.organisations.sessions.ByPassword"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
IDLE_MINUTES = 60  # a session nobody uses ends
SESSION_COOKIE_AGE = 10 * 3600  # and every session ends within the day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "giamsat.foundation.answering.stale_form"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon-ngu"
LOCALE_PATHS = [prepare_messages(DATA / "loi-nhan")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/tinh/"
STATIC_ROOT = DATA / "tinh"
APPEARANCE = (
    DATA / "giao-dien"
)  # fonts and style sheet, made before Django starts (foundation.appearance)
APPEARANCE.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [APPEARANCE]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

# Letters go out only when an office names its mail server, as smtp://name:password@host:587 or
# smtps://…:465.
_MAIL = urlsplit(_ENV.get("GIAMSAT_MAIL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = _MAIL.scheme == "smtp" and bool(_MAIL.username)
EMAIL_TIMEOUT = 15
SENDS_MAIL = bool(_MAIL.hostname)
EMAIL_FROM = _ENV.get("GIAMSAT_MAIL_FROM", "giam-sat@localhost")
ADDRESS = _ENV.get("GIAMSAT_ADDRESS", "http://127.0.0.1:8000").rstrip("/")  # for links in letters

LARGEST_UPLOAD = 20 * 2**20  # bytes of one workbook
LARGEST_REQUEST = 60 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = [
    "giamsat.foundation.uploads.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "giamsat.foundation.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # These repeat what foundation.edge logs, with addresses and field values in it.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
    },
}
