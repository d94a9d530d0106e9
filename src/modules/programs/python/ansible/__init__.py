"""What modules import of Ansible, for hosts that have only Python."""
