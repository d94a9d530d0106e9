import { describe, expect, test } from 'vitest'
import { painter } from '../../src/reporters/colors.ts'
import { diffText } from '../../src/reporters/diff-text.ts'
import { dict, type Value } from '../../src/values.ts'

const show = (diff: Value, color = false): string => diffText(diff, { paint: painter(color, {}), context: 3 })

describe('diffText', () => {
  test('compares attributes as JSON', () => {
    expect(show(dict({ before: dict({ mode: '0600', path: '/x' }), after: dict({ mode: '0644', path: '/x' }) }))).toBe(
      '--- before\n+++ after\n@@ -1,4 +1,4 @@\n {\n-    "mode": "0600",\n+    "mode": "0644",\n     "path": "/x"\n }\n\n',
    )
  })

  test('shows several differences one after another', () => {
    const one = dict({ before: '', after: 'a\n' })
    expect(show([one, dict({ prepared: 'as it is\n' })])).toBe('--- before\n+++ after\n@@ -0,0 +1 @@\n+a\n\nas it is\n')
  })

  test('is empty where nothing differs', () => {
    expect(show(dict({ before: 'a', after: 'a' }))).toBe('')
    expect(show(dict({ before: null, after: '' }))).toBe('')
  })

  test('says why there is no difference to show', () => {
    const diff = dict({ dst_binary: 1, src_binary: 1, dst_larger: 100, src_larger: 200 })
    expect(show(diff)).toBe(
      'diff skipped: destination file appears to be binary\ndiff skipped: source file appears to be binary\ndiff skipped: destination file size is greater than 100\ndiff skipped: source file size is greater than 200\n',
    )
  })

  test('colours added, removed and numbered lines', () => {
    expect(show(dict({ before: 'a\n', after: 'b\n' }), true)).toContain(
      '\u001b[0;36m@@ -1 +1 @@\u001b[0m\n\u001b[0;36m\u001b[0m\u001b[0;31m-a\u001b[0m',
    )
  })

  test('takes all that Unicode takes for a line end', () => {
    expect(show(dict({ before: 'a\r\nb\u2028', after: 'a\r\nc\u2028' }))).toBe(
      '--- before\n+++ after\n@@ -1,2 +1,2 @@\n a\r\n-b\u2028\n\\ No newline at end of file\n+c\u2028\n\\ No newline at end of file\n\n',
    )
  })
})
