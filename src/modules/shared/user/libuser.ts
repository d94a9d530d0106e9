/** libuser's tools, which leave directory services alone: luseradd, lusermod, luserdel, lgroupmod, lchage. */
import { sh } from '../../../remote/sh.ts'
import type { Command } from '../../kit/change.ts'
import type { AccountTools, Difference } from './changes.ts'
import { setPassword } from './password.ts'
import { flags } from './shadow.ts'

export const libuser: AccountTools = {
  create(options, { hasOwnGroup, groups, expires, password }) {
    const words = flags([
      ['-u', options.uid],
      ['-g', options.group],
      ['-n', options.group === undefined && hasOwnGroup],
      ['-c', options.comment],
      ['-d', options.home],
      ['-s', options.shell],
      ['-k', options.create_home ? options.skeleton : undefined],
      ['-M', !options.create_home],
      ['-r', options.system],
    ])
    const more = { addedGroups: groups, ...(expires === undefined ? {} : { expires }) }
    return [
      sh`luseradd ${words} ${options.name}`,
      ...(password === undefined ? [] : [setPassword(options.name, password)]),
      ...afterwards(options.name, more),
    ]
  },

  modify(options, difference) {
    const words = flags([
      ['-u', difference.uid],
      ['-g', difference.gid],
      ['-c', difference.comment],
      ['-d', difference.home],
      ['-m', difference.home !== undefined && options.move_home],
      ['-s', difference.shell],
      ['-L', difference.lock === true],
      ['-U', difference.lock === false],
    ])
    const commands: Command[] = words.length > 0 ? [sh`lusermod ${words} ${options.name}`] : []
    if (difference.password !== undefined) commands.push(setPassword(options.name, difference.password))
    return [...commands, ...afterwards(options.name, difference)]
  },

  remove: (options) => [sh`luserdel ${flags([['-r', options.remove]])} ${options.name}`],
}

const afterwards = (name: string, difference: Difference): readonly Command[] => {
  const words = flags([
    ['-E', difference.expires],
    ['-m', difference.min],
    ['-M', difference.max],
    ['-W', difference.warn],
  ])
  return [
    ...(words.length > 0 ? [sh`lchage ${words} ${name}`] : []),
    ...(difference.addedGroups ?? []).map((group) => sh`lgroupmod -M ${name} ${group}`),
    ...(difference.removedGroups ?? []).map((group) => sh`lgroupmod -m ${name} ${group}`),
  ]
}
