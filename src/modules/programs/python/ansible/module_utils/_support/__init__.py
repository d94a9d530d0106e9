"""The parts that AnsibleModule is made of; modules import them by their public names."""
