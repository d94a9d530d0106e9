import { expect, test } from 'vitest'
import { inherited } from '../../../src/playbook/inheritance.ts'
import { parse, parseTasks } from '../rig.ts'

test('old keywords of a play mean what replaced them', () => {
  const { play, notices } = parse('- hosts: all\n  sudo: True\n  sudo_user: app\n  user: deploy\n')
  expect([play.become, play.become_user, play.remote_user]).toEqual([true, 'app', 'deploy'])
  expect(notices).toEqual([
    "2: 'sudo' is deprecated, use 'become' instead",
    "3: 'sudo_user' is deprecated, use 'become_user' instead",
    "4: 'user' is deprecated, use 'remote_user' instead",
  ])
})

test('su is a method of becoming', () => {
  const { task, notices } = parseTasks('- ping:\n  su: yes\n  su_user: app')
  expect([task.become, task.become_method, task.become_user]).toEqual([true, 'su', 'app'])
  expect(notices[0]).toBe("4: 'su' is deprecated, use 'become' and 'become_method' instead")
})

test('today’s keyword wins over the old one', () => {
  const { task } = parseTasks('- ping:\n  sudo: yes\n  become: no')
  expect(inherited(task, 'become')).toBe(false)
})

test('always_run runs in check mode', () => {
  expect(parseTasks('- ping:\n  always_run: yes').task.check_mode).toBe(false)
})

test('user is a module in a task', () => {
  expect(parseTasks('- user: name=app').task.module).toBe('user')
})

test('an old keyword keeps the places of the others', () => {
  const { task } = parseTasks('- ping:\n  sudo: yes\n  register: a')
  expect(task.keywords.get('register')?.line).toBe(5)
})
