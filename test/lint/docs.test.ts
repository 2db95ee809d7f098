import { expect, test } from 'vitest';
import { ALL, FILES, SYSTEM } from '../../src/lint/formats.ts';
import { SEVERITIES } from '../../src/lint/index.ts';
import type { Rule } from '../../src/lint/model.ts';
import { RULE_GROUPS, RULES } from '../../src/lint/rules/index.ts';

const HEAD = `# Rules of lint

Made from the rules themselves; [lint.md](lint.md) says how to use them. Formats: "all"; "files" are all but source
rpms; "system" are apk, archlinux, deb, ipk and rpm. Names of lintian and rpmlint stand where they have the same rule.
`;

function formatsOf({ formats }: Rule): string {
  if (formats === ALL) return 'all';
  if (formats === FILES) return 'files';
  return formats === SYSTEM ? 'system' : formats.join(' ');
}

function row(rule: Rule): string {
  const { id, severity, why, fix, sameAs = {} } = rule;
  const others = [...(sameAs.lintian ?? []), ...(sameAs.rpmlint ?? [])];
  const names = [...new Set(others)].map((name) => `\`${name}\``).join(' ');
  const cells = [`\`${id}\``, severity, formatsOf(rule), why, fix, names];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

/** A bar would end the cell; a tag would be gone, but not in code. */
function escaped(cell: string): string {
  return cell.replace(/`[^`]*`|[<|]/g, (part) => {
    return part.length > 1 ? part.replaceAll('|', '\\|') : `\\${part}`;
  });
}

const COLUMNS =
  '| Rule | Severity | Formats | Why | What to do | Others call it |\n|---|---|---|---|---|---|';

// `npx vitest run test/lint/docs.test.ts -u` writes it anew.
test('docs/lint-rules.md has every rule as it is', async () => {
  const groups = RULE_GROUPS.map(({ title, rules }) => {
    return `\n## ${title}\n\n${COLUMNS}\n${rules.map(row).join('\n')}\n`;
  });
  await expect(`${HEAD}${groups.join('')}`).toMatchFileSnapshot('../../docs/lint-rules.md');
});

test('severities are those that there are', () => {
  expect(RULES.filter(({ severity }) => !SEVERITIES.includes(severity))).toEqual([]);
});
