/** docs/compatibility.md says what is true: its tables against what there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keywordsOf } from '../src/playbook/keywords/keywords.ts'
import { tableUnder } from './rig/markdown-table.ts'
import { root } from './rig/source-files.ts'

const docs = join(root, 'docs/compatibility.md')

describe('the table of keywords', () => {
  const rows = tableUnder(docs, '## Keywords')

  it('has every keyword, with the objects that take it', () => {
    const documented = Object.fromEntries(rows.map(([keyword, objects]) => [keyword, objects]))
    const known: Record<string, string> = {}
    for (const [kind, title] of Object.entries(objects))
      for (const keyword of Object.keys(keywordsOf[kind as keyof typeof keywordsOf]))
        known[keyword] = known[keyword] === undefined ? title : `${known[keyword]}, ${title}`
    expect(documented).toEqual({ ...known, listen: 'handler' })
  })

  it.each(rows)('names a test that uses %s', (keyword, _objects, _here, test) => {
    expect(readFileSync(join(root, 'test', test!), 'utf8')).toMatch(new RegExp(`\\b${keyword}:`))
  })
})

/** The objects with keywords of their own, in the words of the table. */
const objects: Partial<Record<keyof typeof keywordsOf, string>> = {
  Play: 'play',
  Block: 'block',
  Task: 'task',
  RoleInclude: 'role',
  RoleMetadata: 'meta/main.yml',
  PlaybookInclude: 'import_playbook',
  LoopControl: 'loop_control',
}
