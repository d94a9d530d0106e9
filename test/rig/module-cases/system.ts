import type { ModuleCases } from './module-case.ts'

/** Modules that install, run and account. */
export const systemCases: ModuleCases = {
  service: {
    setUp: unit('case-service'),
    tasks: {
      'starts and enables': {
        task: 'service: {name: case-service, state: started, enabled: true}',
        course: 'once',
        keys: 'changed enabled name state status',
      },
      restarts: {
        task: 'service: {name: case-service, state: restarted}',
        course: 'always',
        keys: 'changed name state status',
      },
      'refuses an unknown service': {
        task: 'service: {name: no-such, state: started}',
        course: 'refused',
        keys: 'msg',
      },
    },
    state: 'systemctl show -p ActiveState,UnitFileState,MainPID case-service',
    volatile: ['status'],
  },
  systemd: {
    setUp: unit('case-systemd'),
    tasks: {
      'reloads definitions, starts and enables': {
        task: 'systemd: {name: case-systemd, state: started, enabled: true}',
        course: 'once',
        keys: 'changed enabled name state status',
      },
      'masks another': {
        task: 'systemd: {name: e2scrub_reap, masked: true}',
        course: 'once',
        keys: 'changed name status',
      },
    },
    state: 'systemctl show -p ActiveState,UnitFileState,MainPID case-systemd e2scrub_reap',
    volatile: ['status'],
  },
  sysvinit: {
    setUp: `${initScript('case-sysvinit')}; ${unit('case-sysvinit')}`,
    tasks: {
      'starts and enables': {
        task: 'sysvinit: {name: case-sysvinit, state: started, enabled: true}',
        course: 'once',
        keys: 'changed name status',
      },
      restarts: {
        task: 'sysvinit: {name: case-sysvinit, state: restarted, sleep: 0}',
        course: 'always',
        keys: 'changed name status',
      },
      'disables in a runlevel': {
        task: 'sysvinit: {name: case-sysvinit, enabled: false, runlevels: [4]}',
        course: 'once',
        keys: 'changed name status',
      },
      'refuses an unknown service': {
        task: 'sysvinit: {name: no-such, state: started}',
        course: 'refused',
        keys: 'msg',
      },
    },
    state: 'ls /etc/rc?.d | grep case-sysvinit',
  },
  user: {
    setUp: 'useradd -m leaving; groupadd -g 4300 crew4user',
    tasks: {
      'makes an account': {
        task: 'user: {name: carol, uid: 4201, group: crew4user, comment: Carol, shell: /bin/sh, groups: [sudo], append: true}',
        course: 'once',
        keys: 'changed comment create_home group groups home name shell state system uid',
      },
      'changes an account': {
        task: 'user: {name: worker, comment: Worker, groups: crew4user, append: true}',
        course: 'once',
        keys: 'append changed comment group groups home move_home name shell state uid',
      },
      'removes an account with its home': {
        task: 'user: {name: leaving, state: absent, remove: true}',
        course: 'once',
        keys: 'changed force name remove state',
      },
    },
    state: 'getent passwd; getent group; getent shadow | cut -d: -f1,2; ls -A /home',
  },
  debconf: {
    tasks: {
      'answers a question': {
        task: 'debconf: {name: sl, question: sl/question, value: "yes", vtype: boolean}',
        course: 'once',
        keys: 'changed current previous',
      },
    },
    notCompared: 'needs debconf-utils on the host',
  },
  group: {
    setUp: 'groupadd leaving4group',
    tasks: {
      'makes a group': {
        task: 'group: {name: crew, gid: 4200}',
        course: 'once',
        keys: 'changed gid name state system',
      },
      'removes a group': {
        task: 'group: {name: leaving4group, state: absent}',
        course: 'once',
        keys: 'changed name state',
      },
    },
    state: 'getent group',
  },
  authorized_key: {
    tasks: {
      'adds a key': {
        task: 'authorized_key: {user: worker, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl k"}',
        course: 'once',
        keys: 'changed key keyfile user',
      },
    },
    state: 'stat -c "%a %U %Y" ~worker/.ssh/*; cat ~worker/.ssh/authorized_keys',
    notCompared: 'ansible-core has no ansible.posix',
  },
  known_hosts: {
    tasks: {
      'adds a host': {
        task: 'known_hosts: {path: "{{ here }}/known", name: example.org, key: "example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"}',
        course: 'once',
        keys: 'changed key name state',
      },
    },
  },
  cron: {
    tasks: {
      'adds a job': {
        task: 'cron: {name: nightly, job: /bin/true, hour: "3", minute: "0", user: worker}',
        course: 'once',
        keys: 'changed envs jobs',
      },
    },
    state: 'crontab -u worker -l 2>&1',
  },
  sysctl: {
    tasks: {
      'notes a setting': {
        task: 'sysctl: {name: vm.swappiness, value: "17", sysctl_file: "{{ here }}/lab.conf", sysctl_set: false, reload: false}',
        course: 'once',
        keys: 'changed',
      },
    },
    notCompared: 'ansible-core has no ansible.posix',
  },
  hostname: {
    tasks: {
      'notes the name': {
        task: 'hostname: {name: "{{ inventory_hostname }}"}',
        course: 'once',
        keys: 'ansible_facts changed name',
      },
    },
    state: 'hostname; cat /etc/hostname 2>&1',
  },
  getent: {
    tasks: {
      'reads an account': {
        task: 'getent: {database: passwd, key: root}',
        course: 'never',
        keys: 'ansible_facts changed',
      },
    },
  },
  mount_facts: {
    tasks: { 'reads mounts': { task: 'mount_facts: {timeout: 20}', course: 'never', keys: 'ansible_facts changed' } },
    notCompared: 'it came with ansible-core 2.18',
  },
  service_facts: {
    tasks: { 'reads services': { task: 'service_facts:', course: 'never', keys: 'ansible_facts changed' } },
    volatile: ['services'],
  },
  package_facts: {
    tasks: { 'reads packages': { task: 'package_facts:', course: 'never', keys: 'ansible_facts changed' } },
    volatile: ['packages'],
  },
  // Last: in a dry run, what a package would bring is taken to be there.
  apt: {
    setUp: 'DEBIAN_FRONTEND=noninteractive apt-get -qy install hello >/dev/null 2>&1',
    tasks: {
      'installs a version': {
        task: 'apt: {name: lab-probe=1.0, update_cache: true, cache_valid_time: 300000000}',
        course: 'once',
        keys: 'cache_update_time cache_updated changed stderr stdout',
      },
      'installs several': {
        task: 'apt: {name: [tree, sl], state: present}',
        course: 'once',
        keys: 'cache_updated changed stdout',
      },
      'removes a package': { task: 'apt: {name: hello, state: absent}', course: 'once', keys: 'changed stdout' },
      'refuses an unknown package': { task: 'apt: {name: no-such-package}', course: 'refused', keys: 'msg' },
    },
    state: "dpkg-query -W -f '${Package} ${Version} ${Status}\\n' | sort",
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines', 'diff', 'cache_updated'],
  },
  package: {
    tasks: {
      'upgrades a package': { task: 'package: {name: busybox-static, state: latest}', course: 'once', keys: 'changed' },
    },
    state: "dpkg-query -W -f '${Package} ${Version} ${Status}\\n' | sort",
    volatile: ['stdout', 'stdout_lines', 'stderr', 'stderr_lines', 'diff', 'cache_updated'],
  },
  apt_repository: {
    tasks: {
      'adds a source': {
        task: 'apt_repository: {repo: "deb [trusted=yes] file:///opt/more ./", filename: lab-more, update_cache: false}',
        course: 'once',
        keys: 'changed repo state',
      },
    },
    state: 'cat /etc/apt/sources.list.d/* 2>&1',
    later: ['sources_added', 'sources_removed'],
  },
}

function unit(name: string): string {
  // A unit restarted under load now and then loses its control group to its predecessor: the host's systemd tries again.
  const service = ['[Service]', 'ExecStart=/bin/sleep infinity', 'Restart=on-failure', 'RestartSec=0']
  const lines = [...service, '[Install]', 'WantedBy=multi-user.target']
  return `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} >/etc/systemd/system/${name}.service; systemctl daemon-reload`
}

/** A script that hands over to the unit of its name, as those of Debian's packages do. */
function initScript(name: string): string {
  const head = [
    ...['#!/bin/sh', '### BEGIN INIT INFO', `# Provides: ${name}`, '# Required-Start:', '# Required-Stop:'],
    ...['# Default-Start: 2 3 4 5', '# Default-Stop: 0 1 6', '### END INIT INFO', '. /lib/lsb/init-functions'],
  ]
  const lines = [...head, 'exit 0'].map((line) => `'${line}'`).join(' ')
  return `printf '%s\\n' ${lines} >/etc/init.d/${name}; chmod 755 /etc/init.d/${name}`
}
