"""The application's own settings on a folder of their own, with a password hash that does not slow every test."""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("GIAMSAT_DATA", str(Path(__file__).parents[1] / ".test-data"))

from giamsat.settings import *  # noqa: F403

# The sample province is made in one folder and read in another: what it sealed must open.
SECRET_KEY = "of the tests alone, in every folder the same"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
_database: dict[str, Any] = DATABASES["default"]  # noqa: F405
SERVER_DATABASE = _database["NAME"]
if made := os.environ.get("GIAMSAT_TEST_DATABASE"):  # where tests.province makes the sample
    _database["NAME"] = made
if "init_command" in _database.get("OPTIONS", {}):
    # Nothing here outlives a power cut.
    told = _database["OPTIONS"]
    told["init_command"] = told["init_command"].replace("synchronous=FULL", "synchronous=OFF")
