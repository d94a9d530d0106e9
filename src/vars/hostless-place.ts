import { type Node, playOf } from '../playbook/inheritance.ts'
import type { AnyTask, Play } from '../playbook/types.ts'
import type { Templar } from '../templating/templar.ts'
import type { Dict, Value } from '../values.ts'
import type { Place, PlayVariables } from './variables.ts'
import { varsFiles } from './vars-files.ts'

/** What is needed to know a play's variables before it has hosts. */
export interface HostlessSource {
  /** Reads a file of `vars_files`. */
  readonly load: (path: string) => Value
  readonly templar: (place: Place) => Templar
  /** Answers to `vars_prompt`, where they are known. */
  readonly prompted?: Dict | undefined
}

/**
 * The place of a template that is evaluated before any host is looked at: a keyword of a play, the name of an imported
 * file, a tag. It sees the play's variables, those of its roles and of the blocks around the node.
 */
export const hostlessPlace = (node: Node, source: HostlessSource): Place => {
  const play = hostlessPlay(playOf(node), source)
  return node.kind === 'play' || node.kind === 'role' ? { play } : { play, task: node as AnyTask }
}

/** A play's variables before it has hosts. */
export const hostlessPlay = (play: Play, { load, templar, prompted = new Map() }: HostlessSource): PlayVariables => {
  const variables: PlayVariables = {
    play,
    roles: {
      all: [...play.roles, ...play.importedRoles],
      shared: [...play.roles, ...play.importedRoles.filter((role) => role.public !== false)],
    },
    hostsAll: [],
    hosts: () => [],
    batch: () => [],
    prompted,
    varsFiles: varsFiles({
      play,
      load,
      templar: (host) => templar({ play: { ...variables, varsFiles: () => [] }, host }),
    }),
  }
  return variables
}

/** What `vars_prompt` gives where nobody is asked, as in a listing: the defaults. */
export const promptDefaults = (play: Play): Dict =>
  new Map(play.vars_prompt.map(({ name, default: value }) => [name, value ?? null]))
