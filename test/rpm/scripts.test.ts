import { describe, expect, test } from 'vitest';
import type { Script } from '../../src/model/package.ts';
import { interpreter } from '../../src/rpm/scripts.ts';
import { script } from '../support/package.ts';
import { readRpm, valuesOf } from './reader.ts';
import { rpmOf } from './support.ts';

describe('the interpreter of a script', () => {
  test.each([
    ['echo\n', ['/bin/sh']],
    ['', ['/bin/sh']],
    ['#!/bin/sh', ['/bin/sh']],
    ['#!/bin/sh\r\necho', ['/bin/sh']],
    ['#!/bin/bash\necho\n', ['/bin/bash']],
    ['#! /bin/sh -e\necho\n', ['/bin/sh', '-e']],
    ['#!\t/bin/sh  -e -u \t\necho\n', ['/bin/sh', '-e -u']],
    ['#!/usr/bin/env bash\n', ['/usr/bin/env', 'bash']],
    ['#!sh\n', ['/bin/sh']],
    ['#!\n/bin/bash\n', ['/bin/sh']],
    [' #!/bin/bash\n', ['/bin/sh']],
  ])('%j', (text, program) => {
    expect(interpreter(script(text))).toEqual(program);
  });
});

describe('scripts in the header', () => {
  test('byte for byte, each at its tag', async () => {
    const tags = { pretrans: 1151, preinstall: 1023, postinstall: 1024, preremove: 1025 };
    const more = { postremove: 1026, posttrans: 1152, verify: 1079 };
    const all = Object.entries({ ...tags, ...more });
    const scripts = Object.fromEntries(
      all.map(([name]) => [name, script(`echo "${name} %d"\n\n`)]),
    );
    const { header } = readRpm(await rpmOf({ scripts }));
    for (const [name, tag] of all) expect(valuesOf(header, tag)).toEqual([`echo "${name} %d"\n\n`]);
  });

  test('an empty one is left out, with its interpreter', async () => {
    const { header } = readRpm(await rpmOf({ scripts: { preinstall: script('') } }));
    expect(valuesOf(header, 1023)).toBeUndefined();
    expect(valuesOf(header, 1085)).toBeUndefined();
    expect(valuesOf(header, 1049)).not.toContain('/bin/sh');
  });

  test('the encoding is only claimed when it is true', async () => {
    const latin = { ...script(''), bytes: Uint8Array.of(0x23, 0x20, 0xe4, 0x0a) };
    const encoding = async (postinstall: Script) =>
      valuesOf(readRpm(await rpmOf({ scripts: { postinstall } })).header, 5062);
    expect(await encoding(script('# ä\n'))).toEqual(['utf-8']);
    expect(await encoding(latin)).toBeUndefined();
  });
});
