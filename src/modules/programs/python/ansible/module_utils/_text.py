"""The old place of the text converters."""
import codecs

from ansible.module_utils.common.text.converters import to_bytes, to_native, to_text
from ansible.module_utils.six import PY3, binary_type, text_type
