/** Making a symbolic link where something may be. */
import { posix } from 'node:path'
import { sh } from '../../remote/sh.ts'
import type { Command } from '../kit/change.ts'
import { inOrder } from './file-attributes.ts'

/**
 * The commands that make `place` a link to `target`. What is there is replaced in one step where `mv` can be told not to
 * move into the directory that an old link points to.
 */
export const linkCommands = (target: string, place: string, found: { readonly kind: string } | null): Command[] => {
  if (!found) return [sh`ln -s -- ${target} ${place}`]
  const temporary = `${posix.dirname(place)}/.${posix.basename(place)}.runbook-link`
  const clear = found.kind === 'directory' ? [sh`rmdir -- ${place}`] : []
  return [
    inOrder([
      sh`rm -f -- ${temporary}`,
      sh`ln -s -- ${target} ${temporary}`,
      ...clear,
      sh`{ mv -fT -- ${temporary} ${place} 2>/dev/null || { rm -f -- ${place} && mv -f -- ${temporary} ${place}; }; }`,
    ]),
  ]
}
