import { humanGrowth, humanSize } from '../inspect/human-size.ts';
import type { PackageEntry } from '../inspect/index.ts';
import { dateText } from './facts.ts';
import type { Growths } from './growth.ts';
import { type Html, html } from './html.ts';
import { kindOf } from './kinds.ts';
import type { Subject } from './subject.ts';

/** All entries, in a table that the page can sort and filter. */
export function filesHtml({ read, previous }: Subject, growths: Growths, id: string): Html {
  const columns = [
    ['Path', 'text'],
    ['Size', 'number'],
    ...(previous ? [['Change', 'number'] as const] : []),
    ['Mode', 'text'],
    ['Owner', 'text'],
    ['Modified', 'number'],
    ['SHA-256', 'text'],
  ] as const;
  const heads = columns.map(
    ([name, kind]) =>
      html`<th scope="col" aria-sort="none" data-kind="${kind}"><button type="button">${name}</button></th>`,
  );
  const rows = read.entries.map((entry) => rowHtml(entry, previous !== undefined, growths));
  return html`<section class="card files" aria-label="Files">
<h3>Files <small class="count">${read.entries.length}</small><label class="filter" hidden>Filter <input type="search" data-filter="files-${id}" autocomplete="off" spellcheck="false"></label></h3>
<div class="scroll" tabindex="0" role="region" aria-label="Table of files"><table id="files-${id}"><thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody></table></div>
</section>
`;
}

function rowHtml(entry: PackageEntry, hasPrevious: boolean, growths: Growths): Html {
  const { path, type, mode, owner, group, uid, gid, mtime, digests } = entry;
  const isFile = type === 'file';
  const owners = `${owner || uid}:${group || gid}`;
  const date = dateText(mtime).slice(0, 10);
  const sha256 = digests.sha256 ?? '';
  const permissions = type === 'symlink' ? '' : mode.toString(8).padStart(4, '0');
  return html`<tr><td data-value="${path}"><i class="dot ${isFile ? `k-${kindOf(entry)}` : 'k-none'}"></i><bdi>${path}</bdi>${remarks(entry)}</td><td class="n" data-value="${isFile ? entry.size : -1}">${isFile ? humanSize(entry.size) : ''}</td>${hasPrevious ? changeCell(path, growths) : ''}<td>${permissions}</td><td>${owners}</td><td data-value="${mtime}">${date}</td><td class="sum" title="${sha256}">${sha256.slice(0, 12)}</td></tr>
`;
}

function changeCell(path: string, growths: Growths): Html {
  const growth = growths.get(path);
  if (!growth) return html`<td class="n" data-value="0"></td>`;
  const { bytes, change } = growth;
  const look = bytes > 0 ? 'up' : bytes < 0 ? 'down' : '';
  const word = change === 'added' ? 'new ' : bytes === 0 ? 'changed' : '';
  return html`<td class="n ${look}" data-value="${bytes}">${word}${bytes === 0 ? '' : humanGrowth(bytes)}</td>`;
}

/** Where a link points, and what is special. */
function remarks({ type, target, flags, capabilities, unsafe }: PackageEntry): Html {
  const link =
    type === 'symlink'
      ? html` <small>→ <bdi>${target}</bdi></small>`
      : type === 'hardlink'
        ? html` <small>= <bdi>${target}</bdi></small>`
        : '';
  const isPlain = type === 'file' || type === 'symlink' || type === 'hardlink';
  const tags = [...(isPlain ? [] : [type]), ...flags, ...(capabilities ? [capabilities] : [])];
  const warning = unsafe === undefined ? '' : html` <span class="tag bad">${unsafe}</span>`;
  return html`${link}${tags.map((tag) => html` <span class="tag">${tag}</span>`)}${warning}`;
}
