import type { ModuleCases } from './module-case.ts'

/** Modules that tell package managers what to take, and from where. */
export const sourceCases: ModuleCases = {
  dpkg_selections: {
    tasks: {
      'holds a package': {
        task: 'dpkg_selections: {name: unzip, selection: hold}',
        course: 'once',
        keys: 'after before changed',
      },
      'leaves what is so': {
        task: 'dpkg_selections: {name: bzip2, selection: install}',
        course: 'never',
        keys: 'after before changed',
      },
    },
    state: 'dpkg --get-selections unzip bzip2',
  },
  deb822_repository: {
    setUp:
      'printf "Enabled: no\\nTypes: deb\\nURIs: http://a.org\\nSuites: s/\\n" >/etc/apt/sources.list.d/leaving.sources',
    tasks: {
      'adds a source with the key of a server': {
        task: 'deb822_repository: {name: Lab More, uris: "http://a.org", suites: [stable], components: [main], enabled: false, signed_by: "{{ server }}/key"}',
        course: 'once',
        keys: 'changed dest key_filename repo',
      },
      'removes a source': {
        task: 'deb822_repository: {name: leaving, state: absent}',
        course: 'once',
        keys: 'changed dest key_filename repo',
      },
    },
    state:
      'stat -c "%a %U %n" /etc/apt/sources.list.d/* /etc/apt/keyrings/*; cat /etc/apt/sources.list.d/lab-more.sources',
    notCompared: 'it came with ansible-core 2.15',
  },
  yum_repository: {
    setUp:
      'mkdir repos; printf "[leaving]\\nname=x\\n" >repos/leaving.repo; printf "[a]\\nname=A\\n[b]\\nname=B\\n" >repos/two.repo',
    tasks: {
      'adds a repository': {
        task: 'yum_repository: {name: epel, description: EPEL, baseurl: "http://a.org/$basearch", gpgcheck: false, gpgkey: [x, y], exclude: [x, y], reposdir: "{{ here }}/repos", mode: "0640"}',
        course: 'once',
        keys: 'changed repo state',
      },
      'changes one of several': {
        task: 'yum_repository: {name: a, file: two, description: All, metalink: "http://m.org", enabled: true, password: p, reposdir: "{{ here }}/repos"}',
        course: 'once',
        keys: 'changed repo state',
      },
      'removes the last one of a file': {
        task: 'yum_repository: {name: leaving, state: absent, reposdir: "{{ here }}/repos"}',
        course: 'once',
        keys: 'changed repo state',
      },
    },
    state: 'cat repos/*',
  },
}
