"""The locale in which programs print what can be read."""
from ansible.module_utils.common.text.converters import to_native


def get_best_parsable_locale(module, preferences=None, raise_on_locale=False):
    """The first of the preferred locales that the host has; `C` where it has none of them, or can't tell."""
    wanted = ['C.utf8', 'C.UTF-8', 'en_US.utf8', 'en_US.UTF-8', 'C', 'POSIX'] if preferences is None else preferences
    try:
        available = _locales(module)
        return next((name for name in wanted if name in available), 'C')
    except RuntimeWarning as problem:
        if raise_on_locale:
            raise
        module.debug('Failed to get locale information: %s' % to_native(problem))
        return 'C'


def _locales(module):
    program = module.get_bin_path('locale')
    if not program:
        raise RuntimeWarning("Could not find 'locale' tool")
    rc, out, err = module.run_command([program, '-a'])
    if rc != 0:
        raise RuntimeWarning('Unable to get locale information, rc=%s: %s' % (rc, to_native(err)))
    if not out:
        raise RuntimeWarning('No output from locale, rc=%s: %s' % (rc, to_native(err)))
    return out.strip().splitlines()
