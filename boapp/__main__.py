"""`python -m boapp` is the same as `boapp`."""

import sys

from boapp.app import main

sys.exit(main())
