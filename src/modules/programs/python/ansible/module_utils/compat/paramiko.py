"""Paramiko, where the host has it."""
PARAMIKO_IMPORT_ERR = None

try:
    import paramiko
except Exception as problem:
    paramiko = None
    PARAMIKO_IMPORT_ERR = problem
