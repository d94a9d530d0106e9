/** Every package of a host. */
import { type Dict, dict } from '../../values.ts'
import type { Answer } from '../answer.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** What lists packages. */
export const packageListers = ['apt', 'rpm', 'apk', 'pacman'] as const

export type PackageLister = (typeof packageListers)[number]

/** What one of them lists, or what it says where it can't. */
export type PackageListing = readonly Dict[] | { readonly failure: string }

/** The packages by manager; a manager that the host does not have is missing. */
export const installedPackages = (): Query<ReadonlyMap<PackageLister, PackageListing>> =>
  query<ReadonlyMap<PackageLister, PackageListing>>({
    name: 'installed-packages',
    key: 'installed-packages',
    script: sh`LC_ALL=C; export LC_ALL
has() { command -v "$1" >/dev/null 2>&1; }
if has dpkg-query && has apt-get; then echo =apt
cat /var/lib/apt/lists/*Release 2>/dev/null | sed -n 's/^Origin: //p' | sort -u | head -n 1 | grep . || echo; dpkg --print-architecture
dpkg-query -W -f '$\{db:Status-Status}	$\{Package}	$\{Version}	$\{Architecture}	$\{Section}
'; fi
if has rpm && ! has dpkg-query; then echo =rpm
rpm -qa --qf '%{NAME}	%{VERSION}	%{RELEASE}	%{EPOCH}	%{ARCH}
'; fi
if has apk; then told=$(apk info -v 2>/dev/null) || told="!$(apk info -v 2>&1 >/dev/null)"
printf '=apk\\n%s\\n' "$told"; fi
if has pacman; then echo =pacman; pacman -Qi 2>/dev/null; fi; :`,
    parse,
    overlay: (answer) => answer,
  })

const parse = ({ stdout }: Answer): ReadonlyMap<PackageLister, PackageListing> => {
  const parts = stdout.toString().split(/^=(apt|rpm|apk|pacman)\n/m)
  const found = new Map<PackageLister, PackageListing>()
  for (let i = 1; i < parts.length; i += 2) {
    const lister = parts[i] as PackageLister
    const text = parts[i + 1] ?? ''
    found.set(lister, text.startsWith('!') ? { failure: text.slice(1).trimEnd() } : readers[lister](text))
  }
  return found
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(Boolean)

const readApt = (text: string): readonly Dict[] => {
  const [origin = '', own = '', ...lines] = text.split('\n')
  return lines.flatMap((line) => {
    const [status, name = '', version = '', arch = '', category = ''] = line.split('\t')
    if (status !== 'installed') return []
    const isForeign = arch !== own && arch !== 'all'
    return [dict({ name: isForeign ? `${name}:${arch}` : name, version, arch, category, origin, source: 'apt' })]
  })
}

const readRpm = (text: string): readonly Dict[] =>
  linesOf(text).map((line) => {
    const [name = '', version = '', release = '', epoch = '', arch = ''] = line.split('\t')
    const number = epoch === '(none)' || epoch === '' ? null : Number(epoch)
    return dict({ name, version, release, epoch: number, arch: arch === '(none)' ? null : arch, source: 'rpm' })
  })

const readApk = (text: string): readonly Dict[] =>
  linesOf(text).map((line) => {
    const [, name = line, version = '', release = ''] = /^(.*)-([^-]+)-([^-]+)$/.exec(line) ?? []
    return dict({ name, version, release, source: 'apk' })
  })

const readPacman = (text: string): readonly Dict[] =>
  text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const field = (name: string): string =>
        new RegExp(`^${name} +: (.*(?:\\n {2,}.*)*)`, 'm').exec(block)?.[1]?.replace(/\n\s+/g, '  ') ?? ''
      const provides = field('Provides')
      return dict({
        name: field('Name'),
        version: field('Version'),
        arch: field('Architecture'),
        provides: provides === 'None' ? null : provides.split('  ').map((one) => one.split('=')[0] ?? one),
        source: 'pacman',
      })
    })

const readers: Readonly<Record<PackageLister, (text: string) => readonly Dict[]>> = {
  apt: readApt,
  rpm: readRpm,
  apk: readApk,
  pacman: readPacman,
}
