import { humanGrowth, humanSize } from '../inspect/human-size.ts';
import { factsHtml, scriptsHtml, trustHtml } from './facts.ts';
import { filesHtml } from './files.ts';
import { growthHtml, growthsOf } from './growth.ts';
import { type Html, html } from './html.ts';
import { legendHtml } from './overview.ts';
import type { Subject } from './subject.ts';
import { sizeTree } from './tree.ts';
import { treemapViews } from './treemap.ts';

/** All about one package. */
export function packageHtml(subject: Subject, number: number, isAlone: boolean): Html {
  const { read, previous, file } = subject;
  const growths = growthsOf(previous);
  const id = String(number);
  const tree = sizeTree(read.entries);
  const title = isAlone ? '' : html`<h2><bdi>${file}</bdi></h2>`;
  return html`<article class="package" id="package-${number}" aria-label="${file}">
${title}${figuresHtml(subject)}
<section class="card sizes" aria-label="Where the bytes are">
<h3>Where the bytes are</h3>
${legendHtml(subject)}
${tree.size > 0 ? treemapViews(tree, growths, id) : html`<p class="quiet">There is no file with anything in it.</p>`}
<p class="about" aria-hidden="true">Every box is a file, as large as its share. The table below has the same in numbers.</p>
</section>
${previous ? growthHtml(previous, subject.content) : ''}
<div class="columns">${factsHtml(subject)}<div>${trustHtml(subject)}${scriptsHtml(subject)}</div></div>
${filesHtml(subject, growths, id)}
</article>
`;
}

function figuresHtml({ read, content, previous }: Subject): Html {
  const files = read.entries.filter(({ type }) => type === 'file').length;
  const before = previous?.read;
  const oldFiles = before?.entries.filter(({ type }) => type === 'file').length;
  const ratio = content > 0 ? Math.round((100 * read.size) / content) : 100;
  const figures = [
    ['Package', humanSize(read.size), before && humanGrowth(read.size - before.size)],
    ['Files take', humanSize(content), previous && humanGrowth(content - previous.content)],
    [
      'Files',
      String(files).replace(/\B(?=(\d{3})+$)/g, ','),
      oldFiles === undefined ? undefined : signed(files - oldFiles),
    ],
    ['Compressed to', `${ratio} %`, read.compression],
  ] as const;
  return html`<dl class="figures">${figures.map(([name, value, more]) => html`<div><dt>${name}</dt><dd>${value}${more === undefined ? '' : html` <small>${more}</small>`}</dd></div>`)}</dl>`;
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : count < 0 ? String(count) : '±0';
}
