import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** A package file, and the version of the package that is installed. */
export interface DebFile {
  readonly name: string
  readonly version: string
  readonly installed: string | undefined
}

/** What a package file on the host holds; `null` when it is not there. */
export const debFile = (path: string): Query<DebFile | null> =>
  query<DebFile | null>({
    name: 'deb-file',
    key: `deb-file ${path}`,
    script: sh`[ -r ${path} ] || exit 0; n=$(dpkg-deb -f ${path} Package) && v=$(dpkg-deb -f ${path} Version) || exit 0
printf '%s\n%s\n' "$n" "$v"; dpkg-query -W -f '$\{db:Status-Abbrev}$\{Version}' -- "$n" 2>/dev/null; :`,
    parse: ({ stdout }) => {
      const [name, version, state = ''] = stdout.toString().split('\n')
      if (!name || !version) return null
      return { name, version, installed: /^[ih]i ?(.*)$/.exec(state)?.[1] }
    },
  })
