import { file, link, NATIVE, program, script, UNIT, unit } from '../subjects.ts';
import type { Cases } from './case.ts';

const postinst = (...lines: readonly string[]) => ({
  scripts: { postinst: ['#!/bin/sh', 'set -e', ...lines, ''].join('\n') },
});
const withUnit = (text: string) => ({ entries: [unit(text)] });
const without = (line: RegExp) => withUnit(UNIT.replace(line, ''));
const elf = (...change: Parameters<typeof program>) => ({
  ...NATIVE,
  entries: [program(...change)],
});

export const CODE: Cases = {
  'script-no-shebang': {
    bad: [{ scripts: { postinst: 'set -e\necho x\n' } }],
    good: [postinst('echo x'), { format: 'rpm', scripts: { '%post': 'echo x\n' } }],
  },
  'script-crlf': {
    bad: [{ scripts: { postinst: '#!/bin/sh\r\nset -e\r\n' } }],
    good: [postinst('echo x')],
  },
  'script-no-set-e': {
    bad: [
      { scripts: { postinst: '#!/bin/sh\necho x\n' } },
      { scripts: { postinst: '#!/bin/sh -e\necho x\n' } },
    ],
    good: [postinst('echo x'), { scripts: { postinst: '#!/usr/bin/perl\nprint 1;\n' } }],
  },
  'script-empty': {
    bad: [{ scripts: { postinst: '#!/bin/sh\nset -e\n# nothing\nexit 0\n' } }],
    good: [postinst('echo x')],
  },
  'script-systemctl-unguarded': {
    bad: [postinst('systemctl daemon-reload'), postinst('true && systemctl start x')],
    good: [
      postinst('systemctl daemon-reload || true'),
      postinst('if [ -d /run/systemd/system ]; then', '  systemctl daemon-reload', 'fi'),
      postinst('command -v systemctl >/dev/null && systemctl daemon-reload'),
      postinst('# systemctl start x', 'echo systemctl'),
    ],
  },
  'script-bashism': {
    bad: [
      postinst('[[ -f x ]] && :'),
      postinst('source /etc/x'),
      postinst('if [ $a == b ]; then :; fi'),
    ],
    good: [
      { scripts: { postinst: '#!/bin/bash\nset -e\n[[ -f x ]] && :\n' } },
      postinst('if [ "$a" = b ]; then :; fi', 'echo "the source is there"'),
    ],
  },
  'script-tmp-name': {
    bad: [postinst('echo x > /tmp/dial.log')],
    good: [postinst('t=$(mktemp /tmp/dial.XXXXXX)'), postinst('ls /tmp')],
  },
  'script-dangerous': {
    bad: [postinst('rm -rf /usr/local'), postinst('rm -r /*'), postinst('rm -fr "/etc"')],
    good: [postinst('rm -rf /var/lib/sundial'), postinst('rm -rf /usr/share/sundial')],
  },
  'script-debhelper-token': {
    bad: [postinst('#DEBHELPER#')],
    good: [postinst('echo "#DEBHELPER#"')],
  },
  'script-interpreter-local': {
    bad: [{ scripts: { postinst: '#!/usr/local/bin/bash\nset -e\necho x\n' } }],
    good: [postinst('echo x')],
  },
  'script-not-executable': {
    bad: [{ entries: [script('/usr/lib/sundial/x', { mode: 0o644 })] }],
    good: [
      { entries: [script('/usr/lib/python3/x.py', { mode: 0o644 })] },
      { entries: [script('/usr/share/doc/sundial/x', { mode: 0o644 })] },
      { entries: [script('/usr/lib/sundial/x')] },
    ],
  },
  'program-interpreter-local': {
    bad: [
      { entries: [file('/usr/bin/x', { shebang: '/usr/local/bin/python3' }, { mode: 0o755 })] },
      { entries: [file('/usr/bin/x', { shebang: 'python3' }, { mode: 0o755 })] },
    ],
    good: [
      { entries: [script('/usr/bin/x')] },
      { entries: [file('/usr/lib/x', { shebang: 'x' })] },
    ],
  },
  'program-crlf': {
    bad: [
      {
        entries: [
          file('/usr/bin/x', { shebang: '/bin/sh', hasCarriageReturns: true }, { mode: 0o755 }),
        ],
      },
    ],
    good: [{ entries: [file('/usr/share/x', { shebang: '/bin/sh', hasCarriageReturns: true })] }],
  },
  'unit-in-etc': {
    bad: [{ entries: [unit(UNIT, '/etc/systemd/system/x.service')] }],
    good: [{}],
  },
  'unit-not-in-usr': {
    bad: [{ entries: [unit(UNIT, '/lib/systemd/system/x.service')] }],
    good: [{}],
  },
  'unit-misplaced': {
    bad: [{ entries: [unit(UNIT, '/usr/lib/systemd/x.service')] }],
    good: [{ entries: [unit(UNIT, '/usr/share/doc/systemd/x.service')] }],
  },
  'unit-syntax': {
    bad: [withUnit(`${UNIT}oops\n`), withUnit('Description=x\n')],
    good: [withUnit(`# x\n; y\n${UNIT}\nExecStart=/usr/bin/sundial \\\n  --more\n`)],
  },
  'unit-nothing-to-start': {
    bad: [without(/^ExecStart=.*$/m)],
    good: [
      { entries: [unit('[Socket]\nListenStream=/run/x\n', '/usr/lib/systemd/system/x.socket')] },
    ],
  },
  'unit-exec-missing': {
    bad: [
      withUnit(UNIT.replace('/usr/bin/sundial', '/usr/bin/moondial')),
      {
        ...withUnit(UNIT.replace('/usr/bin/sundial', '/usr/local/bin/moondial')),
        relations: { depends: ['moondial'] },
      },
    ],
    good: [
      {
        ...withUnit(UNIT.replace('/usr/bin/sundial', '/usr/bin/moondial')),
        relations: { depends: ['moondial'] },
      },
      withUnit(UNIT.replace('/usr/bin/sundial', '-/bin/sh')),
      withUnit(UNIT.replace('/usr/bin/sundial', '"/bin/sundial"')),
      withUnit(UNIT.replace('/usr/bin/sundial', '/opt/%i/run')),
    ],
  },
  'unit-no-documentation': { bad: [without(/^Documentation=.*$/m)], good: [{}] },
  'unit-no-install': {
    bad: [without(/^WantedBy=.*$/m)],
    good: [
      {
        entries: [
          unit(UNIT.replace(/^WantedBy=.*$/m, '')),
          unit('[Timer]\n', '/usr/lib/systemd/system/sundial.timer'),
        ],
      },
      { entries: [unit(UNIT.replace(/^WantedBy=.*$/m, ''), '/usr/lib/systemd/system/x@.service')] },
    ],
  },
  'unit-var-run': {
    bad: [withUnit(UNIT.replace('[Service]', '[Service]\nPIDFile=/var/run/x.pid'))],
    good: [withUnit(UNIT.replace('[Service]', '[Service]\nPIDFile=/run/x.pid'))],
  },
  'unit-obsolete-target': {
    bad: [withUnit(UNIT.replace('[Unit]', '[Unit]\nAfter=network.target syslog.target'))],
    good: [withUnit(UNIT.replace('[Unit]', '[Unit]\nAfter=network.target'))],
  },
  'elf-other-architecture': {
    bad: [elf('/usr/bin/x', { machine: 183 }), elf('/usr/bin/x', { machine: 3, bits: 32 })],
    good: [
      elf('/usr/bin/x'),
      elf('/usr/lib/firmware/x.elf', { machine: 40, bits: 32 }),
      elf('/usr/lib32/x.so', { machine: 3, bits: 32 }),
      { ...elf('/usr/bin/x', { machine: 9999 }), metadata: { arch: 'riscv128' } },
    ],
  },
  'elf-in-independent-package': {
    bad: [{ entries: [program('/usr/bin/x')] }],
    good: [elf('/usr/bin/x'), { entries: [program('/usr/lib/x.o', { machine: 247 })] }],
  },
  'no-elf': { bad: [{ metadata: { arch: 'amd64' } }], good: [{}, elf('/usr/bin/x')] },
  'elf-in-share': { bad: [elf('/usr/share/x/y')], good: [elf('/usr/lib/x/y')] },
  'elf-in-etc': { bad: [elf('/etc/x')], good: [elf('/usr/lib/x')] },
  'elf-undeclared-libraries': {
    bad: [
      { ...elf('/usr/bin/x'), relations: { depends: [] } },
      { ...elf('/usr/bin/x'), format: 'rpm', relations: { depends: ['rpmlib(X) <= 4'] } },
    ],
    good: [
      elf('/usr/bin/x'),
      {
        metadata: { arch: 'amd64' },
        entries: [
          program('/usr/bin/x', { needed: ['libx.so.1'] }),
          program('/usr/lib/x/libx.so.1', { needed: [] }),
        ],
      },
    ],
  },
  'elf-undeclared-libc': {
    bad: [{ ...elf('/usr/bin/x'), relations: { depends: ['zlib1g'] } }],
    good: [
      elf('/usr/bin/x'),
      { ...elf('/usr/bin/x', { needed: [] }), relations: { depends: ['zlib1g'] } },
    ],
  },
  'elf-foreign-loader': {
    bad: [
      elf('/usr/bin/x', { interpreter: '/lib/ld-musl-x86_64.so.1' }),
      elf('/usr/bin/x', { interpreter: '/nix/store/abc/ld.so' }),
      { ...elf('/usr/bin/x'), format: 'apk', relations: { depends: ['so:libz.so.1'] } },
    ],
    good: [
      elf('/usr/bin/x', { interpreter: '' }),
      { ...elf('/usr/bin/x'), format: 'apk', relations: { depends: ['gcompat'] } },
      { ...elf('/usr/bin/x', { interpreter: '/lib/ld-musl-x86_64.so.1' }), format: 'apk' },
    ],
  },
  'elf-rpath': {
    bad: [
      elf('/usr/bin/x', { searchPath: ['/home/ann/lib'] }),
      elf('/usr/bin/x', { searchPath: ['/usr/libexec/sundial'] }),
      elf('/usr/bin/x', { searchPath: ['lib'] }),
    ],
    good: [
      elf('/usr/bin/x', {
        searchPath: ['$ORIGIN/../lib', '/usr/lib/x86_64-linux-gnu/sundial'],
      }),
    ],
  },
  'elf-unstripped': {
    bad: [elf('/usr/bin/x', { isStripped: false })],
    good: [
      elf('/usr/lib/x.ko', { isStripped: false, type: 'relocatable' }),
      elf('/usr/lib/debug/x', { isStripped: false }),
    ],
  },
  'elf-static': {
    bad: [elf('/usr/bin/x', { type: 'executable', needed: [], interpreter: '', isDynamic: false })],
    good: [
      elf('/usr/bin/x-static', { type: 'executable', needed: [], isDynamic: false }),
      elf('/usr/bin/x', { needed: [] }),
    ],
  },
  'elf-no-pie': { bad: [elf('/usr/bin/x', { type: 'executable' })], good: [elf('/usr/bin/x')] },
  'elf-executable-stack': {
    bad: [elf('/usr/bin/x', { hasExecutableStack: true })],
    good: [elf('/usr/bin/x')],
  },
  'elf-text-relocations': {
    bad: [elf('/usr/lib/x.so', { hasTextRelocations: true })],
    good: [elf('/usr/lib/x.so')],
  },
  'library-no-soname': {
    bad: [
      elf('/usr/lib/libx.so.1', { interpreter: '' }),
      elf('/usr/lib/x86_64-linux-gnu/x.so', { interpreter: '' }),
    ],
    good: [
      elf('/usr/lib/libx.so.1', { interpreter: '', soname: 'libx.so.1' }),
      elf('/usr/lib/sundial/libx.so', { interpreter: '' }),
    ],
  },
  'elf-damaged': {
    bad: [{ ...NATIVE, entries: [file('/usr/lib/x', { elf: 'damaged' })] }],
    good: [elf('/usr/lib/x'), { entries: [link('/usr/lib/x', '../bin/sundial')] }],
  },
  'apk-script-name': {
    bad: [{ format: 'apk', controlFiles: { '.post-remove': '#!/bin/sh\n' } }],
    good: [
      { format: 'apk', controlFiles: { '.PKGINFO': '', '.post-deinstall': '' } },
      { controlFiles: { x: '' } },
    ],
  },
};
