import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('tells the templates of the variables that led to what is undefined', async () => {
  const { result } = await runSite(`
    - hosts: a
      vars: {empty: [], first: "{{ empty[0] }}", outer: "{{ first }}!"}
      tasks:
        - {name: option, debug: {msg: "{{ outer }}"}, ignore_errors: true}
        - {name: condition, debug: , when: first == 1, ignore_errors: true}
        - {name: itself, debug: {msg: "{{ empty[0] }}"}}
  `)
  const lacking = 'list object has no element 0'
  expect(result('option').msg).toContain(`The error was: {{ first }}!: {{ empty[0] }}: ${lacking}`)
  expect(result('condition').msg).toContain(`The error was: {{ empty[0] }}: ${lacking}`)
  expect(result('itself').msg).toContain(`The error was: ${lacking}`)
})
