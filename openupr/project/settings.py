"""Django's settings. What a user may change is read in `environment`; docs/settings.md lists it."""

import os
from typing import Any

import dj_database_url

from . import environment

BASE_DIR = environment.ROOT
OPENUPR_HOME = environment.home()
SECRET_KEY = environment.secret_key(OPENUPR_HOME)
DEBUG = environment.flag("OPENUPR_DEBUG")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.words("OPENUPR_HOSTS")]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.words("OPENUPR_HOSTS")]
# Where files may be imported from the web page: this machine only, unless the operator says
# otherwise.
OPENUPR_IMPORT_FROM_ANYWHERE = environment.flag("OPENUPR_IMPORT_FROM_ANYWHERE")
# UPR Info's database, should it move; "": where openupr/upr/data/places.csv has it.
OPENUPR_UPR_INFO_DATABASE = environment.address("OPENUPR_UPR_INFO_DATABASE")

INSTALLED_APPS = [
    "openupr.project",
    "openupr.reports",
    "openupr.advocacy",
    "openupr.attendance",
    "openupr.submissions",
    "openupr.testimonies",
    "openupr.phones",
    "openupr.workshops",
    "openupr.roadmaps",
    "openupr.proposals",
    "openupr.followup",
    "openupr.decisions",
    "openupr.coalitions",
    "openupr.recommendations",
    "openupr.timeline",
    "openupr.learning",
    "openupr.conformance",
    "openupr.reviews",
    "openupr.languages",
    "openupr.accounts",
    "openupr.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "openupr.project.health.Health",
    "openupr.web.clock.Clock",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "openupr.web.headers.PrivacyHeaders",
    "openupr.project.sessions.SessionsSavedAtTimes",
    "django.middleware.locale.LocaleMiddleware",
    "openupr.web.languages.ReadersLanguage",
    "openupr.web.form_addresses.BackToTheForm",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openupr.project.gate.Gate",
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["openupr.accounts.signing_in.SignedIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "called")},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
# Names and passwords; nobody is ever asked for an e-mail address.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "openupr.accounts.signing_in.SignIn"
ACCOUNT_FORMS = {
    "login": "openupr.accounts.signing_in_pages.SignInForm",
    "change_password": "openupr.accounts.signing_in_pages.NewPasswordForm",
    "reauthenticate": "openupr.accounts.signing_in_pages.PasswordAgainForm",
}
# Guessing is slowed down, nobody is locked out: a wrong password costs a wait of a minute at the
# most. A workshop shares one address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,10/m/key"}
MFA_ADAPTER = "openupr.accounts.signing_in.WaysIn"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# The clocks of phones differ by a few seconds.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "openupr.accounts.signing_in_pages.SecondStepForm",
    "reauthenticate": "openupr.accounts.signing_in_pages.CodeOnceMoreForm",
    "activate_totp": "openupr.accounts.signing_in_pages.FirstCodeForm",
    "add_webauthn": "openupr.accounts.signing_in_pages.NewPasskeyForm",
    "edit_webauthn": "openupr.accounts.signing_in_pages.PasskeyNameForm",
}

# Of the certificate that `serve --https` made for itself; with another, or without https, there is
# none.
OPENUPR_FINGERPRINT = ""

ROOT_URLCONF = "openupr.project.urls"
ASGI_APPLICATION = "openupr.project.asgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["openupr.web.loaders.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openupr.web.context.page_values",
            ],
        },
    },
]


# Seconds a save waits for the one before it; then it is answered "Busy", with what was typed.
_PATIENCE = 10


def _database() -> dict[str, Any]:
    """SQLite in the user's folder, or DATABASE_URL."""
    url = os.environ.get("DATABASE_URL")
    if url:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        if parsed["ENGINE"].endswith("postgresql"):
            # As long as on SQLite; by itself PostgreSQL waits for ever, and its threads with it.
            parsed["OPTIONS"] = {"options": f"-c lock_timeout={_PATIENCE}s"} | parsed.get("OPTIONS", {})
        return parsed
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": environment.database(OPENUPR_HOME),
        # To open it costs more than most pages: all tables are read anew.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write queues at its start instead of failing in its
            # middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": _PATIENCE,
            # The number in the header of each page is a long statement: to read it takes longer
            # than to answer it.
            "cached_statements": 512,
            # FULL: what was acknowledged survives a power cut.
            # secure_delete: what is deleted is overwritten in the file, so that what was withdrawn
            # is gone.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA secure_delete=ON;",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of tries: in this process alone, and enough of them that none is thrown out to make room
# for others. On PostgreSQL, which several processes may share, in the database.
_IN_MEMORY = {"BACKEND": "openupr.project.tries.SteadyCache", "OPTIONS": {"MAX_ENTRIES": 50_000}}
_IN_THE_DATABASE = {"BACKEND": "openupr.project.tries.SharedTries"}
CACHES = {"default": _IN_THE_DATABASE if "postgresql" in DATABASES["default"]["ENGINE"] else _IN_MEMORY}
# Queues of any name: each home has its own beside the one for all.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "openupr" / "locale"]
# English, and what is translated far enough to be worth choosing; each by its own name.
LANGUAGES = environment.languages(LOCALE_PATHS[0])
TIME_ZONE = os.environ.get("OPENUPR_TIME_ZONE", "UTC")
USE_I18N = True
FORMAT_MODULE_PATH = "openupr.project.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = OPENUPR_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How others reach this server, for links that leave it.
OPENUPR_ADDRESS = environment.address("OPENUPR_ADDRESS")

# Nothing to other sites. "no-referrer" would make browsers hide even from us where a form was sent
# from.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Gone with the browser: of no phone is it known a year later that it was in a room.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "openupr.project.expired_forms.form_too_old"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends when nothing was asked for half an hour, and with the browser.
SESSION_ENGINE = "openupr.project.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Proxies in front speak https: then nothing goes over anything else, and browsers keep to it for a
# month. Who asks is what the outermost of them wrote into X-Forwarded-For; without a proxy that
# header is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("OPENUPR_BEHIND_PROXY")
_BEHIND_PROXY = ALLAUTH_TRUSTED_PROXY_COUNT > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
SECURE_SSL_REDIRECT = CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _BEHIND_PROXY
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if _BEHIND_PROXY else 0
# Subdomains are not ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A group may follow up many recommendations; all their cards are saved together.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
# A folder on a USB stick may hold many files; each is looked at before it is kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 2000

# Logs hold no names, no addresses, no texts: only what an operator needs to mend a fault.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {} if DEBUG else {"()": "openupr.project.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Of a mistyped or refused address nothing is kept; nor that a print has links which lead
    # nowhere without a server.
    "loggers": {"django.request": {"level": "ERROR"}, "weasyprint": {"level": "CRITICAL"}},
}
