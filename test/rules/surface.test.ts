import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import * as inspecting from '../../src/inspect/index.ts';
import * as reporting from '../../src/report/index.ts';

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
      "AllowedFinding",
      "ArchOptions",
      "Artifact",
      "BuildOptions",
      "BuildResult",
      "CacheOptions",
      "ChangelogEntry",
      "Codec",
      "Config",
      "ConfigInput",
      "ConfigOptions",
      "Content",
      "ContentType",
      "DebOptions",
      "DefaultModes",
      "DigestName",
      "Digests",
      "DirEntry",
      "Entry",
      "ErrorCode",
      "ErrorProblem",
      "Exclude",
      "ExtensionsInput",
      "FileEntry",
      "FileRole",
      "Finding",
      "FormatName",
      "GhostEntry",
      "Input",
      "IpkOptions",
      "JacoPkgError",
      "LintOptions",
      "LintReport",
      "MsixOptions",
      "Package",
      "Place",
      "Plan",
      "PlanOptions",
      "Planned",
      "PlannedEntry",
      "PlannedPackage",
      "Problem",
      "Progress",
      "ProjectOptions",
      "Recipe",
      "RecipeOptions",
      "Relations",
      "RpmFileTrigger",
      "RpmOptions",
      "RpmPhase",
      "RpmTrigger",
      "RunOptions",
      "Script",
      "ScriptHelper",
      "ScriptName",
      "ScriptRef",
      "Scripts",
      "Severity",
      "SignCallback",
      "SignRequest",
      "SignatureForm",
      "SignatureOptions",
      "SignerOptions",
      "Signers",
      "Stored",
      "SymlinkEntry",
      "TarballOptions",
      "Version",
      "Warning",
      "WarningCode",
      "Written",
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

test('jaco-pkg/report exports these values and no others', () => {
  expect(Object.keys(reporting).sort()).toEqual(['report', 'writeReport']);
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
