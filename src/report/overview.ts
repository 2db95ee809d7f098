import { humanGrowth, humanSize } from '../inspect/human-size.ts';
import { largest } from '../model/largest.ts';
import { type Html, html } from './html.ts';
import { KINDS } from './kinds.ts';
import type { Subject } from './subject.ts';
import { sizesByKind } from './tree.ts';

/** Several packages under each other, each with a bar of what it is made of. */
export function overviewHtml(subjects: readonly Subject[]): Html {
  const most = largest(
    subjects.map(({ content }) => content),
    1,
  );
  const rows = subjects.map((subject, i) => rowHtml(subject, i, most));
  const hasPrevious = subjects.some(({ previous }) => previous);
  return html`<section class="card" aria-label="All packages">
<div class="scroll"><table class="overview"><thead><tr><th scope="col">Package</th><th scope="col">Format</th><th scope="col" class="n">Size</th>${hasPrevious ? html`<th scope="col" class="n">Change</th>` : ''}<th scope="col" class="n">Files</th><th scope="col">Content</th><th scope="col">Signed</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${rows}</tbody></table></div>
</section>
`;
}

function rowHtml(
  { file, read, sha256, content, previous }: Subject,
  i: number,
  most: number,
): Html {
  const files = read.entries.filter(({ type }) => type === 'file').length;
  const change = previous ? read.size - previous.read.size : undefined;
  const look = change === undefined || change === 0 ? '' : change > 0 ? 'up' : 'down';
  const cell = change === undefined ? '' : html`<td class="n ${look}">${humanGrowth(change)}</td>`;
  return html`<tr><th scope="row"><a href="#package-${i}"><bdi>${file}</bdi></a></th><td>${read.format}<br><small>${read.metadata.arch}</small></td><td class="n">${humanSize(read.size)}</td>${cell}<td class="n">${files}</td><td class="wide">${mixHtml(read.entries, content, most)}<small>${humanSize(content)}</small></td><td>${signedHtml(read.signatures)}</td><td class="sum" title="${sha256}">${sha256.slice(0, 12)}</td></tr>
`;
}

/** A bar of the kinds of files; as long as the content is large, beside the largest. */
function mixHtml(entries: Subject['read']['entries'], content: number, most: number): Html {
  const sizes = sizesByKind(entries);
  const parts = KINDS.flatMap(([kind, words]) => {
    const size = sizes.get(kind) ?? 0;
    const width = ((100 * size) / Math.max(1, content)).toFixed(2);
    const about = `${words}: ${humanSize(size)}`;
    return size === 0
      ? []
      : [html`<i class="k-${kind}" style="width:${width}%" title="${about}"></i>`];
  });
  const words = KINDS.filter(([kind]) => sizes.has(kind)).map(
    ([kind, name]) => `${name} ${humanSize(sizes.get(kind) ?? 0)}`,
  );
  const length = ((100 * content) / most).toFixed(2);
  return html`<span class="mix" role="img" aria-label="${words.join(', ')}" style="width:${length}%">${parts}</span>`;
}

function signedHtml(signatures: Subject['read']['signatures']): Html {
  if (signatures.length === 0) return html`<span class="state open">no</span>`;
  const states = new Set(signatures.map(({ state }) => state));
  if (states.has('invalid')) return html`<span class="state bad">not valid</span>`;
  if (states.has('valid')) return html`<span class="state good">valid</span>`;
  return html`<span class="state open">not checked</span>`;
}

/** What the colours stand for. */
export function legendHtml(subject: Subject): Html {
  const sizes = sizesByKind(subject.read.entries);
  const kinds = KINDS.filter(([kind]) => sizes.has(kind)).map(
    ([kind, words]) =>
      html`<li><i class="dot k-${kind}"></i>${words} <small>${humanSize(sizes.get(kind) ?? 0)}</small></li>`,
  );
  const changes = [
    ['new', 'new'],
    ['up', 'larger'],
    ['down', 'smaller'],
    ['touched', 'changed, of the same size'],
    ['same', 'unchanged'],
  ].map(([look, words]) => html`<li><i class="dot g-${look}"></i>${words}</li>`);
  const choice = subject.previous
    ? html`<div class="choice" role="group" aria-label="Colours" hidden><button type="button" data-colours="kind" aria-pressed="true">by kind</button><button type="button" data-colours="change" aria-pressed="false">by change</button></div>`
    : '';
  return html`<div class="legend">${choice}<ul class="kinds">${kinds}</ul>${subject.previous ? html`<ul class="changes">${changes}</ul>` : ''}</div>`;
}
