"""Every setting of the server, in one plain file. What a user may change is read from the environment."""

from __future__ import annotations

from pathlib import Path

from saylau.server import environment
from saylau.server.keys import secret_key

HERE = Path(__file__).parent
DATA = environment.data_folder()
"""Database, evidence, vaults, keys and jobs' files; only the user under whom the server runs may read it."""

DEBUG = False
SECRET_KEY = secret_key(DATA)
LISTEN = environment.text("SAYLAU_LISTEN", "localhost")
PORT = environment.number("SAYLAU_PORT", 8000, 1, 65535)
PROCESSES = environment.number("SAYLAU_PROCESSES", 1, 1, 64)
PROXIES = environment.number("SAYLAU_PROXIES", 0, 0, 5)
"""How many proxies stand before the server; 0 means that nobody's X-Forwarded-For is believed."""
HTTPS = environment.truth("SAYLAU_HTTPS")
"""Whether visitors come by HTTPS; true behind a proxy that speaks it."""
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.names("SAYLAU_HOSTS") + LOCAL_HOSTS
ORGANISATION = environment.text("SAYLAU_ORGANISATION", "saylau")

BACKUP_RECIPIENTS = environment.recipients("SAYLAU_BACKUP_RECIPIENTS")
"""To whom backups are encrypted; with none they are as readable as the data folder."""
DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "saylau.User"
ROOT_URLCONF = "saylau.server.urls"
WSGI_APPLICATION = "saylau.server.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"

INSTALLED_APPS = [
    "saylau.server.apps.SaylauServer",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "ninja",
]

MIDDLEWARE = [
    "saylau.server.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saylau.server.middleware.idle_limit",
    "saylau.server.middleware.second_factor",
    "saylau.server.middleware.sentences",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", *sorted(HERE.glob("pages/*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saylau.server.pages.common.on_every_page",
            ],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [DATA / "locale", HERE / "locale"]
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Several processes have to count failed sign-ins together.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
    if PROCESSES == 1
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# Sign-in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "saylau.server.access.adapter.Invited"
ACCOUNT_FORMS = {
    "login": "saylau.server.pages.accounts.sign_in_forms.SignIn",
    "reauthenticate": "saylau.server.pages.accounts.sign_in_forms.Confirm",
    "change_password": "saylau.server.pages.accounts.sign_in_forms.NewPassword",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/300s/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_ADAPTER = "saylau.server.access.adapter.Factors"
MFA_FORMS = {
    "authenticate": "saylau.server.pages.accounts.sign_in_forms.Code",
    "reauthenticate": "saylau.server.pages.accounts.sign_in_forms.ConfirmByCode",
    "activate_totp": "saylau.server.pages.accounts.sign_in_forms.FirstCode",
    "add_webauthn": "saylau.server.pages.accounts.sign_in_forms.NewKey",
    "edit_webauthn": "saylau.server.pages.accounts.sign_in_forms.NameOfKey",
}
MFA_TOTP_ISSUER = ORGANISATION
# The code before and the code after this one, for clocks that are not quite right (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and LISTEN == "localhost"
USERSESSIONS_ADAPTER = "saylau.server.access.adapter.Sessions"
USERSESSIONS_TRACK_ACTIVITY = False
THROTTLES = {"search": (30, 60), "api": (120, 60), "identity": (60, 3600), "unlock": (10, 600)}
"""What to how many in how many seconds, for one account or token; see `access.throttle`."""

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Nothing is told to other sites. With "no-referrer" browsers send "Origin: null" with forms, which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "saylau.server.pages.common.not_from_here"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.names("SAYLAU_HOSTS")] if HTTPS else []

LARGEST_FILE = environment.number("SAYLAU_LARGEST_FILE_MIB", 100, 1, 4096) << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # The request line holds what was searched for; errors are told without it.
    # What a stranger sends wrongly fills no disk with tracebacks.
    "loggers": {
        name: {"handlers": [], "propagate": False, "level": "CRITICAL"}
        for name in ("django.request", "django.security")
    },
}
