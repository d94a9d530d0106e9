/** What `unarchive` runs on the host: to see what differs, and to unpack. */
import { lines, type ShellScript, sh } from '../../remote/sh.ts'

export interface ArchiveRequest {
  /** The archive on the host. */
  readonly archive: string
  readonly dest: string
  readonly exclude: readonly string[]
  readonly include: readonly string[]
  readonly keepNewer: boolean
  readonly extra: readonly string[]
  /** What is set afterwards, and so need not be as in the archive. */
  readonly given: { readonly owner: boolean; readonly group: boolean; readonly mode: boolean }
}

/** Sets `kind` to `zip`, `tar` and `tar_` to the option that decompresses. */
const detect = (archive: string): ShellScript =>
  lines(
    sh`a=${archive}`,
    sh`kind=tar; case $(od -An -tx1 -N6 -- "$a" 2>/dev/null | tr -d ' \n') in`,
    sh`504b0304*|504b0506*) kind=zip;;`,
    sh`1f8b*) z=-z;; 425a68*) z=-j;; fd377a585a00*) z=-J;; 28b52ffd*) z=--zstd;; *) z=;; esac`,
  )

/**
 * Prints `kind KIND`, then `differs` when something would be changed, then `file NAME` for each entry where asked. Ends
 * with 90 for what is no archive, with 92 for options that do not do.
 */
export const compareArchive = (request: ArchiveRequest, listFiles: boolean): ShellScript => {
  const { archive, dest, exclude, include, extra, given } = request
  const excluded = exclude.map((pattern) => `--exclude=${pattern}`)
  return lines(
    detect(archive),
    sh`LC_ALL=C; export LC_ALL; printf 'kind %s\n' "$kind"`,
    sh`if [ "$kind" = zip ]; then`,
    sh`command -v unzip >/dev/null || { echo "Unable to find required 'unzip' or 'zipinfo' binary in the path." >&2; exit 91; }`,
    sh`l=$(unzip -Z1 -- "$a" ${include} ${exclude.length === 0 ? [] : ['-x', ...exclude]}) || exit 90`,
    sh`t=$(mktemp -d) && unzip -qo ${extra} "$a" ${include} ${exclude.length === 0 ? [] : ['-x', ...exclude]} -d "$t" >/dev/null && diff -rq "$t" ${dest} | grep -qv ${`^Only in ${dest}`} && echo differs; rm -rf "$t"`,
    sh`else`,
    sh`l=$(tar $z -tf "$a" ${excluded} ${include}) || exit 90`,
    extra.length === 0
      ? sh``
      : sh`l=$("$(command -v tar)" $z -t --show-transformed-names ${extra} ${excluded} -f "$a" ${include}) || exit 92`,
    sh`if tar --version 2>/dev/null | grep -q GNU; then`,
    sh`m=${given.mode ? '' : '|Mode differs'}; o=; [ "$(id -u)" != 0 ] || o=${given.owner ? '' : '|Uid differs'}${given.group ? '' : '|Gid differs'}`,
    sh`tar $z --diff -f "$a" -C ${dest} ${excluded} ${extra} ${include} 2>&1 | grep -Eq ": (Mod time differs|Contents differ|Size differs|File type differs|Symlink differs|Warning: Cannot stat|.*No such file$m$o)" && echo differs`,
    sh`else t=$(mktemp -d) && tar $z -xf "$a" -C "$t" && diff -rq "$t" ${dest} | grep -qv ${`^Only in ${dest}`} && echo differs; rm -rf "$t"; fi`,
    sh`fi`,
    listFiles ? sh`printf '%s\n' "$l" | while IFS= read -r f; do printf 'file %s\n' "$f"; done` : sh``,
    sh`:`,
  )
}

/** Unpacks. */
export const extractArchive = ({ archive, dest, exclude, include, keepNewer, extra }: ArchiveRequest): ShellScript => {
  const excluded = exclude.map((pattern) => `--exclude=${pattern}`)
  return lines(
    detect(archive),
    sh`LC_ALL=C; export LC_ALL`,
    sh`if [ "$kind" = zip ]; then unzip -o ${keepNewer ? ['-u'] : []} ${extra} "$a" ${include} ${exclude.length === 0 ? [] : ['-x', ...exclude]} -d ${dest}`,
    sh`else tar $z -xf "$a" -C ${dest} ${keepNewer ? ['--keep-newer-files'] : []} ${excluded} ${extra} ${include}; fi`,
  )
}
