"""Services that are started by scripts."""
import glob
import os


def sysv_is_enabled(name, runlevel=None):
    """Whether a script is started in a run level, or in any."""
    level = '?' if runlevel is None else runlevel
    return bool(glob.glob('/etc/rc%s.d/S??%s' % (level, name)))


def get_sysv_script(name):
    """The path of a script."""
    return name if name.startswith('/') else '/etc/init.d/%s' % name


def sysv_exists(name):
    """Whether there is such a script."""
    return os.path.exists(get_sysv_script(name))


def get_ps(module, pattern):
    """Whether a process has the text in its line."""
    rc, out, _ = module.run_command([module.get_bin_path('ps', True), 'auxww'])
    return rc == 0 and any(pattern in line for line in out.split('\n'))


def fail_if_missing(module, found, service, msg=''):
    """Fails where a service was not found."""
    if not found:
        module.fail_json(msg='Could not find the requested service %s: %s' % (service, msg))
