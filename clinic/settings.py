"""The one settings file. Everything that differs between machines comes from the environment.

The defaults are the safe ones for production; docs/operating.md lists every variable.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from clinic import connections, env
from desk.theme import COLORS

BASE_DIR = Path(__file__).resolve().parent.parent

# --- what every installation must say --------------------------------------------------------------------

SECRET_KEY = env.text("DJANGO_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("DJANGO_SECRET_KEY must have at least 50 characters of random text.")
DATABASE_URL = env.url("DATABASE_URL", schemes=("postgresql", "postgres"))
REDIS_URL = env.url("REDIS_URL", schemes=("redis", "rediss", "unix"))
BASE_URL = env.url("BASE_URL", schemes=("http", "https")).rstrip("/")

# --- safety ----------------------------------------------------------------------------------------------

DEBUG = env.boolean("DEBUG", default=False)
SECURE_COOKIES = env.boolean("SECURE_COOKIES", default=True)
if SECURE_COOKIES and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "BASE_URL must be https:// unless SECURE_COOKIES=false (only for trying it out)."
    )

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", urlsplit(BASE_URL).hostname or "localhost")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = SECURE_COOKIES
# The health checks of a load balancer speak plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", default=False) else None
)
# Rate limits count by address: behind a proxy it is the last one that the proxy adds.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_COOKIES
SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE_COOKIES else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE_COOKIES else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Staff see many records on shared machines: they come in again each day (accounts/adapter.py).
STAFF_SESSION_AGE = int(timedelta(hours=12).total_seconds())
# Messages name patients: they stay on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# The admin theme's Alpine evaluates expressions and sets styles; see common/middleware.py.
ADMIN_CONTENT_SECURITY_POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}

# --- the house -------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "clinic.apps.ClinicConfig",
    "portal",
    "desk",
    "programs",
    "scheduling",
    "patients",
    "notifications",
    "audit",
    "accounts",
    "common",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "clinic.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pghistory",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "common.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.middleware.AdminPolicyMiddleware",
    "common.middleware.NoStoreMiddleware",
    "common.middleware.DevicesMiddleware",
    "common.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.clinic_name",
            ],
        },
    },
]

DATABASES = {"default": connections.database(DATABASE_URL, max_age=env.integer("DATABASE_MAX_AGE", 600))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "clinic",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

# --- time and language -----------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- static files ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.boolean("PLAIN_STATIC", default=DEBUG)
        else "clinic.static.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = env.boolean("PLAIN_STATIC", default=DEBUG)

# --- files of the record ---------------------------------------------------------------------------------

# Private: no address leads there. They are handed out by views that ask who it is (common/downloads.py).
MEDIA_ROOT = env.text("ATTACHMENTS_DIR")
ATTACHMENT_MAX_MB = env.integer("ATTACHMENT_MAX_MB", 50, minimum=1)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "common.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- who comes in ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.PasswordForm", "request_login_code": "accounts.forms.CodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up alone, but a sign-in form only asks for a password if a sign-up form would.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
HEADLESS_CLIENTS = ("app",)
HEADLESS_SERVE_SPECIFICATION = False

# --- API -------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "common.api.authentication.SessionAuthentication",
        "allauth.headless.contrib.rest_framework.authentication.XSessionTokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["patients.api.permissions.OwnPages"],
    "DEFAULT_RENDERER_CLASSES": ["common.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "common.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["common.api.throttles.UserThrottle", "common.api.throttles.AnonThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "user": env.text("API_RATE_USER", "600/min"),
        "anon": env.text("API_RATE_ANON", "60/min"),
        "room": env.text("API_RATE_ROOM", "240/min"),
    },
    "EXCEPTION_HANDLER": "common.api.exceptions.handle",
    "COERCE_DECIMAL_TO_STRING": False,
    "NUM_PROXIES": 1 if SECURE_PROXY_SSL_HEADER else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Clinic API",
    "DESCRIPTION": "Rehab programs: what is due today, what was done, and who looks after whom.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "Side": "patients.enums.Side",
        "SideRule": "programs.enums.SideRule",
        "Focus": "programs.enums.Focus",
        "LogState": "programs.enums.LogState",
        "DayState": "programs.rules.words.ItemState",
        "ProgramStatus": "programs.enums.ProgramStatus",
        "EpisodeStatus": "patients.enums.EpisodeStatus",
        "DocumentState": "patients.enums.DocumentState",
        "AssessmentKind": "patients.enums.AssessmentKind",
        "Outcome": "patients.enums.Outcome",
        "ScreeningScope": "patients.enums.ScreeningScope",
        "QuestionState": "patients.enums.QuestionState",
        "EnquiryState": "patients.enums.EnquiryState",
        "Relation": "patients.enums.Relation",
        "ProxyScope": "patients.enums.ProxyScope",
        "Settled": "programs.models.follow_up.Settled",
        "DecisionScope": "programs.models.decision.DecisionScope",
        "SignalKind": "patients.models.signal.SignalKind",
        "WaitlistState": "scheduling.enums.WaitlistState",
        "CreditReason": "scheduling.enums.CreditReason",
        "RunPhase": "programs.models.run_plan.RunPhase",
        "AppointmentStatus": "scheduling.api.serializers.STATUSES",
        "PainModel": ["24_hours", "60_minutes"],
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- video rooms -----------------------------------------------------------------------------------------

# Without them two browsers meet only where no firewall stands between; docs/operating.md.
STUN_URLS = env.servers("STUN_URLS", kinds=("stun", "stuns"))
TURN_URLS = env.servers("TURN_URLS", kinds=("turn", "turns"))
TURN_SECRET = env.text("TURN_SECRET", "")
if TURN_URLS and not TURN_SECRET:
    raise ImproperlyConfigured("TURN_URLS needs TURN_SECRET: the secret that the relay knows, too.")
# What a clinic's own Jitsi knows us by; its address stands in the clinic's booking policy.
JITSI_APP_ID = env.text("JITSI_APP_ID", "")
JITSI_SECRET = env.text("JITSI_SECRET", "")
if bool(JITSI_APP_ID) != bool(JITSI_SECRET):
    raise ImproperlyConfigured("JITSI_APP_ID and JITSI_SECRET go together.")

# --- jobs ------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = connections.broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    # A tick is only a wake-up. It expires before the next one: a stopped worker wakes to one tick, not many.
    "plan-reminders": {"task": "programs.plan_reminders", "schedule": 60.0, "options": {"expires": 50}},
    "ask-follow-ups": {"task": "programs.ask_follow_ups", "schedule": 300.0, "options": {"expires": 290}},
    "evaluate": {"task": "programs.evaluate", "schedule": 60.0, "options": {"expires": 50}},
    "sweep-signals": {"task": "patients.sweep_signals", "schedule": 300.0, "options": {"expires": 290}},
    "look-at-patients": {
        "task": "patients.look_at_patients",
        "schedule": crontab(minute=7),
        "options": {"expires": 3000},
    },
    "expire-offers": {"task": "scheduling.expire_offers", "schedule": 60.0, "options": {"expires": 50}},
    "close-visits": {"task": "scheduling.close_visits", "schedule": 60.0, "options": {"expires": 50}},
    "read-outside-calendars": {
        "task": "scheduling.read_outside_calendars",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "deliver-messages": {"task": "notifications.deliver_due", "schedule": 60.0, "options": {"expires": 50}},
}

# --- mail ------------------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
locals().update(
    connections.mail(env.url("EMAIL_URL", "smtp://localhost:25", schemes=("smtp", "smtp+tls", "smtps")))
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"clinic@{urlsplit(BASE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- history ---------------------------------------------------------------------------------------------

PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"mask_secrets": {"()": "common.logs.MaskSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mask_secrets"]}
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}

UNFOLD = {
    "SITE_TITLE": _("Clinic"),
    "SITE_HEADER": "desk.navigation.clinic_name",
    "SITE_SUBHEADER": "desk.navigation.role_name",
    "SITE_SYMBOL": "physical_therapy",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    "COLORS": COLORS,
    "SIDEBAR": {"navigation": "desk.navigation.navigation"},
}
