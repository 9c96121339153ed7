"""Checks of `vitagraph serve` from outside, one group at a time: `python serve.py PROGRAM GROUP [ARGUMENT…]`.

Each group starts servers of its own, on free ports of this machine. Run it in the root of the repository, whose `data` is
served where a group does not make a collection for itself.
"""

import importlib
import sys

from served.server import Checks

GROUPS = "protocol clients comunica openapi reconcile crawler attacks scripts doors private bombs live steady".split()


def main(program, group, *arguments):
    if group not in GROUPS:
        sys.exit(f"there are the groups {', '.join(GROUPS)}")
    checks = Checks()
    importlib.import_module(f"served.{group}").run(program, checks, *arguments)
    sys.exit(checks.told())


main(*sys.argv[1:])
