import { type InspectedPackage, printable, RELATION_KINDS } from '../../inspect/index.ts';
import { BOLD, DIM, GREEN, type Paint, RED, YELLOW } from '../colours.ts';
import { humanSize } from '../messages.ts';
import { permissions } from '../permissions.ts';
import { ownerOf, timeText } from './lists.ts';
import { drawTree, type TreeLine, treeOf } from './tree.ts';

const TREE_LINES = 40;
const LABEL = 14;
const WIDTH = 90;
const LISTED = 40;

const RELATION_LABELS: Readonly<Record<(typeof RELATION_KINDS)[number], string>> = {
  depends: 'Depends',
  preDepends: 'Pre-depends',
  recommends: 'Recommends',
  suggests: 'Suggests',
  enhances: 'Enhances',
  supplements: 'Supplements',
  conflicts: 'Conflicts',
  breaks: 'Breaks',
  replaces: 'Replaces',
  provides: 'Provides',
};

/** A package on a page, for people. */
export function pageText(inspected: InspectedPackage, paint: Paint): string {
  const sections = [
    headText(inspected, paint),
    relationsText(inspected),
    scriptsText(inspected, paint),
    treeText(inspected, paint),
    trustText(inspected, paint),
  ];
  return sections.filter(Boolean).join('\n');
}

