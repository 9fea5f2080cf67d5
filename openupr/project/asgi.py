"""The server's entrance."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
# WhiteNoise's files and our exports are small enough to be read whole before they are sent, as Django warns.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()
