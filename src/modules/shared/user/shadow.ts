/** useradd, usermod, userdel and chage. */
import { posix } from 'node:path'
import { type ShellScript, sh } from '../../../remote/sh.ts'
import type { Command } from '../../kit/change.ts'
import { inOrder } from '../file-attributes.ts'
import type { AccountTools, Difference } from './changes.ts'
import { setPassword } from './password.ts'

export const shadow: AccountTools = {
  create(options, { hasOwnGroup, groups, expires, password }) {
    const { home } = options
    const words = flags([
      ['-u', options.uid],
      ['-o', options.uid !== undefined && options.non_unique],
      ['-Z', options.seuser],
      ['-g', options.group],
      ['-N', options.group === undefined && hasOwnGroup],
      ['-G', groups.length > 0 ? groups.join(',') : undefined],
      ['-c', options.comment],
      ['-d', home],
      ['-s', options.shell],
      ['-e', expires === undefined ? undefined : dateOf(expires)],
      ['-f', options.password_expire_account_disable],
      ['-m', options.create_home],
      ['-k', options.create_home ? options.skeleton : undefined],
      ['-K', options.create_home && options.umask !== undefined ? `UMASK=${options.umask}` : undefined],
      ['-M', !options.create_home],
      ['-r', options.system],
      ['-K', options.uid_min === undefined ? undefined : `UID_MIN=${options.uid_min}`],
      ['-K', options.uid_max === undefined ? undefined : `UID_MAX=${options.uid_max}`],
    ])
    const parent = home !== undefined && options.create_home ? [sh`mkdir -p -- ${posix.dirname(home)}`] : []
    const create = inOrder([...parent, sh`useradd ${words} -- ${options.name}`])
    return [create, ...(password === undefined ? [] : [setPassword(options.name, password)])]
  },

  modify(options, difference) {
    const words = flags([
      ['-u', difference.uid],
      ['-o', difference.uid !== undefined && options.non_unique],
      ['-g', difference.gid],
      ['-a', options.append && difference.groups !== undefined],
      ['-G', difference.groups?.join(',')],
      ['-c', difference.comment],
      ['-d', difference.home],
      ['-m', difference.home !== undefined && options.move_home],
      ['-s', difference.shell],
      ['-e', difference.expires === undefined ? undefined : dateOf(difference.expires)],
      ['-f', difference.inactive],
      ['-L', difference.lock === true],
      ['-U', difference.lock === false],
    ])
    const commands: Command[] = words.length > 0 ? [sh`usermod ${words} -- ${options.name}`] : []
    if (difference.password !== undefined) commands.push(setPassword(options.name, difference.password))
    return [...commands, ...changeAges(options.name, difference)]
  },

  remove(options) {
    const words = flags([
      ['-f', options.force],
      ['-r', options.remove],
    ])
    return [sh`userdel ${words} -- ${options.name}`]
  },
}

const changeAges = (name: string, { min, max, warn }: Difference): readonly ShellScript[] => {
  const words = flags([
    ['-m', min],
    ['-M', max],
    ['-W', warn],
  ])
  return words.length > 0 ? [sh`chage ${words} -- ${name}`] : []
}

/** Words of those flags that are set; a value follows its flag. */
export const flags = (
  table: readonly (readonly [flag: string, value: string | number | boolean | undefined])[],
): readonly (string | number)[] =>
  table.flatMap(([flag, value]) => {
    if (value === undefined || value === false) return []
    return value === true ? [flag] : [flag, value]
  })

/** As `useradd -e` takes it; empty for never. */
const dateOf = (days: number): string => (days < 0 ? '' : new Date(days * 86_400_000).toISOString().slice(0, 10))
