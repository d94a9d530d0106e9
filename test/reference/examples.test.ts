import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../rig/source-files.ts'
import { bootReference, type ReferenceRig } from './rig.ts'

let rig: ReferenceRig
beforeAll(async () => {
  rig = await bootReference(2)
})
afterAll(() => rig.stop())

const example = (name: string) => readFileSync(join(root, 'playbooks', name), 'utf8')

describe('the example playbooks, run by the reference and by runbook', () => {
  it('demo.yml: a first run, a dry run with another port, a second run', async () => {
    const { reference, runbook, complaints } = await rig.compare({
      playbook: example('demo.yml'),
      groups: { web: ['h1'], db: ['h2'] },
      runs: [[], ['--check', '--diff', '-e', 'app_port=9000'], []],
      state:
        'cd ~deploy; find srv motd pages -printf "%p %m %u %g %l\\n" | sort; cat srv/hello/current/app.conf motd pages/*.html',
    })
    expect(runbook, complaints).toEqual(reference)
  })

  it('site.yml on an application server: twice', async () => {
    const { reference, runbook, complaints } = await rig.compare({
      playbook: example('site.yml'),
      groups: { appservers: ['h2'] },
      runs: [
        ['--skip-tags', 'web'],
        ['--skip-tags', 'web'],
        ['--skip-tags', 'web', '--check'],
      ],
      files: {
        'group_vars/all.yml':
          'users_present: [{name: alice, groups: [sudo]}, {name: bob, shell: /bin/sh}]\nusers_absent: [mallory]\n',
        'group_vars/appservers.yml':
          'app_name: shop\napp_version: "1.4"\napp_settings: {workers: 4, log_level: info}\n',
      },
      state:
        'cat /etc/motd; grep -E "alice|bob" /etc/passwd /etc/group; find /srv -printf "%p %m %u %g %l\\n" | sort; cat /srv/shop/current/app.conf',
    })
    expect(runbook, complaints).toEqual(reference)
  })
})
