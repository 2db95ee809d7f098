import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import * as inspecting from '../../src/inspect/index.ts';

const text = readFileSync(new URL('../../src/index.ts', import.meta.url), 'utf8');

test('the library exports these values and no others', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
    [
      "JacoPkgError",
      "build",
      "configFrom",
      "extensionsJsonSchema",
      "formatNames",
      "formatProblem",
      "jsonSchema",
      "lint",
      "loadConfig",
      "packagersFor",
      "plan",
    ]
  `);
});

test('the library exports these names, types among them', () => {
  expect(exportedNames()).toMatchInlineSnapshot(`
    [
      "Artifact",
      "BuildOptions",
      "BuildResult",
      "Config",
      "ConfigInput",
      "Entry",
      "ErrorCode",
      "ErrorProblem",
      "ExtensionsInput",
      "Finding",
      "FormatName",
      "Input",
      "JacoPkgError",
      "LintOptions",
      "LintReport",
      "Package",
      "Place",
      "Plan",
      "PlanOptions",
      "PlannedEntry",
      "PlannedPackage",
      "Problem",
      "Progress",
      "Severity",
      "SignCallback",
      "SignRequest",
      "SignerOptions",
      "Signers",
      "Warning",
      "WarningCode",
      "build",
      "configFrom",
      "extensionsJsonSchema",
      "formatNames",
      "formatProblem",
      "jsonSchema",
      "lint",
      "loadConfig",
      "packagersFor",
      "plan",
    ]
  `);
});

test('jaco-pkg/inspect exports these values and no others', () => {
  expect(Object.keys(inspecting).sort()).toMatchInlineSnapshot(`
    [
      "DEFAULT_LIMITS",
      "ENTRY_FLAGS",
      "JacoPkgError",
      "RELATION_KINDS",
      "diff",
      "diffFolders",
      "extract",
      "inspect",
      "printable",
      "printableLines",
      "readEntry",
    ]
  `);
});

test('index.ts does nothing but export', () => {
  const rest = text.replace(/export (?:type )?\{[^}]*\} from '[^']+';/g, '').trim();
  expect(rest).toBe('');
});

function exportedNames(): string[] {
  return [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .map((name) => name.replace(/\btype\b/, '').trim())
    .filter(Boolean)
    .sort();
}
