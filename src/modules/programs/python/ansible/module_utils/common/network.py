"""Addresses, masks and subnets."""
import re
from socket import inet_aton, inet_ntoa
from struct import pack

VALID_MASKS = [2 ** 8 - 2 ** i for i in range(0, 9)]


def is_netmask(val):
    """True for `255.255.255.0`."""
    parts = str(val).split('.')
    if len(parts) != 4:
        return False
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        raise ValueError('invalid value for netmask: %s' % val)
    return all(number in VALID_MASKS for number in numbers)


def is_masklen(val):
    """True for a number from 0 to 32."""
    try:
        return 0 <= int(val) <= 32
    except ValueError:
        return False


def to_netmask(val):
    """The mask of so many bits."""
    if not is_masklen(val):
        raise ValueError('invalid value for masklen')
    bits = (0xffffffff << (32 - int(val))) & 0xffffffff
    return inet_ntoa(pack('>I', bits))


def to_masklen(val):
    """The number of bits of a mask."""
    if not is_netmask(val):
        raise ValueError('invalid value for netmask: %s' % val)
    return to_bits(val).count('1')


def to_subnet(addr, mask, dotted_notation=False):
    """The subnet of an address, with the number of bits or with its mask."""
    if is_masklen(mask):
        length = int(mask)
    else:
        length = to_masklen(mask)
    wanted = inet_aton(to_netmask(length))
    network = inet_ntoa(bytes(one & other for one, other in zip(inet_aton(addr), wanted)))
    return '%s %s' % (network, to_netmask(length)) if dotted_notation else '%s/%s' % (network, length)


def to_ipv6_subnet(addr):
    """The first 64 bits of an address, with `::`."""
    return _leading_groups(addr, 4)


def to_ipv6_network(addr):
    """The first 48 bits of an address, with `::`."""
    return _leading_groups(addr, 3)


def _leading_groups(addr, number):
    before, gap, _ = addr.partition('::')
    groups = before.split(':')[:number] if before else []
    return ':'.join(group for group in groups if group) + ('::' if groups or gap else '')


def to_bits(val):
    """The bits of a mask, as text."""
    return ''.join(bin(int(octet))[2:].zfill(8) for octet in val.split('.'))


def is_mac(mac_address):
    """True for `01:23:45:ab:cd:ef`, also with hyphens."""
    return re.match(r'^(?:[0-9a-f]{2}([-:]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$', mac_address, re.I) is not None
