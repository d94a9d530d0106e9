"""YAML, where the host has it."""
from functools import partial

HAS_LIBYAML = False

try:
    import yaml
except ImportError:
    HAS_YAML = False

    def _missing(*args, **kwargs):
        raise ImportError('PyYAML is needed, and the host does not have it')

    yaml_load = yaml_load_all = yaml_dump = yaml_dump_all = _missing
    SafeLoader = SafeDumper = Parser = None
else:
    HAS_YAML = True
    try:
        from yaml import CSafeDumper as SafeDumper, CSafeLoader as SafeLoader
        from yaml.cyaml import CParser as Parser
        HAS_LIBYAML = True
    except (ImportError, AttributeError):
        from yaml import SafeDumper, SafeLoader
        from yaml.parser import Parser
    yaml_load = partial(yaml.load, Loader=SafeLoader)
    yaml_load_all = partial(yaml.load_all, Loader=SafeLoader)
    yaml_dump = partial(yaml.dump, Dumper=SafeDumper)
    yaml_dump_all = partial(yaml.dump_all, Dumper=SafeDumper)
