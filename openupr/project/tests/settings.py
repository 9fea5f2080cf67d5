"""The product's settings for tests: a throw-away home, nothing of the user's environment, no wait."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

# What somebody has set for their own OpenUPR must not decide a test; these say where the tests' means are.
_MEANS_OF_TESTS = {"OPENUPR_SHARED", "OPENUPR_CHROMIUM", "OPENUPR_TEST_CLOCK"}
for _name in [name for name in os.environ if name.startswith("OPENUPR_") and name not in _MEANS_OF_TESTS]:
    del os.environ[_name]

# Before numpy is loaded, here and in each process that a test starts. Of two threads for one small matrix one waits for
# the other, and waiting takes as much of the processor as working.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

_home = tempfile.mkdtemp(prefix="openupr-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["OPENUPR_HOME"] = _home

# filelock asks at each file and statement of Python whether a process is forked while it works, which no test does.
with mock.patch.object(sys, "addaudithook"):
    import filelock  # noqa: F401

from openupr.project.settings import *  # noqa: E402, F403 - after the home is set
from openupr.project.settings import DATABASES, STORAGES  # noqa: E402

# Static files straight from their sources: nothing to gather before a test.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = Path(_home) / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A connection that outlives its request would keep a test database from being dropped.
DATABASES["default"].update(CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False)

# As on SQLite: a test that keeps nothing has no database. test_two_servers asks for the counts that servers share.
CACHES = {"default": {"BACKEND": "openupr.project.tries.SteadyCache", "OPTIONS": {"MAX_ENTRIES": 50_000}}}

# A password is hashed in a moment: how slow it is in earnest is Django's business.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The tables straight from the models, in a quarter of the time. That no migration is missing is asked apart, and every
# home that a test serves is migrated.
DATABASES["default"]["TEST"] = {"MIGRATE": False}
