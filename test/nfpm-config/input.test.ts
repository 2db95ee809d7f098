import { describe, expect, test } from 'vitest';
import { type ConfigInput, configFrom } from '../../src/nfpm-config/index.ts';
import { messagesOf } from './support.ts';

const INPUT: ConfigInput = {
  name: 'foo',
  version: 1.5,
  mtime: new Date('2021-03-04T05:06:07.999Z'),
  umask: 0o027,
  depends: ['git', '$LIBC'],
  contents: [
    { dst: '/etc/foo', data: 'text\n', type: 'config', file_info: { mode: 0o640 } },
    {
      dst: '/usr/bin/foo',
      data: new Uint8Array([1, 2]),
      file_info: { mtime: '2021-03-04T05:06:07Z' },
    },
    { dst: '/a', src: 'a' },
  ],
  scripts: { postinstall: { data: '#!/bin/sh\n' }, preremove: 's/preremove' },
  deb: { fields: { Bugs: 'x' } },
  overrides: { rpm: { scripts: { preremove: { data: new Uint8Array([3]) } } }, apk: undefined },
};
const config = configFrom(INPUT, { env: { LIBC: 'libc6' }, cwd: '/' });

test('takes what a file takes', () => {
  expect(config.recipe('deb')).toMatchObject({
    name: 'foo',
    version: { version: '1.5.0' },
    mtime: 1614834367,
    umask: 0o027,
    relations: { depends: ['git', 'libc6'] },
    deb: { fields: { Bugs: 'x' } },
  });
});

test('takes bytes in place of files', () => {
  const { contents, scripts } = config.recipe('deb');
  expect(contents.map(({ src, data }) => [src, data && [...data]])).toEqual([
    ['', [...Buffer.from('text\n')]],
    ['', [1, 2]],
    ['a', undefined],
  ]);
  expect(contents[1]?.mtime).toBe(1614834367);
  expect(scripts.postinstall).toEqual({
    src: '',
    data: Buffer.from('#!/bin/sh\n'),
    place: { key: 'scripts.postinstall' },
  });
  expect(scripts.preremove).toMatchObject({ src: 's/preremove' });
  expect(config.recipe('rpm').scripts.preremove).toMatchObject({
    src: '',
    data: new Uint8Array([3]),
  });
});

test('places are keys alone', () => {
  expect(config.recipe('deb').locate('depends[1]')).toEqual({ key: 'depends[1]' });
  expect(config.recipe('deb').contents[2]?.place).toEqual({ key: 'contents[2]' });
});

describe('is refused', () => {
  const circular: Record<string, unknown> = { name: 'foo' };
  circular['deb'] = circular;

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'a configuration must be a mapping, not empty'],
    ['text', 'name: foo', 'a configuration must be a mapping, not "name: foo"'],
    [
      'an unknown key',
      { name: 'a', nmae: 'b' },
      'nmae: there is no key "nmae" in a configuration (did you mean name?)',
    ],
    ['a name that is an object', { name: {} }, 'name: name must be text, not a mapping'],
    [
      'text for a number',
      { name: 'a', umask: '022' },
      'umask: umask must be a number, not "022" (octal and without quotes: 022)',
    ],
    ['a fraction', { name: 'a', umask: 1.5 }, 'umask: umask must be a number, not 1.5'],
    [
      'an invalid date',
      { name: 'a', mtime: new Date('x') },
      'mtime: mtime must be a time with date and zone (RFC 3339), not Invalid Date (for example 2009-11-10T23:00:00Z)',
    ],
    ['a function', { name: 'a', deb: () => 1 }, 'deb: deb must be a mapping, not () => 1'],
    [
      'src and data',
      { name: 'a', contents: [{ dst: '/a', src: 'a', data: 'b' }] },
      'contents[0].src: src and data are both given (leave one of them out)',
    ],
    [
      'data of a link',
      { name: 'a', contents: [{ dst: '/a', type: 'symlink', data: 'b' }] },
      'contents[0].type: a symlink cannot have data',
    ],
    [
      'data of a tree',
      { name: 'a', contents: [{ dst: '/a', type: 'config|tree', data: 'b' }] },
      'contents[0].type: a config|tree cannot have data',
    ],
    [
      'data that is a number',
      { name: 'a', contents: [{ dst: '/a', data: 1 }] },
      'contents[0].data: data must be a string or a Uint8Array, not 1',
    ],
    [
      'a script that is a number list',
      { name: 'a', scripts: { preinstall: { data: [1] } } },
      'scripts.preinstall: preinstall must be the path of a script, not a mapping',
    ],
    ['an object in itself', circular, 'the configuration is nested more than 32 levels deep'],
  ])('%s', (_title, input, message) => {
    const action = () => configFrom(input as ConfigInput, { env: {}, cwd: '/' }).recipe('deb');
    expect(messagesOf(action)).toEqual([message]);
  });
});

test('without options it takes the environment of the process', () => {
  const { vendor } = configFrom({ name: 'foo', vendor: '$PATH' }).recipe('deb');
  expect(vendor).toBe(process.env['PATH']);
});
