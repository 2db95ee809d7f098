import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { RpmOptions } from '../../src/model/package.ts';
import { HEADER_TAGS } from '../../src/rpm/tags.ts';
import { dir, file, packageOf, script, symlink, TIME } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { type Header, type ReadRpm, readRpm, valuesOf } from './reader.ts';
import { rpmOf } from './support.ts';

const SPEC = `
Name: sundial
Version: 1.2~rc1
Release: 3
Epoch: 2
Summary: Tells the time by daylight
License: MIT
Vendor: Dial Works
Packager: Sun Dial <sun@dial.example>
URL: https://dial.example
Group: Time
Prefix: /opt/dial
Requires: glibc >= 2.17
Requires: (gnomon or stick)
Requires(post): sun-tools
Requires(pre): shade
Requires(posttrans): dusk >= 2
Supplements: (garden and sun)
Enhances: patio = 3
Recommends: sun
Suggests: hat < 2
Conflicts: night
Obsoletes: clock <= 1:9-2
Provides: time = 1.0
BuildArch: noarch
AutoReqProv: no
%description
Tells the time by daylight
%install
cd %{buildroot}
mkdir -p -m 755 etc opt/dial usr/share/dial usr/bin var/log
printf 'x=1\\n' > etc/dial.conf
printf XII > usr/share/dial/face
printf '' > usr/share/dial-plate
ln -s ../share/dial/face usr/bin/dial
touch var/log/dial
%pre
echo pre
%post -p /bin/bash
echo post
%preun
echo preun
%postun
echo postun
%pretrans
echo pretrans
%posttrans
echo posttrans
%verifyscript
echo verify
%triggerin -- bash >= 3, zsh
echo in
%triggerun -p /bin/bash -- bash
echo un
%triggerpostun -p <lua> -- dash
print('postun')
%triggerprein -- ksh = 1:2-3
echo prein
%filetriggerin -P 50 -- /usr/lib /usr/lib64
echo file in
%filetriggerpostun -- /opt
echo file postun
%transfiletriggerun -p /bin/bash -- /etc
echo trans un
%transfiletriggerpostun -P 7 -- /var
echo trans postun
%files
%config(noreplace) %attr(0640, root, dial) /etc/dial.conf
%dir /usr/share/dial
%attr(4755, root, root) %caps(cap_net_raw=ep) /usr/share/dial/face
%doc /usr/share/dial-plate
/usr/bin/dial
%ghost %attr(0600, root, root) /var/log/dial
%dir %attr(1777, root, root) /opt/dial
`;

const of = packageOf('rpm');

const sh = { interpreter: '' };
const TRIGGERS: RpmOptions['triggers'] = [
  { when: 'in', on: ['bash >= 3', 'zsh'], script: script('echo in'), ...sh },
  { when: 'un', on: ['bash'], script: script('echo un'), interpreter: '/bin/bash' },
  { when: 'postun', on: ['dash'], script: script("print('postun')"), interpreter: '<lua>' },
  { when: 'prein', on: ['ksh = 1:2-3'], script: script('echo prein'), ...sh },
];
const usual = { scope: 'package', priority: 1_000_000, ...sh } as const;
const trans = { ...usual, scope: 'transaction' } as const;
const bash = { interpreter: '/bin/bash' };
const FILE_TRIGGERS: RpmOptions['fileTriggers'] = [
  {
    ...usual,
    when: 'in',
    priority: 50,
    paths: ['/usr/lib', '/usr/lib64'],
    script: script('echo file in'),
  },
  { ...usual, when: 'postun', paths: ['/opt'], script: script('echo file postun') },
  { ...trans, ...bash, when: 'un', paths: ['/etc'], script: script('echo trans un') },
  { ...trans, when: 'postun', paths: ['/var'], priority: 7, script: script('echo trans postun') },
];

const ours = () =>
  rpmOf(
    {
      arch: 'all',
      version: { epoch: '2', version: '1.2', prerelease: 'rc1', metadata: '', release: '3' },
      relations: {
        depends: ['glibc >= 2.17', '(gnomon or stick)'],
        recommends: ['sun'],
        suggests: ['hat < 2'],
        conflicts: ['night'],
        replaces: ['clock <= 1:9-2'],
        provides: ['time = 1.0'],
      },
      scripts: {
        preinstall: script('echo pre'),
        postinstall: script('#!/bin/bash\necho post'),
        preremove: script('echo preun'),
        postremove: script('echo postun'),
        pretrans: script('echo pretrans'),
        posttrans: script('echo posttrans'),
        verify: script('echo verify'),
      },
      rpm: {
        ...of.rpm,
        group: 'Time',
        prefixes: ['/opt/dial'],
        requires: {
          ...of.rpm.requires,
          post: ['sun-tools'],
          pre: ['shade'],
          posttrans: ['dusk >= 2'],
        },
        supplements: ['(garden and sun)'],
        enhances: ['patio = 3'],
        triggers: TRIGGERS,
        fileTriggers: FILE_TRIGGERS,
        capabilities: { '/usr/share/dial/face': 'cap_net_raw=ep' },
      },
    },
    [
      dir('/usr/share/dial'),
      dir('/opt/dial', { mode: 0o1777 }),
      dir('/etc', { implicit: true }),
      file('/usr/share/dial/face', 'XII', { mode: 0o4755 }),
      file('/usr/share/dial-plate', '', { role: 'doc' }),
      file('/etc/dial.conf', 'x=1\n', { role: 'config|noreplace', group: 'dial', mode: 0o640 }),
      { ...file('/var/log/dial', '', { mode: 0o600 }), type: 'ghost' },
      symlink('/usr/bin/dial', '../share/dial/face'),
    ],
  );

