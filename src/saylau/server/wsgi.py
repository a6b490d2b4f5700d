"""The application for a WSGI server such as gunicorn: `saylau.server.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saylau.server.settings")
application = get_wsgi_application()
