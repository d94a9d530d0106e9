import { sh } from '../remote/sh.ts'
import { dict, Secret } from '../values.ts'
import { change, ModuleFailure, type Planned } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, list, path, secret, str } from './kit/option.ts'
import { readSections, type Section, type Sections, sameSections, writeSections } from './shared/config-sections.ts'
import { editedFile, editFile, readText } from './shared/edit-file.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'

/** The options that stand in the file, by the same name unless {@link written} says otherwise. */
const fields = {
  async: bool({ help: 'Fetch packages and metadata side by side.' }),
  bandwidth: str({ help: 'The bandwidth that there is.' }),
  baseurl: list(str(), { help: 'Where the repository is.' }),
  cost: str({ help: 'How costly it is to use.' }),
  countme: bool({ help: 'Let the repository count the host.' }),
  deltarpm_metadata_percentage: str({ help: 'From when on metadata of deltas is too large.' }),
  deltarpm_percentage: str({ help: 'From when on a delta is too large.' }),
  description: str({ help: 'What it is, for people.' }),
  enabled: bool({ help: 'Whether packages are taken from it.' }),
  enablegroups: bool({ help: 'Whether groups are taken from it.' }),
  exclude: list(str(), { aliases: ['excludepkgs'], help: 'Packages not to take from it.' }),
  failovermethod: choice(['roundrobin', 'priority'], { help: 'Which address is tried next.' }),
  gpgcakey: str({ help: "The key of the authority that signed the repository's." }),
  gpgcheck: bool({ help: 'Check signatures of packages.' }),
  gpgkey: list(str(), { help: 'Where the keys are.' }),
  http_caching: choice(['all', 'packages', 'none'], { help: 'What may come from caches.' }),
  include: str({ help: 'A file to read besides.' }),
  includepkgs: list(str(), { help: 'The only packages to take from it.' }),
  ip_resolve: choice(['4', '6', 'IPv4', 'IPv6', 'whatever'], { help: 'The version of IP.' }),
  keepalive: bool({ help: 'Keep connections open.' }),
  keepcache: choice(['0', '1'], { help: 'Keep packages that were installed.' }),
  metadata_expire: str({ help: 'How long metadata lasts.' }),
  metadata_expire_filter: choice(['never', 'read-only:past', 'read-only:present', 'read-only:future'], {
    help: 'What old metadata will do for.',
  }),
  metalink: str({ help: 'Where the metalink is.' }),
  mirrorlist: str({ help: 'Where the list of mirrors is.' }),
  mirrorlist_expire: str({ help: 'How long the list of mirrors lasts.' }),
  module_hotfixes: bool({ help: 'Take its packages also where modules would hide them.' }),
  password: secret({ help: 'The password.' }),
  priority: str({ help: 'Its priority.' }),
  protect: bool({ help: 'Protect its packages from other repositories.' }),
  proxy: str({ help: 'The proxy.' }),
  proxy_password: secret({ help: 'The password for the proxy.' }),
  proxy_username: str({ help: 'The user for the proxy.' }),
  repo_gpgcheck: bool({ help: 'Check signatures of metadata.' }),
  retries: str({ help: 'How often to try.' }),
  s3_enabled: bool({ help: 'It is in S3.' }),
  skip_if_unavailable: bool({ help: 'Go on without it where it can not be reached.' }),
  ssl_check_cert_permissions: bool({ help: 'Check who can read certificates.' }),
  sslcacert: str({ aliases: ['ca_cert'], help: 'The authorities to trust.' }),
  sslclientcert: str({ aliases: ['client_cert'], help: 'The certificate of the client.' }),
  sslclientkey: str({ aliases: ['client_key'], help: 'The key of the client.' }),
  sslverify: bool({ aliases: ['validate_certs'], help: 'Check the certificate of the server.' }),
  throttle: str({ help: 'The bandwidth to use at most.' }),
  timeout: str({ help: 'How long to wait for a connection.' }),
  ui_repoid_vars: str({ help: 'Variables to show with the id.' }),
  username: str({ help: 'The user.' }),
}

