import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootReference, type ReferenceRig } from './rig.ts'

let rig: ReferenceRig
beforeAll(async () => {
  rig = await bootReference()
})
afterAll(() => rig.stop())

/** Tasks run as root, their results registered; each case leaves its files in a folder of its own. */
interface Case {
  readonly name: string
  readonly tasks: string
  readonly state?: string
  readonly volatile?: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'command and shell',
    tasks: `
    - {command: echo hello, register: plain}
    - {command: 'ls /nowhere', register: failing, ignore_errors: true}
    - {command: 'touch /tmp/made creates=/etc/passwd', register: there_already}
    - {shell: 'echo out; echo err >&2; exit 3', register: piped, failed_when: piped.rc != 3, changed_when: false}`,
    volatile: ['stderr', 'stderr_lines'],
  },
  {
    // The reference runs it on a terminal, which ends lines with CR LF and takes leave.
    name: 'raw',
    tasks: `
    - {raw: 'echo raw', register: unprepared}`,
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines'],
  },
  {
    name: 'file',
    tasks: `
    - {file: {path: /tmp/f/a/b, state: directory, mode: '0750'}, register: made}
    - {file: {path: /tmp/f/a/b, state: directory, mode: '0750'}, register: kept}
    - {file: {path: /tmp/f/link, src: a/b, state: link}, register: linked}
    - {file: {path: /tmp/f/touched, state: touch, mode: '0600'}, register: touched}
    - {file: {path: /tmp/f/none, state: file}, register: missing, ignore_errors: true}
    - {file: {path: /tmp/f/a, state: absent}, register: removed}
    - {file: {path: /tmp/f/a, state: absent}, register: removed_already}`,
    state: 'find /tmp/f -printf "%p %m %u %l\\n" | sort',
  },
  {
    name: 'copy and stat',
    tasks: `
    - {copy: {content: "one\\ntwo\\n", dest: /tmp/c.txt, mode: '0640', owner: worker}, register: written}
    - {copy: {content: "one\\ntwo\\n", dest: /tmp/c.txt, mode: '0640', owner: worker}, register: kept}
    - {copy: {src: /tmp/c.txt, dest: /tmp/d.txt, remote_src: true}, register: copied}
    - {stat: {path: /tmp/c.txt}, register: seen}
    - {stat: {path: /tmp/nothing}, register: unseen}`,
    state: 'stat -c "%n %a %U %G %s" /tmp/c.txt /tmp/d.txt; cat /tmp/c.txt /tmp/d.txt',
    volatile: ['device_type'],
  },
  {
    name: 'lineinfile',
    tasks: `
    - {lineinfile: {path: /tmp/l, line: 'a=1', create: true, mode: '0644'}, register: created}
    - {lineinfile: {path: /tmp/l, line: 'b=2', insertbefore: BOF}, register: before}
    - {lineinfile: {path: /tmp/l, regexp: '^a=', line: 'a=3'}, register: replaced}
    - {lineinfile: {path: /tmp/l, regexp: '^a=', line: 'a=3'}, register: kept}
    - {lineinfile: {path: /tmp/l, regexp: '^b=', state: absent}, register: removed}`,
    state: 'cat /tmp/l',
  },
  {
    name: 'user and group',
    tasks: `
    - {group: {name: crew, gid: 4200}, register: crew}
    - {group: {name: crew, gid: 4200}, register: crew_again}
    - {user: {name: carol, uid: 4201, group: crew, comment: Carol, shell: /bin/sh}, register: carol}
    - {user: {name: carol, uid: 4201, group: crew, comment: Carol, shell: /bin/sh}, register: carol_again}
    - {user: {name: carol, groups: [sudo], append: true}, register: carol_sudo}
    - {user: {name: carol, state: absent, remove: true}, register: carol_gone}`,
    state: 'getent passwd carol; getent group crew sudo; ls /home',
  },
  {
    name: 'apt and service',
    tasks: `
    - {apt: {name: lab-probe=1.0, update_cache: true}, register: installed}
    - {apt: {name: lab-probe=1.0}, register: installed_already}
    - {service: {name: lab-probe, state: started, enabled: true}, register: started}
    - {service: {name: lab-probe, state: started, enabled: true}, register: started_already}
    - {apt: {name: lab-probe, state: latest}, register: upgraded}
    - {service: {name: lab-probe, state: stopped}, register: stopped}
    - {apt: {name: lab-probe, state: absent, purge: true}, register: removed}`,
    state: 'dpkg -l lab-probe 2>&1 | tail -n 1; ls /etc/lab-probe.conf',
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines', 'status', 'diff'],
  },
  {
    name: 'what needs no host',
    tasks: `
    - {set_fact: {a: 1, b: [x, y], c: '{{ 4 / 2 }}'}, register: facts}
    - {debug: {msg: '{{ b }}'}, register: said}
    - {debug: {var: a}, register: shown}
    - {assert: {that: [a == 1, b | length == 2]}, register: asserted}
    - {assert: {that: a == 2, fail_msg: not two}, register: refuted, ignore_errors: true}
    - {fail: {msg: stop}, register: stopped, ignore_errors: true}
    - {debug: {msg: '{{ item }}'}, loop: [1, two], register: looped}
    - {debug: {msg: never}, when: a == 7, register: skipped}
    - {ping: {}, register: pong}`,
  },
]

describe('modules, run by the reference and by runbook', () => {
  it.each(cases)('$name', async ({ tasks, ...looked }) => {
    const playbook = `- hosts: all\n  become: true\n  gather_facts: false\n  tasks:${tasks}\n`
    const { reference, runbook, complaints } = await rig.compare({ playbook, runs: [[], []], ...looked })
    expect(runbook, complaints).toEqual(reference)
  })
})