function theirs(folder: string): Buffer {
  const spec = join(folder, 'sundial.spec');
  writeFileSync(spec, SPEC);
  const settings = {
    _topdir: folder,
    _binary_payload: 'w6.gzdio',
    _buildhost: 'localhost',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    __os_install_post: '%{nil}',
    __brp_mangle_shebangs: '%{nil}',
  };
  const defines = Object.entries(settings).flatMap(([key, value]) => ['-D', `${key} ${value}`]);
  const env = { SOURCE_DATE_EPOCH: String(TIME) };
  output('rpmbuild', ['-bb', '--quiet', ...defines, spec], { env });
  return readFileSync(join(folder, 'RPMS/noarch/sundial-1.2~rc1-3.noarch.rpm'));
}

/** What rpmbuild adds, and why we do not. */
const ADDED: Readonly<Record<string, string>> = {
  RPMVERSION: 'there is no rpm in it',
  OPTFLAGS: 'nothing was compiled',
  PLATFORM: 'a name of the machine that built it',
  FILECOLORS: 'needs a look into each ELF file; rpm does without',
  FILECLASS: "libmagic's words for each file",
  CLASSDICT: "libmagic's words for each file",
  RESERVEDSPACE: 'room to sign in place; rpmsign makes room itself',
};
const ADDED_TAGS = new Map([
  [1064, 'RPMVERSION'],
  [1122, 'OPTFLAGS'],
  [1132, 'PLATFORM'],
  [1140, 'FILECOLORS'],
  [1141, 'FILECLASS'],
  [1142, 'CLASSDICT'],
  [1008, 'RESERVEDSPACE'],
]);

/** The relations of a kind, sorted as rpmbuild sorts them. */
function relations(header: Header, tags: readonly [flags: number, name: number, version: number]) {
  const [flags, names, versions] = tags.map((tag) => valuesOf(header, tag) ?? []);
  return names?.map((name, i) => `${name} ${flags?.[i]} ${versions?.[i]}`).sort();
}

needs('rpmbuild')('rpmbuild, given the same package', () => {
  const folder = scratchFolder();
  let built: ReadRpm;
  let mine: ReadRpm;
  beforeAll(async () => {
    built = readRpm(theirs(folder));
    mine = readRpm(await ours());
  });

  test('writes the same tags with the same values', () => {
    const names = new Map([
      ...HEADER_TAGS.map(({ tag, name }) => [tag, name] as const),
      ...ADDED_TAGS,
    ]);
    // Dependencies are compared below; the compressed bytes are the compressor's affair.
    const elsewhere = /^(REQUIRE|PROVIDE)|^PAYLOADDIGEST$/;
    const comparable = ({ tags }: Header) =>
      tags
        .map(({ tag, type, values }) => ({ name: names.get(tag) ?? `${tag}`, type, values }))
        .filter(({ name }) => !elsewhere.test(name) && !(name in ADDED));
    // rpmbuild takes the interpreter from the spec file, not from the script.
    const body = (text: string | number) => String(text).replace('#!/bin/bash\n', '');
    const found = comparable(mine.header).map((tag) =>
      tag.name === 'POSTIN' ? { ...tag, values: tag.values.map(body) } : tag,
    );
    expect(found).toEqual(comparable(built.header));
  });

  test.each([
    ['requires', [1048, 1049, 1050] as const],
    ['provides', [1112, 1047, 1113] as const],
  ])('%s the same, but for config(sundial)', (_, tags) => {
    const want = relations(built.header, tags)?.filter((text) => !text.startsWith('config('));
    expect(relations(mine.header, tags)).toEqual(want);
  });

  test('writes the same payload, byte for byte', () => {
    const plain = ({ payload }: ReadRpm) => gunzipSync(payload).toString('latin1');
    expect(plain(mine)).toBe(plain(built));
  });

  test('writes the same kinds of digests', () => {
    const kinds = ({ tags }: Header) =>
      tags
        .filter(({ tag }) => !ADDED_TAGS.has(tag))
        .map(({ tag, type, values }) => [tag, type, values.length]);
    expect(kinds(mine.signature)).toEqual(kinds(built.signature));
  });

  test('writes the same lead, but for its arch and the epoch in its name', () => {
    expect(mine.lead.subarray(0, 8)).toEqual(built.lead.subarray(0, 8));
    expect(mine.lead.subarray(76)).toEqual(built.lead.subarray(76));
  });
});
