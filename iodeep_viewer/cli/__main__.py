"""``python -m iodeep_viewer.cli``: the same as ``iodeep``."""

import sys

from iodeep_viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
