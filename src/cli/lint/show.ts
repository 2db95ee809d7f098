// What lint found, for people and for programs.
import { formatProblem } from '../../errors.ts';
import type { Finding, LintReport, Severity } from '../../index.ts';
import { CYAN, painter, RED, YELLOW } from '../colours.ts';
import type { Io } from '../io.ts';

interface ShowFlags {
  readonly info?: true;
  readonly quiet?: true;
}

const COLOURS: Readonly<Record<Severity, number>> = { error: RED, warning: YELLOW, info: CYAN };

/** More of one rule in one file are counted: a folder of leftovers is one mistake. */
const MOST = 20;

export function reportText(report: LintReport, flags: ShowFlags, io: Io): string {
  const paint = painter(io.stdout, io.env);
  const shown = report.findings.filter(({ severity }) => flags.info || severity !== 'info');
  const lines = abridged(shown).map(({ finding, more }) => {
    const severity = paint(finding.severity, COLOURS[finding.severity]);
    const text = formatProblem({ ...finding, code: finding.id, hint: finding.fix });
    return `${severity} ${finding.id} ${text}${formatsText(report, finding)}\n${more}`;
  });
  return `${lines.join('')}${flags.quiet ? '' : summary(report, flags)}`;
}

/** For which formats, where the configuration is for several. */
function formatsText({ findings, allowed }: LintReport, { formats }: Finding): string {
  const all = new Set([...findings, ...allowed].flatMap((one) => one.formats));
  return all.size > 1 && formats.length > 0 ? ` [${formats.join(', ')}]` : '';
}

/** Findings with a line on how many more there are of their rule and file. */
function abridged(findings: readonly Finding[]): { finding: Finding; more: string }[] {
  const counts = new Map<string, number>();
  const groupOf = ({ id, place }: Finding) => `${id} ${place.file ?? ''}`;
  for (const finding of findings)
    counts.set(groupOf(finding), (counts.get(groupOf(finding)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return findings.flatMap((finding) => {
    const group = groupOf(finding);
    const number = (seen.get(group) ?? 0) + 1;
    seen.set(group, number);
    if (number > MOST) return [];
    const rest = number === MOST ? (counts.get(group) ?? 0) - MOST : 0;
    return { finding, more: rest > 0 ? `  ... and ${rest} more of ${finding.id}\n` : '' };
  });
}

function summary({ findings, allowed }: LintReport, { info }: ShowFlags): string {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const many = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const notes = count('info');
  return [
    many(count('error'), 'error'),
    many(count('warning'), 'warning'),
    ...(notes > 0 ? [`${notes} of info${info ? '' : ', which --info shows'}`] : []),
    ...(allowed.length > 0 ? [`${allowed.length} allowed`] : []),
  ]
    .join(', ')
    .concat('\n');
}

export function reportJson({ findings, allowed, problems, warnings }: LintReport) {
  return { findings, allowed, errors: problems, warnings };
}
