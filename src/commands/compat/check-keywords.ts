import { withoutBuiltin } from '../../util/without-builtin.ts'
import { type Dict, Template } from '../../values.ts'
import { positionOf, positionOfKey } from '../../yaml/positions.ts'
import type { Problem } from './problem.ts'

const allowed = {
  connection: {
    kind: 'connection',
    names: ['ssh', 'local', 'docker', 'openssh', 'smart', 'paramiko', 'paramiko_ssh', 'community.docker.docker'],
  },
  become_method: { kind: 'become method', names: ['sudo', 'su', 'doas', 'community.general.doas'] },
  strategy: { kind: 'strategy', names: ['linear', 'free', 'host_pinned', 'debug'] },
} as const

/** Keywords of a play, block or task that name plugins which aren't there. */
export const checkKeywords = (entry: Dict, file: string): readonly Problem[] =>
  Object.entries(allowed).flatMap(([keyword, { kind, names }]) => {
    const value = entry.get(keyword)
    if (value === undefined || value === null || value instanceof Template) return []
    const name = withoutBuiltin(String(value))
    if ((names as readonly string[]).includes(name)) return []
    const position = positionOfKey(entry, keyword) ?? positionOf(entry) ?? { file, line: 1, column: 1 }
    return [{ kind, message: `there is no ${kind} "${String(value)}"`, position }]
  })
