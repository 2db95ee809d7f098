import { beforeAll, describe, expect, test } from 'vitest';
import type { RpmOptions } from '../../src/model/package.ts';
import { check } from '../../src/rpm/limits.ts';
import { file, packageOf, script } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { RpmRoot } from './rpm-root.ts';
import { writeRpm } from './support.ts';

const of = packageOf('rpm');

function options(change: Partial<RpmOptions>): { readonly rpm: RpmOptions } {
  return { rpm: { ...of.rpm, ...change } };
}

/** Writes its arguments to /log: how many there are of both packages. */
const note = (word: string) => script(`echo "${word} $1 $2" >> /log\n`);
/** Writes the paths it is given to read. Its arguments differ from rpm to rpm. */
const noteInput = (word: string) => script(`echo ${word} >> /log\nsort >> /log\n`);

const plain = { interpreter: '' };

const WATCHER = options({
  triggers: [
    { when: 'prein', on: ['moon'], script: note('prein'), ...plain },
    { when: 'in', on: ['star', 'moon >= 1.2'], script: note('in'), ...plain },
    { when: 'un', on: ['moon'], script: note('un'), ...plain },
    { when: 'postun', on: ['moon'], script: note('postun'), ...plain },
    { when: 'in', on: ['moon < 1'], script: note('never'), ...plain },
  ],
  fileTriggers: [
    {
      when: 'in',
      scope: 'package',
      paths: ['/usr/share/moon/'],
      priority: 50,
      script: noteInput('late'),
      ...plain,
    },
    {
      when: 'in',
      scope: 'package',
      paths: ['/usr/share/moon/', '/usr/share/star/'],
      priority: 2_000_000,
      script: noteInput('early'),
      ...plain,
    },
    {
      when: 'in',
      scope: 'transaction',
      paths: ['/usr/share'],
      priority: 1,
      script: noteInput('once'),
      ...plain,
    },
    {
      when: 'un',
      scope: 'package',
      paths: ['/usr/share/moon/'],
      priority: 1,
      script: noteInput('leaving'),
      ...plain,
    },
    {
      when: 'postun',
      scope: 'transaction',
      paths: ['/usr/share/moon/'],
      priority: 1,
      script: noteInput('gone'),
      ...plain,
    },
  ],
});

needs(
  'rpm',
  'busybox',
  'root',
)('triggers', () => {
  const folder = scratchFolder();
  let root: RpmRoot;
  const moon = () =>
    writeRpm(folder, { name: 'moon' }, [
      file('/usr/share/moon/phase', 'full'),
      file('/usr/share/moon/craters', 'many'),
      file('/opt/moon', ''),
    ]);

  beforeAll(async () => {
    root = await RpmRoot.make(folder);
    root.rpm('-i', await writeRpm(folder, { name: 'watcher', ...WATCHER }));
  });

  test('are shown as rpm shows them', () => {
    const shown = root.rpm('-q', '--triggers', '--filetriggers', 'watcher');
    expect(shown.split('\n').filter((line) => line.includes('scriptlet'))).toEqual([
      'triggerprein scriptlet (using /bin/sh) -- moon',
      'triggerin scriptlet (using /bin/sh) -- moon >= 1.2, star',
      'triggerun scriptlet (using /bin/sh) -- moon',
      'triggerpostun scriptlet (using /bin/sh) -- moon',
      'triggerin scriptlet (using /bin/sh) -- moon < 1',
      'filetriggerin scriptlet (using /bin/sh) -- /usr/share/moon/',
      'filetriggerin scriptlet (using /bin/sh) -- /usr/share/moon/, /usr/share/star/',
      'filetriggerun scriptlet (using /bin/sh) -- /usr/share/moon/',
      'transfiletriggerin scriptlet (using /bin/sh) -- /usr/share',
      'transfiletriggerpostun scriptlet (using /bin/sh) -- /usr/share/moon/',
    ]);
  });

  test('fire when a package comes, by name and by path, the higher priority first', async () => {
    root.rpm('-i', await moon());
    expect(root.take('/log')).toEqual([
      'prein 1 0',
      'early',
      '/usr/share/moon/craters',
      '/usr/share/moon/phase',
      'in 1 1',
      'late',
      '/usr/share/moon/craters',
      '/usr/share/moon/phase',
      'once',
      '/usr/share/moon/craters',
      '/usr/share/moon/phase',
    ]);
  });

  test('fire when it goes', () => {
    root.rpm('-e', 'moon');
    expect(root.take('/log')).toEqual([
      'un 1 0',
      'leaving',
      '/usr/share/moon/craters',
      '/usr/share/moon/phase',
      'postun 1 0',
      'gone',
    ]);
  });

  test('let rpm verify and erase the package that has them', () => {
    expect(root.rpm('-V', 'watcher')).toBe('');
    expect(root.rpm('-e', 'watcher')).toBe('');
  });
});

