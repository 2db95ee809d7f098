import { compareUtf8 } from '../model/order.ts';
import { type Finding, SEVERITIES, type Subject } from './model.ts';
import { RULES } from './rules/index.ts';

/** More of one rule in one package tell nothing new; hostile packages have millions. */
const MOST = 10_000;

/** Everything that the rules of its format find in a package, the worst first. */
export function judge(subject: Subject): Finding[] {
  const findings = RULES.filter(({ formats }) => formats.includes(subject.format)).flatMap(
    ({ id, severity, fix, check }) =>
      first(MOST, check(subject)).map((hit) => ({
        ...hit,
        id,
        severity,
        fix,
        formats: [subject.format],
      })),
  );
  return sorted(findings);
}

function first<T>(most: number, items: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === most) break;
  }
  return taken;
}

/** What several packages of one configuration have in common, told once. */
export function merged(lists: readonly (readonly Finding[])[]): Finding[] {
  const all = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const { file = '', line = '', column = '', key = '' } = finding.place;
    const label = [finding.id, file, line, column, key, finding.message].join('\0');
    const formats = [...(all.get(label)?.formats ?? []), ...finding.formats];
    all.set(label, { ...finding, formats: [...new Set(formats)] });
  }
  return sorted([...all.values()]);
}

/** By severity, then by place and rule. */
function sorted(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compareUtf8(a.place.file ?? '', b.place.file ?? '') ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      compareUtf8(a.id, b.id) ||
      compareUtf8(a.message, b.message),
  );
}
