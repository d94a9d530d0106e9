"""Facts about a host are gathered by runbook itself; here is what modules use beside them."""
