import { expect, test } from 'vitest'
import { type Line, readLine } from '../../../src/commands/console/line.ts'

const names = { isCommand: (name: string) => name === 'cd', isModule: (name: string) => name === 'ping' }

test.each<[text: string, line: Line]>([
  ['', { kind: 'nothing' }],
  ['  # a remark', { kind: 'nothing' }],
  ['!', { kind: 'nothing' }],
  ['shell', { kind: 'nothing' }],
  ['exit', { kind: 'exit' }],
  ['EOF', { kind: 'exit' }],
  ['?', { kind: 'help', topic: '' }],
  ['?cd', { kind: 'help', topic: 'cd' }],
  ['help cd', { kind: 'help', topic: 'cd' }],
  ['cd web:!a', { kind: 'command', name: 'cd', argument: 'web:!a' }],
  ['ping data=x', { kind: 'task', module: 'ping', args: 'data=x' }],
  ['ping', { kind: 'task', module: 'ping', args: '' }],
  ['!ping x', { kind: 'task', module: 'shell', args: 'ping x' }],
  ['shell ls -l', { kind: 'task', module: 'shell', args: 'ls -l' }],
  ['ls -l | wc', { kind: 'task', module: 'shell', args: 'ls -l | wc' }],
])('%j', (text, line) => {
  expect(readLine(text, names)).toEqual(line)
})
