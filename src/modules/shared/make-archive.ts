/** What `archive` runs on the host: to see whether an archive differs, and to make it. */
import { lines, type ShellScript, sh } from '../../remote/sh.ts'

export interface ArchiveJob {
  readonly format: 'bz2' | 'gz' | 'tar' | 'xz' | 'zip'
  readonly dest: string
  /** The directory that names are relative to. */
  readonly root: string
  /** Names below the root. */
  readonly names: readonly string[]
  /** The one file that is compressed by itself. */
  readonly single: string | undefined
}

const tarFlags = { bz2: ['-j'], gz: ['-z'], tar: [], xz: ['-J'], zip: [] } as const
const compressors = { bz2: 'bzip2', gz: 'gzip', xz: 'xz', tar: 'cat', zip: 'cat' } as const

/** Prints `differs` where the archive is not there, or has other members. Fails where it can't be made. */
export const archiveDiffers = (job: ArchiveJob): ShellScript => {
  const { dest, single, format } = job
  return lines(
    sh`LC_ALL=C; export LC_ALL`,
    single === undefined && format === 'zip'
      ? sh`command -v zip >/dev/null 2>&1 || { echo 'Failed to find required executable "zip"' >&2; exit 1; }`
      : sh`:`,
    sh`[ -f ${dest} ] || { echo differs; exit 0; }`,
    single === undefined
      ? membersDiffer(job)
      : sh`${compressors[format]} -dc <${dest} 2>/dev/null | cmp -s - ${single} || echo differs`,
    sh`:`,
  )
}

/** Of members of a tar file names, sizes, times to the second, owners and permissions count; of those of a zip file, content. */
const membersDiffer = (job: ArchiveJob): ShellScript => {
  const { dest, format } = job
  if (format === 'zip') {
    const list = sh`sed -n 's/^.* \\([0-9a-f]\\{8\\}\\)  \\(.*\\)$/\\1 \\2/p' | sort`
    return sh`t=$(mktemp -d) || exit; ${pack(job, sh`"$t/new.zip"`)} && a=$(unzip -v "$t/new.zip" | ${list}); b=$(unzip -v ${dest} 2>/dev/null | ${list})
rm -rf "$t"; [ "$a" = "$b" ] || echo differs`
  }
  const list = sh`{ if tar --version 2>/dev/null | grep -q GNU; then tar --full-time -tvf -; else tar -tvf -; fi; } 2>/dev/null | sed 's/\\(:[0-9][0-9]\\)\\.[0-9]* /\\1 /' | sort`
  return sh`a=$(${plainTar(job)} | ${list}); b=$(${compressors[format]} ${format === 'tar' ? [] : ['-dc']} <${dest} 2>/dev/null | ${list}); [ "$a" = "$b" ] || echo differs`
}

const nameList = ({ names }: ArchiveJob): ShellScript => (names.length === 0 ? sh`:` : sh`printf '%s\n' ${[...names]}`)

const plainTar = (job: ArchiveJob): ShellScript =>
  sh`${nameList(job)} | tar -C ${job.root || '.'} --no-recursion -cf - -T -`

const pack = (job: ArchiveJob, output: ShellScript): ShellScript => {
  if (job.single !== undefined) return sh`${compressors[job.format]} -c <${job.single} >${output}`
  if (job.format === 'zip') return sh`(cd ${job.root || '.'} && ${nameList(job)} | zip -q - -@) >${output}`
  return sh`${nameList(job)} | tar -C ${job.root || '.'} --no-recursion ${[...tarFlags[job.format]]} -cf ${output} -T -`
}

/** Makes it beside its place and moves it there; owner and permissions of a former one stay. */
export const makeArchive = (job: ArchiveJob): ShellScript => sh`LC_ALL=C; export LC_ALL; d=${job.dest} t=${job.dest}.$$
${pack(job, sh`"$t"`)} || { s=$?; rm -f -- "$t"; exit $s; }
[ ! -e "$d" ] || { chmod "$(stat -c %a "$d")" "$t" && chown "$(stat -c %u:%g "$d")" "$t"; } || { rm -f -- "$t"; exit 1; }
mv -f -- "$t" "$d"`
