import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { localeMistake } from '../../src/startup/locale.ts'

const folder = mkdtempSync(join(tmpdir(), 'runbook-locale-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A machine whose `locale` knows one locale that is not UTF-8. */
const PATH = `${folder}:/usr/bin:/bin`
writeFileSync(
  join(folder, 'locale'),
  '#!/bin/sh\ncase $LC_ALL in latin) echo ISO-8859-1;; *) echo "locale: Cannot set LC_ALL to default locale" >&2;; esac\n',
)
chmodSync(join(folder, 'locale'), 0o755)

describe('the locale', () => {
  it.each([{}, { LANG: 'C' }, { LC_ALL: 'POSIX' }, { LC_ALL: '', LC_CTYPE: 'C.utf8' }, { LANG: 'de_DE.UTF-8@euro' }])(
    'will do in %o',
    (env) => {
      expect(localeMistake({ PATH, ...env })).toBeUndefined()
    },
  )

  it('is refused where the machine does not have it, or it is not UTF-8', () => {
    expect(localeMistake({ PATH, LC_ALL: 'ham', LC_CTYPE: 'C.UTF-8' })).toMatch(/could not initialize the preferred/)
    expect(localeMistake({ PATH, LC_ALL: 'latin' })).toMatch(/to be UTF-8; Detected ISO-8859-1\.$/)
  })

  it('is not judged where nobody can tell', () => {
    expect(localeMistake({ PATH: '/nowhere', LC_ALL: 'ham' })).toBeUndefined()
  })
})
