import { createHash } from 'node:crypto';
import { compareUtf8 } from '../model/order.ts';
import { Html, html } from './html.ts';
import { overviewHtml } from './overview.ts';
import { packageHtml } from './package.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import type { Subject } from './subject.ts';

/**
 * The page: all in one file, nothing is loaded. Whatever a package puts into its names, the policy
 * lets the browser run this one script and nothing else.
 */
export function pageHtml(subjects: readonly Subject[]): string {
  const digest = createHash('sha256').update(SCRIPT).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const [only, ...others] = subjects;
  const isAlone = others.length === 0;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${only ? titleOf(subjects) : 'No packages'}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>${only ? headHtml(only, subjects) : ''}</header>
<main>
${isAlone ? '' : overviewHtml(subjects)}
${subjects.map((subject, i) => packageHtml(subject, i, isAlone))}
</main>
<div class="tip" aria-hidden="true" hidden></div>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function titleOf(subjects: readonly Subject[]): string {
  return [namesOf(subjects), shortest(subjects, 'version')].filter(Boolean).join(' ');
}

/** Names of the packages; of archives, which have none, those of the files. */
function namesOf(subjects: readonly Subject[]): string {
  const names = new Set(subjects.map(({ read }) => read.metadata.name).filter(Boolean));
  const all = names.size > 0 ? [...names] : subjects.map(({ file }) => file);
  return all.length > 3 ? `${all.slice(0, 3).join(', ')}, …` : all.join(', ');
}

function headHtml(first: Subject, subjects: readonly Subject[]): Html {
  const { format, metadata } = first.read;
  const version = shortest(subjects, 'version');
  const summary = shortest(subjects, 'summary');
  const badges = subjects.length === 1 ? [format, metadata.arch] : [`${subjects.length} packages`];
  return html`<h1><bdi>${namesOf(subjects)}</bdi>${version === '' ? '' : html` <span class="version">${version}</span>`} ${badges.filter(Boolean).map((text) => html`<span class="badge">${text}</span>`)}</h1>
${summary === '' ? '' : html`<p class="summary">${summary}</p>`}
${subjects.length === 1 ? html`<p class="file"><code><bdi>${first.file}</bdi></code></p>` : ''}`;
}

/** Formats add to a version, and to a summary: the one with the least is nearest to what was meant. */
function shortest(subjects: readonly Subject[], key: 'version' | 'summary'): string {
  const values = subjects.map(({ read }) => read.metadata[key]).filter(Boolean);
  const [first = ''] = values.sort((a, b) => a.length - b.length || compareUtf8(a, b));
  return first;
}
