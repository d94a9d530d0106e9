import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const play = (prompt: string): string => `
  - hosts: a
    vars_prompt: [${prompt}]
    tasks: [debug: {msg: "{{ x }}"}]
`

it('asks for variables', async () => {
  const { said, asked } = await runSite(play('{name: x, prompt: Which}'), { answers: ['this'] })
  expect([said, asked]).toEqual([['this'], ['Which: ']])
})

it('takes the default for no answer', async () => {
  const { said, asked } = await runSite(play('{name: x, prompt: Which, default: that}'))
  expect([said, asked]).toEqual([['that'], ['Which [that]: ']])
})

it('does not ask for what the command line gives', async () => {
  const { said, asked } = await runSite(play('{name: x}'), { extraVars: ['x=given'] })
  expect([said, asked]).toEqual([['given'], []])
})

it('asks again when the confirmation differs', async () => {
  const { said, asked, notices } = await runSite(play('{name: x, confirm: true}'), {
    answers: ['one', 'two', 'three', 'three'],
  })
  expect(said).toEqual(['three'])
  expect(asked).toEqual(['x: ', 'confirm x: ', 'x: ', 'confirm x: '])
  expect(notices).toEqual(['***** VALUES ENTERED DO NOT MATCH ****'])
})

it('hashes an answer', async () => {
  const { said } = await runSite(play('{name: x, encrypt: sha512_crypt, salt: abcdefgh}'), { answers: ['secret'] })
  expect(said[0]).toMatch(/^\$6\$(rounds=\d+\$)?abcdefgh\$/)
})

it('evaluates no template in an answer that is unsafe', async () => {
  const { said } = await runSite(play('{name: x, unsafe: true}'), { answers: ['{{ 1 + 1 }}'] })
  expect(said).toEqual(['{{ 1 + 1 }}'])
})

it('knows the variables of the play in a question', async () => {
  const site = `
    - hosts: a
      vars: {what: colour, usual: red}
      vars_prompt: [{name: x, prompt: "Which {{ what }}", default: "{{ usual }}"}]
      tasks: [debug: {msg: "{{ x }}"}]
  `
  const { said, asked } = await runSite(site)
  expect([said, asked]).toEqual([['red'], ['Which colour [red]: ']])
})
