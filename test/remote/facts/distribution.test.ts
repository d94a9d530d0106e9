import { expect, test } from 'vitest'
import { distributionFacts } from '../../../src/remote/facts/distribution.ts'
import { type Host, sourcesOf } from './rig.ts'

const release = (lines: string, more: Record<string, string> = {}): Host => ({
  files: { '/etc/os-release': lines, ...more },
})

const hosts: [string, Host, Record<string, unknown>][] = [
  [
    'Debian',
    release(
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian',
      { '/etc/debian_version': '12.11' },
    ),
    {
      distribution: 'Debian',
      distribution_version: '12.11',
      distribution_major_version: '12',
      distribution_minor_version: '11',
      distribution_release: 'bookworm',
      os_family: 'Debian',
      distribution_file_path: '/etc/os-release',
      distribution_file_variety: 'Debian',
      distribution_file_parsed: true,
    },
  ],
  [
    'Ubuntu',
    release(
      'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nNAME="Ubuntu"\nVERSION_ID="22.04"\nVERSION="22.04.5 LTS (Jammy Jellyfish)"\nVERSION_CODENAME=jammy\nID=ubuntu\nID_LIKE=debian',
      { '/etc/debian_version': 'bookworm/sid' },
    ),
    {
      distribution: 'Ubuntu',
      distribution_version: '22.04',
      distribution_major_version: '22',
      distribution_release: 'jammy',
      os_family: 'Debian',
    },
  ],
  [
    'Rocky Linux',
    release('NAME="Rocky Linux"\nVERSION="9.3 (Blue Onyx)"\nID="rocky"\nVERSION_ID="9.3"', {
      '/etc/redhat-release': 'Rocky Linux release 9.3 (Blue Onyx)',
    }),
    {
      distribution: 'Rocky',
      distribution_version: '9.3',
      distribution_major_version: '9',
      distribution_release: 'Blue Onyx',
      os_family: 'RedHat',
      distribution_file_variety: 'RedHat',
    },
  ],
  [
    'RHEL',
    release('NAME="Red Hat Enterprise Linux"\nVERSION="8.9 (Ootpa)"\nID="rhel"\nVERSION_ID="8.9"', {
      '/etc/redhat-release': 'Red Hat Enterprise Linux release 8.9 (Ootpa)',
    }),
    {
      distribution: 'RedHat',
      distribution_version: '8.9',
      distribution_release: 'Ootpa',
      os_family: 'RedHat',
      distribution_file_search_string: 'Red Hat',
    },
  ],
  [
    'CentOS 7',
    release('NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nVERSION_ID="7"', {
      '/etc/centos-release': 'CentOS Linux release 7.9.2009 (Core)',
      '/etc/redhat-release': 'CentOS Linux release 7.9.2009 (Core)',
    }),
    {
      distribution: 'CentOS',
      distribution_version: '7.9',
      distribution_major_version: '7',
      distribution_release: 'Core',
      os_family: 'RedHat',
    },
  ],
  [
    'Alpine',
    release('NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.19.1', { '/etc/alpine-release': '3.19.1' }),
    { distribution: 'Alpine', distribution_version: '3.19.1', distribution_major_version: '3', os_family: 'Alpine' },
  ],
  [
    'Arch Linux',
    { files: { '/etc/os-release': 'NAME="Arch Linux"\nID=arch' }, there: ['/etc/arch-release'] },
    { distribution: 'Archlinux', os_family: 'Archlinux', distribution_file_path: '/etc/arch-release' },
  ],
  [
    'openSUSE Leap',
    release('NAME="openSUSE Leap"\nVERSION="15.5"\nID="opensuse-leap"\nVERSION_ID="15.5"'),
    {
      distribution: 'openSUSE Leap',
      distribution_version: '15.5',
      distribution_major_version: '15',
      distribution_release: '5',
      os_family: 'Suse',
    },
  ],
  [
    'Amazon Linux',
    release('NAME="Amazon Linux"\nVERSION="2"\nID="amzn"\nVERSION_ID="2"\nPRETTY_NAME="Amazon Linux 2"'),
    {
      distribution: 'Amazon',
      distribution_version: '2',
      distribution_major_version: '2',
      distribution_minor_version: 'NA',
      os_family: 'RedHat',
    },
  ],
  [
    'Kali',
    release(
      'PRETTY_NAME="Kali GNU/Linux Rolling"\nNAME="Kali GNU/Linux"\nID=kali\nVERSION_ID="2024.1"\nVERSION_CODENAME=kali-rolling',
    ),
    { distribution: 'Kali', distribution_version: '2024.1', distribution_release: 'kali-rolling', os_family: 'Debian' },
  ],
  [
    'an unknown one',
    release('NAME="Bottlerocket"\nID=bottlerocket\nVERSION_ID=1.19.0'),
    {
      distribution: 'Bottlerocket',
      distribution_version: '1.19.0',
      distribution_file_variety: 'NA',
      os_family: 'Bottlerocket',
    },
  ],
  ['nothing', {}, { distribution: 'OtherLinux', distribution_version: 'NA', distribution_release: 'NA' }],
]

test.each(hosts)('%s is recognized', (_name, host, expected) => {
  expect(distributionFacts(sourcesOf(host))).toMatchObject(expected)
})
