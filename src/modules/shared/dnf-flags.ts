/** Options of the modules of dnf and yum that the programs know as well. */

export interface DnfFlags {
  readonly allowerasing: boolean
  readonly best: boolean | undefined
  readonly nobest: boolean | undefined
  readonly bugfix: boolean
  readonly security: boolean
  readonly cacheonly: boolean
  readonly conf_file: string | undefined
  readonly disable_excludes: string | undefined
  readonly disable_gpg_check: boolean
  readonly disable_plugin: readonly string[]
  readonly disablerepo: readonly string[]
  readonly download_only: boolean
  readonly download_dir: string | undefined
  readonly enable_plugin: readonly string[]
  readonly enablerepo: readonly string[]
  readonly exclude: readonly string[]
  readonly installroot: string
  readonly install_weak_deps: boolean
  readonly releasever: string | undefined
  readonly skip_broken: boolean
  readonly sslverify: boolean
}

/** The words that say the same on the command line. */
export const dnfFlags = (options: DnfFlags): readonly string[] => [
  ...valued('-c', options.conf_file),
  ...each('--disablerepo', options.disablerepo),
  ...each('--enablerepo', options.enablerepo),
  ...each('--disableplugin', options.disable_plugin),
  ...each('--enableplugin', options.enable_plugin),
  ...each('--exclude', options.exclude),
  ...each('--disableexcludes', options.disable_excludes === undefined ? [] : [options.disable_excludes]),
  ...each('--releasever', options.releasever === undefined ? [] : [options.releasever]),
  ...(options.installroot === '/' ? [] : [`--installroot=${options.installroot}`]),
  ...when('--nogpgcheck', options.disable_gpg_check),
  ...when('--cacheonly', options.cacheonly),
  ...when('--allowerasing', options.allowerasing),
  ...when('--skip-broken', options.skip_broken),
  ...when('--best', options.best === true || options.nobest === false),
  ...when('--nobest', options.nobest === true || options.best === false),
  ...when('--security', options.security),
  ...when('--bugfix', options.bugfix),
  ...when('--downloadonly', options.download_only),
  ...each('--downloaddir', options.download_dir === undefined ? [] : [options.download_dir]),
  ...when('--setopt=install_weak_deps=False', !options.install_weak_deps),
  ...when('--setopt=sslverify=0', !options.sslverify),
]

const each = (flag: string, values: readonly string[]): string[] => values.map((value) => `${flag}=${value}`)

const valued = (flag: string, value: string | undefined): string[] => (value === undefined ? [] : [flag, value])

const when = (flag: string, condition: boolean): string[] => (condition ? [flag] : [])
