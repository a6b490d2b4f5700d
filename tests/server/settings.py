"""The server's own settings, with a data folder that goes away and hashes that cost nothing."""

import atexit
import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="saylau-test-")
atexit.register(_folder.cleanup)
os.environ["SAYLAU_DATA"] = _folder.name

from saylau.server.settings import *  # noqa: E402, F403 - after the folder is set

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
