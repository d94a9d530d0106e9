/** What tells of mounts on a host, and what is known of the mounts themselves. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** A file that was there, or what the program printed. */
export interface MountSource {
  readonly source: string
  /** The file itself, links followed. */
  readonly real: string
  readonly text: string
}

/** The texts of files; those that are not there are left out. */
export const mountSources = (paths: readonly string[]): Query<readonly MountSource[]> =>
  query<readonly MountSource[]>({
    name: 'mount-sources',
    key: `mount-sources ${JSON.stringify(paths)}`,
    script: sh`for f in ${paths.length === 0 ? ['/nonexistent'] : paths}; do
[ -f "$f" ] && [ -r "$f" ] || continue
printf '\\036%s\n%s\n' "$f" "$(readlink -f -- "$f")"; cat -- "$f"; done`,
    parse: ({ stdout }) =>
      stdout
        .toString()
        .split('\x1e')
        .slice(1)
        .map((part) => {
          const [source = '', real = '', ...rest] = part.split('\n')
          // Each process has a name of its own for the same table.
          return { source, real: real.replace(/^\/proc\/\d+\//, '/proc/self/'), text: rest.join('\n') }
        }),
  })

export interface MountedSize {
  /** What `stat -f` counts: bytes of a fragment and of a block; blocks, available ones; inodes, free ones. */
  readonly sizes: ReadonlyMap<string, readonly number[]>
  /** Mounts that did not answer in time. */
  readonly late: readonly string[]
  /** By device. */
  readonly uuids: ReadonlyMap<string, string>
}

/** Sizes of mounts, each asked for so many seconds, and the identifiers of devices. */
export const mountedSizes = (mounts: readonly string[], seconds: number | undefined): Query<MountedSize> =>
  query<MountedSize>({
    name: 'mounted-sizes',
    key: `mounted-sizes ${seconds} ${JSON.stringify(mounts)}`,
    script: sh`LC_ALL=C; export LC_ALL
limit() { ${seconds === undefined ? sh`"$@"` : sh`if command -v timeout >/dev/null 2>&1; then timeout ${seconds} "$@"; else "$@"; fi`}; }
for m in ${mounts.length === 0 ? ['/nonexistent'] : mounts}; do limit stat -f -c 'size %S %s %b %a %c %d %n' -- "$m" 2>/dev/null; [ $? != 124 ] || printf 'late %s\n' "$m"; done
for u in /dev/disk/by-uuid/*; do [ -h "$u" ] && printf 'uuid %s %s\n' "$(readlink -f "$u")" "$\{u##*/}"; done
! command -v lsblk >/dev/null 2>&1 || lsblk --list --noheadings --paths --output NAME,UUID --exclude 2 2>/dev/null | sed 's/^/uuid /'; :`,
    parse: ({ stdout }) => {
      const text = stdout.toString()
      const sizes = [...text.matchAll(/^size (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (.*)$/gm)]
      const uuids = [...text.matchAll(/^uuid (\S+) +(\S+)$/gm)].map(([, device = '', id = '']) => [device, id] as const)
      return {
        sizes: new Map(sizes.map((match) => [match[7] as string, match.slice(1, 7).map(Number)])),
        late: [...text.matchAll(/^late (.*)$/gm)].map(([, mount]) => mount as string),
        uuids: new Map(uuids.reverse()),
      }
    },
  })
