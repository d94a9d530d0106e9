import type { ModuleCases } from './module-case.ts'

const ofGeneral = 'ansible-core has no community.general'

/** Modules of collections that administer hosts. */
export const collectionCases: ModuleCases = {
  ini_file: {
    setUp: 'printf "# top\\n[a]\\nx=1\\n#y = 2\\n\\n[b]\\nx=1\\n" >ini; ln -s ini link',
    tasks: {
      'changes an option': {
        task: 'community.general.ini_file: {path: "{{ here }}/ini", section: a, option: y, value: 3, mode: "0600"}',
        course: 'once',
        keys: 'changed msg path',
      },
      'adds a section, and keeps a copy': {
        task: 'ini_file: {path: "{{ here }}/ini", section: c, option: z, values: [1, 2], backup: true, no_extra_spaces: true}',
        course: 'once',
        keys: 'backup_file changed msg path',
      },
      'removes a section': {
        task: 'ini_file: {path: "{{ here }}/link", section: b, state: absent, follow: true}',
        course: 'once',
        keys: 'changed msg path',
      },
      'makes a file with its directory': {
        task: 'ini_file: {path: "{{ here }}/new/ini", option: x, allow_no_value: true}',
        course: 'once',
        keys: 'changed msg path',
      },
      'refuses no value': {
        task: 'ini_file: {path: "{{ here }}/ini", section: a, option: y}',
        course: 'refused',
        keys: 'msg',
      },
    },
    notCompared: ofGeneral,
  },
  mount: {
    setUp:
      'mkdir leaving; printf "# none\\nproc /proc proc defaults 0 0\\nnone /srv/cases/mount/leaving tmpfs defaults 0 0\\n" >fstab; mount -t tmpfs none leaving',
    tasks: {
      'mounts now and at boot': {
        task: 'ansible.posix.mount: {path: "{{ here }}/a/b", src: case-mount, fstype: tmpfs, opts: "size=1m", state: mounted, fstab: "{{ here }}/fstab"}',
        course: 'once',
        keys: 'backup_file boot changed dump fstab fstype name opts passno src',
      },
      'only notes one': {
        task: 'mount: {path: "{{ here }}/with blank", src: none, fstype: tmpfs, opts: ro, boot: false, state: present, fstab: "{{ here }}/fstab"}',
        course: 'once',
        keys: 'backup_file boot changed dump fstab fstype name opts passno src',
      },
      'mounts anew': {
        task: 'mount: {path: "{{ here }}/a/b", state: remounted, fstab: "{{ here }}/fstab"}',
        course: 'always',
      },
      'unmounts and forgets': {
        task: 'mount: {path: "{{ here }}/leaving", state: absent, fstab: "{{ here }}/fstab", backup: true}',
        course: 'once',
        keys: 'backup_file changed fstab name',
      },
      'undoes what fails': {
        task: 'mount: {path: "{{ here }}/no/such", src: /dev/no-such, fstype: ext4, state: mounted, fstab: "{{ here }}/fstab"}',
        course: 'unforeseenRefusal',
        keys: 'msg',
      },
    },
    state: 'grep /srv/cases/mount /proc/self/mounts',
    notCompared: 'ansible-core has no ansible.posix',
  },
  timezone: {
    setUp: 'timedatectl set-timezone Etc/UTC',
    tasks: {
      'sets the zone': { task: 'timezone: {name: Europe/Berlin}', course: 'once', keys: 'changed' },
      'leaves the clock': { task: 'community.general.timezone: {hwclock: UTC}', course: 'never', keys: 'changed' },
      'refuses an unknown zone': { task: 'timezone: {name: No/Where}', course: 'refused', keys: 'msg' },
    },
    state: 'readlink /etc/localtime; cat /etc/timezone 2>&1',
    notCompared: ofGeneral,
  },
  alternatives: {
    setUp:
      'for n in one two three; do echo "#!/bin/sh" >$n; chmod 755 $n; done; update-alternatives --quiet --install /usr/bin/case-leaving case-leaving /srv/cases/alternatives/three 5',
    tasks: {
      'adds one and chooses it': {
        task: 'alternatives: {name: case-link, link: /usr/bin/case-link, path: "{{ here }}/one", priority: 10}',
        course: 'once',
        keys: 'changed msg',
      },
      'only adds one': {
        task: 'alternatives: {name: case-link, path: "{{ here }}/two", state: present, link: /usr/bin/case-link, subcommands: [{name: case-slave, path: "{{ here }}/three", link: /usr/bin/case-slave}]}',
        course: 'once',
        keys: 'changed msg',
      },
      'lets the host choose': {
        task: 'alternatives: {name: case-editor, link: /usr/bin/case-editor, path: "{{ here }}/three", state: auto}',
        course: 'once',
        keys: 'changed msg',
      },
      'removes one': {
        task: 'alternatives: {name: case-leaving, path: "{{ here }}/three", state: absent}',
        course: 'once',
        keys: 'changed msg',
      },
      'refuses what is not there': {
        task: 'alternatives: {name: case-none, link: /usr/bin/case-none, path: /nowhere}',
        course: 'refused',
        keys: 'msg',
      },
    },
    state: 'for n in link editor leaving; do update-alternatives --query case-$n 2>&1; done; ls -l /usr/bin/case-*',
    notCompared: ofGeneral,
  },
  locale_gen: {
    // The hosts have no package of locales, so what makes them is played.
    setUp: [
      'printf "# en_GB.UTF-8 UTF-8\\nde_DE.UTF-8 UTF-8\\n" >/etc/locale.gen',
      'mkdir -p /usr/local/bin /usr/local/sbin',
      'printf \'#!/bin/sh\\ngrep -v "^#" /etc/locale.gen | sed "s/ .*//;s/UTF-8/utf8/" >/srv/cases/locale_gen/made\\n\' >/usr/local/sbin/locale-gen',
      "printf '#!/bin/sh\\ncat /srv/cases/locale_gen/made\\n' >/usr/local/bin/locale",
      'chmod 755 /usr/local/sbin/locale-gen /usr/local/bin/locale; /usr/local/sbin/locale-gen',
    ].join('\n'),
    tasks: {
      'makes a locale': { task: 'locale_gen: {name: en_GB.UTF-8}', course: 'once', keys: 'changed msg name' },
      'removes a locale': {
        task: 'locale_gen: {name: de_DE.UTF-8, state: absent}',
        course: 'once',
        keys: 'changed msg name',
      },
      'refuses an unknown locale': { task: 'locale_gen: {name: xx_XX.UTF-8}', course: 'refused', keys: 'msg' },
    },
    state: 'cat /etc/locale.gen',
    notCompared: ofGeneral,
  },
  archive: {
    setUp: 'mkdir -p tree/sub; echo a >tree/a; echo b >tree/sub/b; echo alone >single; cp -r tree leaving',
    tasks: {
      'archives a directory': {
        task: 'archive: {path: "{{ here }}/tree", dest: "{{ here }}/out.tar.gz", owner: worker, mode: "0640"}',
        course: 'once',
        keys: 'archived arcroot changed dest dest_state expanded_exclude_paths expanded_paths gid group missing mode owner size state uid',
      },
      'compresses a file': {
        task: 'community.general.archive: {path: "{{ here }}/single", format: xz}',
        course: 'once',
        keys: 'archived changed dest dest_state',
      },
      'archives several, and leaves some out': {
        task: 'archive: {path: ["{{ here }}/tree/*", "{{ here }}/single"], exclusion_patterns: ["*/b"], dest: "{{ here }}/out.tbz2", format: bz2}',
        course: 'once',
        keys: 'archived changed dest_state',
      },
      'removes what it archived': {
        task: 'archive: {path: "{{ here }}/leaving", dest: "{{ here }}/left.tar", format: tar, remove: true}',
        course: 'once',
        keys: 'archived changed dest_state',
      },
      'refuses what is not there': {
        task: 'archive: {path: "{{ here }}/none*", dest: "{{ here }}/x"}',
        course: 'refused',
        keys: 'msg',
      },
    },
    notCompared: ofGeneral,
  },
}