needs(
  'rpm',
  'busybox',
  'root',
)('interpreters and capabilities', () => {
  const folder = scratchFolder();
  let root: RpmRoot;
  beforeAll(async () => {
    root = await RpmRoot.make(folder);
  });

  test('rpm runs Lua by itself', async () => {
    const lua = `local log = io.open('/log', 'w'); log:write('lua\\n'); log:close()\n`;
    const path = await writeRpm(folder, {
      name: 'luna',
      scripts: { postinstall: script(lua) },
      ...options({ interpreters: { postinstall: '<lua>' } }),
    });
    root.rpm('-i', path);
    expect(root.take('/log')).toEqual(['lua']);
    const needed = root.rpm('-q', '--requires', 'luna');
    expect(needed).toContain('rpmlib(BuiltinLuaScripts)');
    expect(needed).not.toContain('/bin/sh');
  });

  test('the interpreter asked for wins over the first line, with its arguments', async () => {
    const path = await writeRpm(folder, {
      name: 'strict',
      scripts: { postinstall: script('#!/bin/ksh\necho "$-" > /log\n') },
      ...options({ interpreters: { postinstall: '/bin/sh -e -u' } }),
    });
    root.rpm('-i', path);
    expect(root.take('/log')[0]).toMatch(/^(?=.*e).*u/);
  });

  test('a program gets its capabilities', async () => {
    const path = await writeRpm(
      folder,
      { name: 'capable', ...options({ capabilities: { '/bin/capable': 'cap_net_raw+ep' } }) },
      [file('/bin/capable', 'x', { mode: 0o755 }), file('/bin/plain', 'x', { mode: 0o755 })],
    );
    root.rpm('-i', path);
    // rpm -V compares them with those of the file.
    expect(root.rpm('-V', 'capable')).toBe('');
    expect(output('rpm', ['-qp', '--filecaps', path])).toBe(
      '/bin/capable\tcap_net_raw+ep\n/bin/plain\t\n',
    );
    output('cp', [root.at('/bin/plain'), root.at('/bin/capable')]);
    expect(root.try('-V', 'capable').stdout).toMatch(/^........P {4}\/bin\/capable$/m);
  });
});

describe('what rpm would not take', () => {
  const refused = (change: Partial<RpmOptions>) =>
    check(
      { ...of, ...options(change) },
      [file('/usr/bin/dial', '')].map((entry) => ({
        ...entry,
        body: { kind: 'memory', name: 'dial', bytes: new Uint8Array() },
      })),
    ).map(({ message, place }) => `${place?.key}: ${message}`);
  const trigger = { when: 'in', on: ['moon'], script: script(':\n'), interpreter: '' } as const;
  const fileTrigger = { ...trigger, scope: 'package', paths: ['/opt'], priority: 1 } as const;

  test.each<[string, Partial<RpmOptions>, string]>([
    [
      'a rich dependency',
      { triggers: [{ ...trigger, on: ['moon', '(a or b)'] }] },
      'rpm.triggers[0].packages[1]: the trigger condition "(a or b)" is a rich dependency; rpm allows none here',
    ],
    [
      'a relative path',
      { fileTriggers: [{ ...fileTrigger, paths: ['usr'] }] },
      'rpm.file_triggers[0].paths[0]: the trigger condition "usr" is no absolute path',
    ],
    [
      'arguments of the program',
      { triggers: [{ ...trigger, script: script('#!/bin/sh -e\n:\n') }] },
      'rpm.triggers[0].script: rpm gives the program of a trigger no arguments: script.sh',
    ],
    [
      'bytes that are no text',
      { triggers: [{ ...trigger, script: { ...script(''), bytes: Uint8Array.of(0xe4) } }] },
      'rpm.triggers[0].script: the trigger script script.sh is not UTF-8 text',
    ],
    [
      'a program by name',
      { interpreters: { postinstall: 'bash' } },
      'rpm.interpreters.postinstall: "bash" is no interpreter',
    ],
    [
      'capabilities of nothing',
      { capabilities: { '/usr/bin/none': 'cap_chown=p' } },
      'rpm.capabilities./usr/bin/none: capabilities are for files, and /usr/bin/none is nothing in the package',
    ],
    [
      'capabilities that are none',
      { capabilities: { '/usr/bin/dial': 'cap_net_raw' } },
      'rpm.capabilities./usr/bin/dial: "cap_net_raw" is no set of capabilities',
    ],
    [
      'a package to supplement that is none',
      { supplements: ['=2'] },
      'rpm.supplements[0]: the dependency "=2" does not start with a name',
    ],
  ])('%s', (_, change, message) => {
    expect(refused(change)).toEqual([message]);
  });

  test.each(['=', 'all=ep', 'cap_chown=p cap_chown+e', 'CAP_NET_RAW,cap_net_admin=eip'])(
    'but capabilities like %s',
    (text) => {
      expect(refused({ capabilities: { '/usr/bin/dial': text } })).toEqual([]);
    },
  );
});