function headText(inspected: InspectedPackage, paint: Paint): string {
  const { metadata, format, file, size, compression } = inspected;
  const { name, version, arch, summary, description, section, priority } = metadata;
  const title = [printable(name) || printable(file), printable(version)].filter(Boolean).join(' ');
  const what = [format, arch].filter(Boolean).map(printable).join(', ');
  const body = description.startsWith(summary) ? description.slice(summary.length) : description;
  const text = body.trim() ? `\n${indent(body.trim())}` : '';
  const stated =
    metadata.installedSize > 0 ? `, ${humanSize(metadata.installedSize)} installed` : '';
  const rows: readonly (readonly [string, string])[] = [
    ['Maintainer', metadata.maintainer],
    ['Vendor', metadata.vendor],
    ['Homepage', metadata.homepage],
    ['License', metadata.license],
    ['Section', [section, priority].filter(Boolean).join(', ')],
    ['Source', metadata.source],
    ['Built', metadata.buildTime > 0 ? `${timeText(metadata.buildTime)} UTC` : ''],
    ['Size', `${humanSize(size)} (${compression})${stated}`],
  ];
  const known = rows.filter(([, value]) => value !== '');
  return [
    `${paint(title, BOLD)}  ${paint(what, DIM)}\n`,
    summary ? `${printable(summary)}\n` : '',
    text,
    '\n',
    ...known.map(([label, value]) => `${label.padEnd(LABEL)}${printable(value)}\n`),
  ].join('');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${printable(line)}`.trimEnd())
    .join('\n')
    .concat('\n');
}

function relationsText({ relations }: InspectedPackage): string {
  return RELATION_KINDS.flatMap((kind) => {
    const items = [...new Set(relations[kind])];
    const more = items.length - LISTED;
    const shown = (more > 1 ? items.slice(0, LISTED) : items).map(printable);
    const rest = more > 1 ? [`and ${more} more`] : [];
    return labelled(RELATION_LABELS[kind], wrapped([...shown, ...rest]));
  }).join('');
}

/** Items with commas between them, in lines that fit a page. */
function wrapped(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line === undefined || line.length + item.length + 2 > WIDTH - LABEL) lines.push(item);
    else lines[lines.length - 1] = `${line}, ${item}`;
  }
  return lines.map((line, i) => (i < lines.length - 1 ? `${line},` : line));
}

function scriptsText({ scripts }: InspectedPackage, paint: Paint): string {
  const rows = scripts.map(({ name, interpreter, text }, i) => {
    const by = interpreter || /^#!\s*(.*)/.exec(text)?.[1] || '';
    const lines = text === '' ? 0 : text.trimEnd().split('\n').length;
    const count = paint(`${lines} line${lines === 1 ? '' : 's'}${by && `, ${printable(by)}`}`, DIM);
    return `${(i === 0 ? 'Scripts' : '').padEnd(LABEL)}${printable(name)}  ${count}\n`;
  });
  return rows.join('');
}

function treeText({ entries }: InspectedPackage, paint: Paint): string {
  const root = treeOf(entries);
  if (entries.length === 0) return 'It holds no files.\n';
  const files = `${root.files} file${root.files === 1 ? '' : 's'}`;
  const lines = drawTree(root, TREE_LINES).map((line) => treeLine(line, paint));
  return `${humanSize(root.size).padStart(8)}  ${paint('/', BOLD)}  ${paint(files, DIM)}\n${lines.join('')}`;
}

function treeLine({ rails, name, node, folded }: TreeLine, paint: Paint): string {
  const { entry } = node;
  const isFolder = node.children.size > 0 || entry?.type === 'dir';
  const marks: string[] = [];
  if (entry?.type === 'symlink') marks.push(`-> ${printable(entry.target)}`);
  if (entry?.type === 'hardlink') marks.push(`= ${printable(entry.target)}`);
  if (folded) marks.push(`${node.files} file${node.files === 1 ? '' : 's'}`);
  if (entry && isUnusual(entry))
    marks.push(`${permissions(entry.type, entry.mode)} ${ownerOf(entry)}`);
  if (entry)
    marks.push(...entry.flags, ...(entry.capabilities ? [printable(entry.capabilities)] : []));
  if (entry?.type === 'ghost') marks.push('ghost');
  const shown = isFolder ? paint(`${printable(name).replace(/\/?$/, '/')}`, BOLD) : printable(name);
  const unsafe = entry?.unsafe ? `  ${paint(entry.unsafe, RED)}` : '';
  const size = node.size > 0 || entry?.type === 'file' ? humanSize(node.size) : '';
  return (
    `${size.padStart(8)}  ${paint(rails, DIM)}${shown}  ${paint(marks.join(' '), DIM)}`.trimEnd() +
    `${unsafe}\n`
  );
}

/** What people would not expect: owners besides root, modes besides 0755 and 0644. */
function isUnusual({
  type,
  mode,
  owner,
  group,
  uid,
  gid,
}: InspectedPackage['entries'][number]): boolean {
  if (type === 'symlink') return false;
  const isRoot = ROOT.has(owner || String(uid)) && ROOT.has(group || String(gid));
  const usual = type === 'dir' ? [0o755] : [0o644, 0o755];
  return !isRoot || !usual.includes(mode);
}

const ROOT: ReadonlySet<string> = new Set(['root', '0']);

const STATES = { valid: GREEN, unchecked: YELLOW, 'unknown-key': YELLOW, invalid: RED } as const;

function trustText({ checks, signatures, notes }: InspectedPackage, paint: Paint): string {
  const right = checks
    .filter(({ ok }) => ok)
    .map(({ name, compared }) => {
      return printable(compared > 1 ? `${name}: ${compared}` : name);
    });
  const rows = wrapped(right).map((line, i) => `${i === 0 ? paint('ok', GREEN) : '  '}  ${line}`);
  for (const { name, ok, faults } of checks) {
    if (ok) continue;
    rows.push(`${paint('wrong', RED)}  ${printable(name)}`);
    rows.push(...faults.map((fault) => `  ${printable(fault)}`));
  }
  const found = signatures.map(({ name, key, state, detail }) => {
    const about = [key && `key ${printable(key)}`, printable(detail)].filter(Boolean).join(', ');
    return `${paint(state, STATES[state])}  ${printable(name)}  ${paint(about, DIM)}`.trimEnd();
  });
  return [
    ...labelled('Digests', rows),
    ...labelled('Signatures', found.length > 0 ? found : [paint('none', DIM)]),
    ...labelled('Notes', notes.map(printable)),
  ].join('');
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(LABEL)}${line}\n`);
}
