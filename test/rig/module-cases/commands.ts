import type { ModuleCases } from './module-case.ts'

const ran = 'changed cmd delta end rc start stderr stderr_lines stdout stdout_lines'

/** Modules that run what they are given, and that wait. */
export const commandCases: ModuleCases = {
  command: {
    tasks: {
      'runs a program': { task: 'command: echo hello', course: 'unforeseen', keys: `msg ${ran}` },
      'runs until its result is there': {
        task: 'command: touch made chdir={{ here }} creates={{ here }}/made',
        course: 'once',
        keys: ran,
      },
      'is told when nothing changed': {
        task: 'command: {argv: [cat], stdin: fed}\nchanged_when: false\ncheck_mode: false',
        course: 'never',
        keys: ran,
      },
      'fails as the program does': {
        task: 'command: ls /nowhere\ncheck_mode: false',
        course: 'refused',
        keys: `msg ${ran}`,
      },
    },
    volatile: ['stderr', 'stderr_lines'],
  },
  shell: {
    tasks: {
      'runs a script': {
        task: 'shell: {cmd: "echo $((40 + 2)); pwd; echo err >&2; echo x >>here", chdir: "{{ here }}"}',
        course: 'unforeseen',
        keys: ran,
      },
      'runs another shell': {
        task: 'shell: {cmd: "echo ${BASH_VERSION:+bash}", executable: /bin/bash}\nenvironment: {UNUSED: "1"}',
        course: 'unforeseen',
        keys: ran,
      },
    },
  },
  raw: {
    tasks: {
      'runs a line': {
        task: 'raw: echo raw; echo y >>/srv/cases/raw/lines',
        course: 'unforeseen',
        keys: 'changed rc stderr stdout stdout_lines',
      },
    },
    // The reference runs these on a terminal, which ends lines with CR LF.
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines'],
  },
  script: {
    files: {
      'files/count.sh':
        '#!/bin/sh\necho "got $*"\necho z >>/srv/cases/script/lines\n[ -z "$1" ] && touch /srv/cases/script/made\nexit 0\n',
    },
    tasks: {
      'runs a script of the controller': {
        task: 'script: count.sh a b',
        course: 'unforeseen',
        keys: 'changed rc stderr stdout stdout_lines',
      },
      'runs it until its result is there': {
        task: 'script: count.sh creates=/srv/cases/script/made',
        course: 'onceThenSkipped',
      },
    },
    // The reference runs these on a terminal, which ends lines with CR LF.
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines'],
  },
  get_url: {
    tasks: {
      'fetches a file': {
        task: 'get_url: {url: "{{ server }}/file.txt", dest: "{{ here }}/got", mode: "0644"}',
        course: 'once',
        keys: 'changed checksum_dest checksum_src dest elapsed gid group md5sum mode msg owner size src state status_code uid url',
      },
    },
    volatile: ['url', 'msg'],
  },
  uri: {
    tasks: {
      'asks a server': {
        task: 'uri: {url: "{{ server }}/page", return_content: true}',
        course: 'looksForReal',
        keys: 'changed content content_type elapsed msg redirected status url',
      },
    },
    volatile: ['url', 'date'],
  },
  async_status: {
    tasks: {
      'has something run in the background': {
        task: 'command: echo late\nasync: 600\npoll: 0',
        course: 'always',
        keys: 'ansible_job_id changed finished results_file started',
      },
      'sees it end': {
        task: 'async_status: {jid: "{{ async_status_1.ansible_job_id }}"}\nwhen: not ansible_check_mode\nuntil: async_status_2 is finished\nretries: 600\ndelay: 1',
        course: 'unforeseen',
        keys: `ansible_job_id finished ${ran}`,
      },
    },
    volatile: ['ansible_job_id', 'results_file', 'attempts'],
  },
  ping: {
    tasks: {
      answers: { task: 'ping:', course: 'never', keys: 'changed ping' },
      'answers data': { task: 'ping: {data: x}', course: 'never' },
    },
  },
  setup: {
    tasks: { 'reads facts': { task: 'setup: {gather_subset: [min]}', course: 'never', keys: 'ansible_facts changed' } },
    volatile: ['ansible_facts'],
  },
  gather_facts: {
    tasks: {
      'reads facts': { task: 'gather_facts:', course: 'never', keys: 'ansible_facts changed deprecations warnings' },
    },
    volatile: ['ansible_facts'],
  },
  wait_for: {
    setUp: 'echo ready >file',
    tasks: {
      'sees an open port': {
        task: 'wait_for: {host: "{{ ansible_host }}", port: 22, timeout: 20}',
        course: 'looksForReal',
        keys: 'changed elapsed path port state',
      },
      'sees a file with a text': {
        task: 'wait_for: {path: "{{ here }}/file", search_regex: re(a)dy}',
        course: 'looksForReal',
        keys: 'changed elapsed match_groups path state',
      },
    },
    volatile: ['gid', 'uid', 'size'],
  },
  wait_for_connection: {
    tasks: {
      'reaches the host': {
        task: 'wait_for_connection: {timeout: 20}',
        course: 'looksForReal',
        keys: 'changed elapsed',
      },
    },
  },
  pause: {
    tasks: {
      'waits no time': {
        task: 'pause: {seconds: 0}',
        course: 'never',
        onFirstHostOnly: true,
        keys: 'changed delta echo rc start stdout stop user_input',
      },
    },
    volatile: ['stop', 'stdout'],
  },
}
