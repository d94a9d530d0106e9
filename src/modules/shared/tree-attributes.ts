/** Attributes of all that is below a directory: what differs, gathered into few commands. */
import type { PathEffect } from '../../remote/effect.ts'
import type { FileStat } from '../../remote/file-stat.ts'
import type { TreeEntry } from '../../remote/queries/tree.ts'
import { sh } from '../../remote/sh.ts'
import type { Command } from '../kit/change.ts'
import { type AttributeAnswers, resolveGroup, resolveOwner, type WantedAttributes } from './file-attributes.ts'
import { chmodText, resolveMode } from './file-mode.ts'

export interface TreePlan {
  /** How many paths change. */
  readonly count: number
  readonly commands: readonly Command[]
  readonly effects: readonly PathEffect[]
}

/** What would change below a directory; `undefined` when nothing does. */
export const planTree = (
  entries: readonly TreeEntry[],
  { wanted, answers }: { readonly wanted: WantedAttributes; readonly answers: AttributeAnswers },
): TreePlan | undefined => {
  const owner = resolveOwner(wanted.owner, answers)
  const group = resolveGroup(wanted.group, answers)
  const groups = new Map<string, string[]>()
  const effects: PathEffect[] = []
  for (const entry of entries) {
    const stat: { -readonly [K in keyof FileStat]?: FileStat[K] } = {}
    if (owner && owner.id !== entry.uid) Object.assign(stat, { uid: owner.id, owner: owner.name })
    if (group && group.id !== entry.gid) Object.assign(stat, { gid: group.id, group: group.name })
    const mode = wantedMode(entry, wanted.mode, answers.umask)
    if (mode !== undefined) stat.mode = mode
    if (Object.keys(stat).length === 0) continue
    effects.push({ kind: 'path', path: entry.path, stat })
    const itself = entry.followed ? '' : ' -h'
    if (stat.owner !== undefined) add(groups, `chown${itself} ${stat.owner}`, entry.path)
    if (stat.group !== undefined) add(groups, `chgrp${itself} ${stat.group}`, entry.path)
    if (mode !== undefined) add(groups, `chmod ${chmodText(mode)}`, entry.path)
  }
  if (effects.length === 0) return undefined
  // A change of the owner clears set-id bits, so modes come last.
  const inOrder = [...groups].sort(([a], [b]) => Number(a.startsWith('chmod')) - Number(b.startsWith('chmod')))
  return { count: effects.length, commands: inOrder.map(([command, paths]) => forEach(command, paths)), effects }
}

const wantedMode = (entry: TreeEntry, mode: string | undefined, umask: number): number | undefined => {
  if (mode === undefined || entry.kind === 'link') return undefined
  const wanted = resolveMode(mode, { current: entry.mode, isDirectory: entry.kind === 'directory', umask })
  return wanted === entry.mode ? undefined : wanted
}

const add = (groups: Map<string, string[]>, command: string, path: string): void => {
  const paths = groups.get(command)
  if (paths) paths.push(path)
  else groups.set(command, [path])
}

const forEach = (command: string, paths: readonly string[]): Command => ({
  script: sh`xargs -0 ${command.split(' ')} --`,
  stdin: Buffer.from(paths.map((path) => `${path}\0`).join('')),
})
