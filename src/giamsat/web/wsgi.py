"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from giamsat.foundation.capability import capabilities

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
application = get_wsgi_application()
capabilities()  # read before the first visitor, who would wait for it
