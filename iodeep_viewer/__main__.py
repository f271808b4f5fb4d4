"""``python -m iodeep_viewer`` is ``iodeep-viewer``."""

import sys

from iodeep_viewer.app import main

sys.exit(main())
