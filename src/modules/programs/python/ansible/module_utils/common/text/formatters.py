"""Sizes as people write them."""
import re

SIZE_RANGES = {
    'Y': 1 << 80,
    'Z': 1 << 70,
    'E': 1 << 60,
    'P': 1 << 50,
    'T': 1 << 40,
    'G': 1 << 30,
    'M': 1 << 20,
    'K': 1 << 10,
    'B': 1,
}


def lenient_lowercase(lst):
    """Texts in lower case; what is no text stays as it is."""
    return [item.lower() if hasattr(item, 'lower') else item for item in lst]


def human_to_bytes(number, default_unit=None, isbits=False):
    """The number of bytes (bits, where asked for) in `10M`, `1.5 GB`; bits have a small b: `10Mb`."""
    written = re.match(r'^\s*([0-9]*\.?[0-9]*)(?:\s*([A-Za-z]+))?\s*$', str(number))
    if written is None:
        raise ValueError("human_to_bytes() can't interpret following string: %s" % str(number))
    try:
        amount = float(written.group(1))
    except ValueError:
        raise ValueError("human_to_bytes() can't interpret following number: %s (original input string: %s)" % (
            written.group(1), number))
    unit = written.group(2) or default_unit
    if not unit:
        return int(round(amount))
    prefix = unit[0].upper()
    if prefix not in SIZE_RANGES:
        raise ValueError("human_to_bytes() failed to convert %s (unit = %s). The suffix must be one of %s" % (
            number, unit, ', '.join(SIZE_RANGES)))
    _check_unit(number, unit, prefix, isbits)
    return int(round(amount * SIZE_RANGES[prefix]))


def _check_unit(number, unit, prefix, isbits):
    letter, word = ('b', 'bit') if isbits else ('B', 'byte')
    if len(unit) == 1 or word in unit.lower():
        return
    if len(unit) == 2 and unit[1] == letter:
        return
    expected = letter if prefix == 'B' else '%s%s or %s' % (prefix, letter, prefix)
    raise ValueError("human_to_bytes() failed to convert %s. Value is not a valid string (expect %s)" % (number, expected))


def bytes_to_human(size, isbits=False, unit=None):
    """A size with two decimals and the largest unit that fits, or the one asked for."""
    base = 'bits' if isbits else 'Bytes'
    for suffix, limit in sorted(SIZE_RANGES.items(), key=lambda item: -item[1]):
        if (unit is None and size >= limit) or (unit is not None and unit.upper() == suffix):
            break
    if limit == 1:
        return '%.2f %s' % (size / limit, base)
    return '%.2f %s%s' % (size / limit, suffix, base[0])
