/** busybox's adduser, deluser and their like: they can change no more than groups and password of an account. */
import { sh } from '../../../remote/sh.ts'
import type { AccountTools } from './changes.ts'
import { setPassword } from './password.ts'
import { flags } from './shadow.ts'

export const busybox: AccountTools = {
  create(options, { groups, password }) {
    const words = flags([
      ['-h', options.home],
      ['-g', options.comment],
      ['-s', options.shell],
      ['-G', options.group],
      ['-k', options.create_home ? options.skeleton : undefined],
      ['-S', options.system],
      ['-u', options.uid],
      ['-H', !options.create_home],
    ])
    return [
      sh`adduser -D ${words} ${options.name}`,
      ...groups.map((group) => sh`adduser ${options.name} ${group}`),
      ...(password === undefined ? [] : [setPassword(options.name, password)]),
    ]
  },

  modify(options, { addedGroups = [], removedGroups = [], password, lock }) {
    return [
      ...addedGroups.map((group) => sh`adduser ${options.name} ${group}`),
      ...removedGroups.map((group) => sh`delgroup ${options.name} ${group}`),
      ...(password === undefined ? [] : [setPassword(options.name, password)]),
      ...(lock === undefined ? [] : [sh`passwd ${lock ? '-l' : '-u'} ${options.name}`]),
    ]
  },

  remove: (options) => [sh`deluser ${options.remove ? ['--remove-home'] : []} ${options.name}`],
}
