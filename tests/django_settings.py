"""The application's own settings on a folder of their own, with a password hash that does not slow every test."""

import os
from pathlib import Path

os.environ.setdefault("GIAMSAT_DATA", str(Path(__file__).parents[1] / ".test-data"))

from giamsat.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
