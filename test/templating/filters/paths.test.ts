import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of paths', () => {
  it.each([
    ["'/a/b.tar.gz' | basename", 'b.tar.gz'],
    ["'/a/b/' | basename", ''],
    ["'/a/b/' | dirname", '/a/b'],
    ["'/' | dirname", '/'],
    ["'//a' | dirname", '//'],
    ["'/a/.hidden' | splitext", "('/a/.hidden', '')"],
    ["'/a/b.tar.gz' | splitext", "('/a/b.tar', '.gz')"],
    ["['a', '/b', 'c'] | path_join", '/b/c'],
    ["'/a/b/c' | relpath('/a/d')", '../b/c'],
    ["'~/x' | expanduser", '/home/tester/x'],
    ["'C:\\\\\\\\a\\\\\\\\b.txt' | win_basename", 'b.txt'],
    ["'C:\\\\\\\\a\\\\\\\\b.txt' | win_dirname", 'C:\\\\a'],
    ["'C:\\\\\\\\a' | win_splitdrive", "('C:', '\\\\\\\\a')"],
    [
      "'http://u:p@h.com:80/p?q=1#f' | urlsplit",
      "{'fragment': 'f', 'hostname': 'h.com', 'netloc': 'u:p@h.com:80', 'password': 'p', 'path': '/p', 'port': 80, 'query': 'q=1', 'scheme': 'http', 'username': 'u'}",
    ],
    ["'http://h.com/p' | urlsplit('hostname')", 'h.com'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'http://h' | urlsplit('bogus')"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
