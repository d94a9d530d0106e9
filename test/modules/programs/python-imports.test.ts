import { expect, it } from 'vitest'
import { importsOf } from '../../../src/modules/programs/python-imports.ts'

const names = (text: string, { name = 'a.b.c', isPackage = false } = {}) =>
  importsOf({ text, name, isPackage }).map(
    (found) => `${found.module}${found.name ? `:${found.name}` : ''} ${found.line}${found.optional ? ' optional' : ''}`,
  )

it.each([
  ['import os, sys as system', ['os 1', 'sys 1']],
  ['from x.y import z, w as v  # more', ['x.y:z 1', 'x.y:w 1']],
  ['\nfrom x import (\n  y,  # why\n  z,\n)\nimport q', ['x:y 2', 'x:z 2', 'q 6']],
  ['from x import y, \\\n  z', ['x:y 1', 'x:z 1']],
  ['try:\n    import odd\nexcept ImportError:\n    odd = None', ['odd 2 optional']],
  ['from x import *', ['x:* 1']],
  ['"""\nfrom x import y\n"""\nimport z', ['z 4']],
  ['# import x\nimportant = 1', []],
  ['import json; print(1)', ['json 1']],
])('%j', (text, found) => {
  expect(names(text)).toEqual(found)
})

it.each([
  ['from . import x', 'a.b:x 1'],
  ['from ..m import x', 'a.m:x 1'],
  ['from ... import x', ':x 1'],
])('completes %j by the name of its module', (text, found) => {
  expect(names(text)).toEqual([found])
})

it('starts from a package itself in its own file, and passes over what lies outside', () => {
  expect(names('from .x import y', { isPackage: true })).toEqual(['a.b.c.x:y 1'])
  expect(names('from .....x import y')).toEqual([])
})
