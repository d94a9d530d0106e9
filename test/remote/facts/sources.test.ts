import { expect, test } from 'vitest'
import { baseName } from '../../../src/remote/facts/sources.ts'
import { sourcesOf } from './rig.ts'

const sources = sourcesOf({
  files: { '/a/one': 'x:y\n z ', '/a/two': '  ', '/b': 'b' },
  links: { '/dev/disk/by-label/my disk': '../../sda1', '/sbin/init': '/lib/systemd/systemd' },
  there: ['/proc/xen', 'vgs'],
  sections: { date: 'now' },
})

test('files have their lines and texts', () => {
  expect(sources.lines('/a/one')).toEqual(['x:y', ' z '])
  expect(sources.file('/a/one')).toBe('x:y\n z')
  expect(sources.file('/a/two')).toBeUndefined()
  expect(sources.lines('/none')).toEqual([])
  expect(sources.filesBelow('/a')).toEqual(['/a/one', '/a/two'])
})

test('links have their targets', () => {
  expect(sources.link('/sbin/init')).toBe('/lib/systemd/systemd')
  expect(sources.linksBelow('/dev/disk/by-label')).toEqual([['my disk', '../../sda1']])
})

test('paths, programs and outputs are found', () => {
  expect(['/proc/xen', 'vgs', 'lvs'].map((name) => sources.exists(name))).toEqual([true, true, false])
  expect(sources.section('date')).toBe('now\n')
  expect(sources.section('nothing')).toBe('')
})

test('the last part of a path is its base name', () => {
  expect([baseName('/a/b'), baseName('c'), baseName('')]).toEqual(['b', 'c', ''])
})
