"""``python -m minzheng_core.cli``: the same as ``minzheng``."""

import sys

from minzheng_core.cli import main

sys.exit(main())
