import { expect, it } from 'vitest'
import { folderWith, run } from '../commands/rig.ts'

it('ends where a signal comes while a program of the inventory runs', async () => {
  const folder = folderWith({
    'hosts.sh': '#!/bin/sh\nkill -HUP $PPID\necho \'{"all": {"hosts": ["localhost"]}, "_meta": {}}\'\n',
    'site.yml': '- hosts: all\n  gather_facts: no\n  tasks: [debug: {msg: never}]\n',
  })
  const { status, stdout, stderr } = await run(folder, '-i', 'hosts.sh', 'site.yml')
  expect([status, stdout]).toEqual([129, ''])
  expect(stderr).toContain('[ERROR]: User interrupted execution')
})
