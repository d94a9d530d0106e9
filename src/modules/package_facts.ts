import {
  installedPackages,
  type PackageLister,
  type PackageListing,
  packageListers,
} from '../remote/queries/installed-packages.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { ModuleFailure, type Remark, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, list, str } from './kit/option.ts'

/** Tells the packages of a host as facts. */
export default defineModule({
  name: 'package_facts',
  summary: 'Tell the packages of a host as facts.',
  options: {
    manager: list(str(), { default: ['auto'], help: 'Which package managers to ask.' }),
    strategy: choice(['all', 'first'], { default: 'first', help: 'Ask all of them, or the first that is there.' }),
  },
  inspect: () => ({ installed: installedPackages() }),
  *plan(options, { installed }) {
    const lacking = unusable(options, installed)
    yield* lacking
    const found = chosen(options, installed)
    yield* failed(found, installed)
    if (found.length > 0) return
    throw new ModuleFailure(
      `Could not detect a supported package manager from the following list: ${wanted(options).join(', ')}${lacking.length > 0 ? '. Check warnings for details.' : ''}`,
    )
  },
  returns: ({ options, before: { installed } }) => {
    const packages: Dict = new Map()
    for (const lister of chosen(options, installed)) {
      for (const one of packagesOf(installed.get(lister))) {
        const name = one.get('name') as string
        packages.set(name, [...((packages.get(name) as Value[] | undefined) ?? []), one])
      }
    }
    return dict({ ansible_facts: dict({ packages }) })
  },
})

type Installed = ReadonlyMap<PackageLister, PackageListing>

interface Options {
  readonly manager: readonly string[]
  readonly strategy: 'all' | 'first'
}

/** Managers that keep their packages in another's database. */
const aliases: Readonly<Record<string, PackageLister>> = { yum: 'rpm', dnf: 'rpm', dnf5: 'rpm', zypper: 'rpm' }

const wanted = ({ manager }: Options): readonly PackageLister[] => {
  const names = manager.flatMap((name) =>
    name === 'auto' ? packageListers : [aliases[name.toLowerCase()] ?? name.toLowerCase()],
  )
  const unknown = names.find((name) => !(packageListers as readonly string[]).includes(name))
  if (unknown !== undefined) throw new ModuleFailure(`Unsupported package managers requested: ${unknown}`)
  return [...new Set(names)] as PackageLister[]
}

/** Only managers that are asked for by name are missed; `first` looks no further than one that is there. */
const unusable = (options: Options, installed: Installed): readonly Remark[] => {
  const names = wanted(options)
  const first = options.strategy === 'first' ? names.findIndex((name) => installed.has(name)) : -1
  return (first < 0 ? names : names.slice(0, first))
    .filter((name) => !installed.has(name) && options.manager.some((one) => one.toLowerCase() === name))
    .map((name) => warning(`Requested package manager ${name} was not usable by this module: there is no such command`))
}

const failed = (listers: readonly PackageLister[], installed: Installed): readonly Remark[] =>
  listers.flatMap((lister) => {
    const listing = installed.get(lister)
    if (listing === undefined || !('failure' in listing)) return []
    return [warning(`Failed to retrieve packages with ${lister}: Unable to list packages : ${listing.failure}`)]
  })

const packagesOf = (listing: PackageListing | undefined): readonly Dict[] =>
  listing === undefined || 'failure' in listing ? [] : listing

const chosen = (options: Options, installed: ReadonlyMap<PackageLister, unknown>): readonly PackageLister[] => {
  const there = wanted(options).filter((lister) => installed.has(lister))
  return options.strategy === 'first' ? there.slice(0, 1) : there
}
