import { expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { configText } from './support.ts';

test.each([
  ['says nothing of it', ''],
  ['overrides something else of it', 'overrides: {msix: {depends: [a]}}\n'],
])('msix wants a section of its own: a configuration that %s does without', (_, lines) => {
  const config = configText(`name: foo\n${lines}`);
  expect(FORMAT_NAMES.filter((format) => !config.makes(format))).toEqual(['msix']);
});

test.each([
  ['at the top', 'msix: {publisher: CN=a}\n'],
  ['among the overrides', 'overrides: {msix: {msix: {publisher: CN=a}}}\n'],
])('which may stand %s', (_, lines) => {
  const config = configText(`name: foo\n${lines}`);
  expect(FORMAT_NAMES.filter((format) => !config.makes(format))).toEqual([]);
});
