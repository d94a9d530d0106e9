import type { Position } from '../../errors.ts'
import type { Dict } from '../../values.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { isRoleKeyword } from '../keywords/keywords.ts'
import { readShared } from '../keywords/shared-keywords.ts'
import type { Project } from '../project.ts'
import { keyPositions } from '../source.ts'
import { modernized } from '../tasks/legacy.ts'
import type { AddedKeywords, NearestKeywords, TaskOnlyKeywords, Written } from '../types.ts'

type FromEntry = Written & NearestKeywords & TaskOnlyKeywords & AddedKeywords & { readonly params: Dict }

/** The keywords of an entry under `roles:` or `dependencies:`; its other keys are parameters of the role. */
export const readRoleEntry = (
  project: Project,
  {
    entry,
    vars,
    position,
  }: { readonly entry?: Dict | undefined; readonly vars?: Dict | undefined; readonly position: Position },
): FromEntry => {
  const source = entry ? modernized(project, entry, 'RoleInclude') : nothing
  checkKeywords(project, source, { kind: 'RoleInclude', isOther: () => true })
  const params: Dict = new Map([...source].filter(([key]) => !isRoleKeyword(String(key))))
  const shared = readShared(project, source, 'RoleInclude')
  return {
    position,
    keywords: keyPositions(source),
    ...shared,
    ...(vars ? { vars } : {}),
    params,
  }
}

const nothing: Dict = new Map()