interface Options extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly file: string | undefined
  readonly reposdir: string
  readonly state: 'absent' | 'present'
}

/** Adds and removes repositories of yum and dnf. */
export default defineModule({
  name: 'yum_repository',
  summary: 'Add and remove repositories that yum and dnf take packages from.',
  options: {
    ...fields,
    name: str({ required: true, help: 'The id of the repository.' }),
    file: str({ help: 'The name of the file without `.repo`; the id unless told.' }),
    reposdir: path({ default: '/etc/yum.repos.d', help: 'The directory of the files.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    ...fileAttributeOptions,
  },
  rules: {
    requiredIf: [
      { option: 'state', is: 'present', needs: ['baseurl', 'mirrorlist', 'metalink'], any: true },
      { option: 'state', is: 'present', needs: ['description'] },
    ],
  },
  inspect: (options) => ({ placed: editedFile(fileOf(options)), ...attributeQueries(options, fileOf(options)) }),
  *plan(options, { placed, ...accounts }): Iterable<Planned> {
    if (!placed.parent) throw new ModuleFailure(`Repo directory '${options.reposdir}' does not exist.`)
    if (options.state === 'present') yield* deprecations(options)
    const text = readText(placed)?.text
    const before = readSections(text ?? '')
    const after = edit(options, before)
    if (sameSections(before, after)) {
      if (text === undefined) return
      yield* editFile({ ...options, backup: false, validate: undefined }, { placed, accounts, text })
    } else if (after.size === 0) yield remove(placed.path, text ?? '')
    else {
      const wanted = { placed, accounts, text: writeSections(after) }
      yield* editFile({ ...options, backup: false, validate: undefined }, wanted)
    }
  },
  returns: ({ options }) => dict({ repo: options.name, state: options.state }),
})

const fileOf = ({ reposdir, file, name }: Options): string => `${reposdir.replace(/\/+$/, '')}/${file ?? name}.repo`

/** A repository that is set stands last. */
const edit = (options: Options, sections: Sections): Sections => {
  const rest = [...sections].filter(([name]) => name !== options.name)
  return new Map(options.state === 'absent' ? rest : [...rest, [options.name, sectionOf(options)]])
}

const written: Readonly<Record<string, string>> = { description: 'name' }

const sectionOf = (options: Options): Section =>
  new Map(
    Object.keys(fields)
      .filter((name) => options[name] !== undefined)
      .map((name): [string, string] => [written[name] ?? name, fieldText(name, options[name])])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const fieldText = (name: string, value: unknown): string => {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Secret) return value.reveal()
  if (!Array.isArray(value)) return String(value)
  return value.join(name === 'baseurl' || name === 'gpgkey' ? '\n' : ' ')
}

const outdated: Readonly<Record<string, string>> = {
  async: 'it has been removed on systems supported by ansible-core',
  keepcache: 'it is only valid in the main configuration',
  ...Object.fromEntries(
    `deltarpm_metadata_percentage gpgcakey http_caching keepalive metadata_expire_filter mirrorlist_expire protect
    ssl_check_cert_permissions ui_repoid_vars`
      .split(/\s+/)
      .map((name) => [name, 'it has no effect with dnf as an underlying package manager']),
  ),
}

const deprecations = (options: Options): Planned[] =>
  Object.entries(outdated)
    .filter(([name]) => options[name] !== undefined)
    .map(([name, why]) => ({ kind: 'deprecation', message: `'${name}' parameter is deprecated as ${why}.` }))

const remove = (file: string, before: string) =>
  change({
    summary: `remove ${file}`,
    commands: [sh`rm -f -- ${file}`],
    effects: [{ kind: 'path', path: file, stat: null }],
    diff: { before, after: '', before_header: file, after_header: file },
  })
