import { expect, test } from 'vitest'
import { aptWords, isPackagePattern } from '../../../src/remote/queries/apt-patterns.ts'

test.each([
  ['nginx*', true],
  ['hel?o', true],
  ['lib[!x]c', true],
  ['nginx', false],
  ['nginx=1.*', false],
  ['-o', false],
  ['Dpkg::Options::=--force-confdef', false],
])('%s is a pattern: %s', (spec, expected) => {
  expect(isPackagePattern(spec)).toBe(expected)
})

test('patterns are looked up in the lists to install, among what is installed to remove', () => {
  expect(aptWords(['-y', 'install', 'nginx=1.*', 'c++[!a]?']).text).toBe(
    "-y install 'nginx=1.*' $(apt-cache pkgnames | grep -xE -e 'c\\+\\+[^a].')",
  )
  const found = "dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' -- 'a*' 2>/dev/null"
  expect(aptWords(['remove', 'a*']).text).toBe(`remove $(${found} | sed -n 's/^.i. *//p' | sort -u)`)
  expect(aptWords(['--purge', 'remove', 'a*']).text).toBe(
    `--purge remove $(${found} | sed -n 's/^.[ic]. *//p' | sort -u)`,
  )
})
