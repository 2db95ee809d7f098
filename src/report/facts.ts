import {
  type InspectedPackage,
  type PackageScript,
  type PackageSignature,
  RELATION_KINDS,
} from '../inspect/index.ts';
import { type Html, html, textLines } from './html.ts';
import type { Subject } from './subject.ts';

/** What the package says of itself. */
export function factsHtml({ read, sha256 }: Subject): Html {
  const { metadata, fields } = read;
  const rows: readonly (readonly [string, string])[] = [
    ['Maintainer', metadata.maintainer],
    ['Vendor', metadata.vendor],
    ['Homepage', metadata.homepage],
    ['Licence', metadata.license],
    ['Section', [metadata.section, metadata.priority].filter(Boolean).join(', ')],
    ['Source', metadata.source],
    ['Built', dateText(metadata.buildTime)],
    ['Compression', read.compression],
  ];
  const known = rows.filter(([, value]) => value !== '');
  return html`<section class="card" aria-label="About the package">
<h3>About</h3>
<dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}
<dt>SHA-256</dt><dd class="digest"><code>${sha256}</code> <button type="button" class="copy" data-copy="${sha256}" hidden>Copy</button></dd></dl>
${relationsHtml(read)}
${fields.length > 0 ? html`<details><summary>All ${fields.length} fields</summary><dl class="fields">${fields.map(([name, value]) => html`<dt>${name}</dt><dd>${textLines(value)}</dd>`)}</dl></details>` : ''}
</section>
`;
}

const RELATION_NAMES: Readonly<Record<(typeof RELATION_KINDS)[number], string>> = {
  depends: 'Depends on',
  preDepends: 'Needs before',
  recommends: 'Recommends',
  suggests: 'Suggests',
  enhances: 'Enhances',
  supplements: 'Supplements',
  conflicts: 'Conflicts with',
  breaks: 'Breaks',
  replaces: 'Replaces',
  provides: 'Provides',
};

function relationsHtml({ relations }: InspectedPackage): Html {
  const rows = RELATION_KINDS.filter((kind) => relations[kind].length > 0).map((kind) => {
    const items = [...new Set(relations[kind])].map((item) => html`<li><bdi>${item}</bdi></li>`);
    return html`<dt>${RELATION_NAMES[kind]}</dt><dd><ul class="chips">${items}</ul></dd>`;
  });
  return rows.length > 0 ? html`<dl>${rows}</dl>` : html``;
}

const STATES = {
  valid: ['good', 'valid'],
  invalid: ['bad', 'not valid'],
  unchecked: ['open', 'not checked: no key was given'],
  'unknown-key': ['open', 'by a key that was not given'],
} as const;

/** Signatures, digests, and what is odd. */
export function trustHtml({ read }: Subject): Html {
  const { checks, signatures, notes } = read;
  const digests = checks.map(({ name, ok, compared, faults }) => {
    const count = compared > 1 ? ` (${compared})` : '';
    const wrong = faults.map((fault) => html`<br><code>${fault}</code>`);
    return html`<li class="${ok ? 'good' : 'bad'}">${name}${count}: ${ok ? 'right' : 'wrong'}${wrong}</li>`;
  });
  const none = html`<li class="open">not signed</li>`;
  return html`<section class="card" aria-label="Signatures and digests">
<h3>Trust</h3>
<ul class="states">${signatures.length > 0 ? signatures.map(signatureHtml) : none}${digests}${notes.map((note) => html`<li class="open">${note}</li>`)}</ul>
</section>
`;
}

function signatureHtml({ name, key, state, detail }: PackageSignature): Html {
  const [look, words] = STATES[state];
  const by = key === '' ? '' : html` <code>${key}</code>`;
  return html`<li class="${look}">signature ${name}${by}: ${words}${detail === '' ? '' : `, ${detail}`}</li>`;
}

/** The scripts, folded. */
export function scriptsHtml({ read }: Subject): Html {
  if (read.scripts.length === 0) return html``;
  const shown = new Map<string, string>();
  const scripts = read.scripts.map((script) => {
    const other = shown.get(script.text);
    shown.set(script.text, other ?? script.name);
    return scriptHtml(script, other);
  });
  return html`<section class="card" aria-label="Scripts">
<h3>Scripts <small>run by the package manager</small></h3>
${scripts}
</section>
`;
}

/** `other` has the same text: pacman's functions are all in one file. */
function scriptHtml({ name, interpreter, text }: PackageScript, other: string | undefined): Html {
  const by = interpreter === '' ? '' : html` <small>${interpreter}</small>`;
  if (other !== undefined) {
    return html`<p class="script"><code>${name}</code>${by} <small>the same text as ${other}</small></p>`;
  }
  const lines = text.trimEnd().split('\n').length;
  const count = `${lines} line${lines === 1 ? '' : 's'}`;
  return html`<details><summary><code>${name}</code>${by} <small>${count}</small></summary><pre>${textLines(text)}</pre></details>`;
}

/** `2023-11-14 22:13 UTC`; '' for 0, which stands for no time. */
export function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (seconds <= 0 || Number.isNaN(date.getTime())) return '';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
