"""Runs ansible-inventory, or ansible --list-hosts, many times in one process: Python and Ansible are loaded once.

Reads a JSON list of {"program", "args", "cwd"} and writes a JSON list of {"stdout", "stderr", "status"}.
"""
import json
import os
import sys
import tempfile

import ansible.cli.adhoc
import ansible.cli.inventory

PROGRAMS = {
    "ansible-inventory": ansible.cli.inventory.InventoryCLI,
    "ansible": ansible.cli.adhoc.AdHocCLI,
}


def run(case):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.chdir(case["cwd"])
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            status = 1
            try:
                PROGRAMS[case["program"]].cli_executor([case["program"], *case["args"]])
            except SystemExit as end:
                status = end.code or 0
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        _, wait = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return {
            "stdout": out.read().decode(),
            "stderr": err.read().decode(),
            "status": os.waitstatus_to_exitcode(wait),
        }


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
