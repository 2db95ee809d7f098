// What the rules of lint are, for those who ask.
import { JacoPkgError } from '../../errors.ts';
import type { Rule } from '../../lint/index.ts';
import { BOLD, painter } from '../colours.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../messages.ts';

/** @throws JacoPkgError with code `usage` for an id that no rule has */
export async function ruleText(id: string, io: Io): Promise<string> {
  const { hintFor, ruleNamed } = await import('../../lint/index.ts');
  const rule = ruleNamed(id);
  if (!rule) {
    const message = `there is no rule ${JSON.stringify(id)}`;
    throw new JacoPkgError({ code: 'usage', message, hint: hintFor(id) });
  }
  const paint = painter(io.stdout, io.env);
  const { lintian = [], rpmlint = [] } = rule.sameAs ?? {};
  const others = [
    ...lintian.map((tag) => `lintian ${tag}`),
    ...rpmlint.map((tag) => `rpmlint ${tag}`),
  ];
  return [
    `${paint(rule.id, BOLD)}  ${rule.severity}, for ${rule.formats.join(' ')}`,
    '',
    rule.why,
    `To do: ${rule.fix}.`,
    ...(others.length > 0 ? [`Others call it: ${others.join(', ')}.`] : []),
    '',
  ].join('\n');
}

export async function listText(): Promise<string> {
  const { RULE_GROUPS } = await import('../../lint/index.ts');
  const width = Math.max(...RULE_GROUPS.flatMap(({ rules }) => rules.map(({ id }) => id.length)));
  const line = ({ id, severity, fix }: Rule) =>
    `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${fix}\n`;
  return RULE_GROUPS.map(({ title, rules }) => `${title}\n${rules.map(line).join('')}`).join('\n');
}

export async function rulesJson(): Promise<string> {
  const { RULES } = await import('../../lint/index.ts');
  return jsonText(RULES.map(({ check: _, ...rule }) => rule));
}
