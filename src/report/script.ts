/** What the page does besides showing: zooms, tells of what is pointed at, sorts and filters. */
export const SCRIPT = `'use strict';
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const one = (selector, from = document) => from.querySelector(selector);

for (const hidden of all('.filter, .choice, .copy')) hidden.hidden = false;

// Several packages: one at a time.
const packages = all('.package');
const show = () => {
  const wanted = packages.find(({ id }) => '#' + id === location.hash) ?? packages[0];
  for (const each of packages) each.hidden = each !== wanted;
  for (const link of all('.overview a')) {
    const isShown = link.hash === '#' + wanted?.id;
    if (isShown) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
};
if (packages.length > 1) {
  addEventListener('hashchange', show);
  show();
}

// Treemaps: a folder is shown in place of the whole.
const open = (id) => {
  const view = one('[data-view="' + id + '"]');
  for (const each of all('.view', view.parentElement)) each.hidden = each !== view;
  one('button.crumb', view)?.focus({ preventScroll: true });
};
const tip = one('.tip');
document.addEventListener('click', ({ target }) => {
  const opener = target.closest('[data-open]');
  if (!opener) return;
  tip.hidden = true;
  open(opener.dataset.open);
});
document.addEventListener('keydown', ({ key, target }) => {
  const view = target.closest?.('.view');
  if (key === 'Escape' && view) all('button.crumb', view).at(-1)?.click();
});

// What is pointed at.
const point = ({ target, clientX, clientY }) => {
  const tile = target.closest?.('[data-about]');
  tip.hidden = !tile;
  if (!tile) return;
  const [path, ...rest] = tile.dataset.about.split(' · ');
  tip.replaceChildren(Object.assign(document.createElement('bdi'), { textContent: path }));
  tip.append(Object.assign(document.createElement('span'), { textContent: rest.join(' · ') }));
  const box = tile.getBoundingClientRect();
  const [x, y] = clientX === undefined ? [box.left, box.bottom] : [clientX, clientY];
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - width - 8)) + 'px';
  tip.style.top = (y + height + 24 > innerHeight ? y - height - 12 : y + 16) + 'px';
};
for (const map of all('.treemap')) {
  map.addEventListener('pointermove', point);
  map.addEventListener('focusin', ({ target }) => point({ target }));
  for (const end of ['pointerleave', 'focusout']) {
    map.addEventListener(end, () => { tip.hidden = true; });
  }
}

// Colours by kind or by change, for all packages.
for (const button of all('[data-colours]')) {
  button.addEventListener('click', () => {
    const { colours } = button.dataset;
    document.body.classList.toggle('by-change', colours === 'change');
    for (const each of all('[data-colours]')) {
      each.setAttribute('aria-pressed', String(each.dataset.colours === colours));
    }
  });
}

// Tables.
const valueOf = (row, column, isNumber) => {
  const cell = row.cells[column];
  const value = cell.dataset.value ?? cell.title ?? '';
  return isNumber ? Number(value) : value || cell.textContent;
};
for (const button of all('.files th button')) {
  button.addEventListener('click', () => {
    const head = button.parentElement;
    const isNumber = head.dataset.kind === 'number';
    // Large numbers are looked for more often than small ones.
    const first = isNumber ? 'descending' : 'ascending';
    const other = isNumber ? 'ascending' : 'descending';
    const order = head.getAttribute('aria-sort') === first ? other : first;
    for (const each of all('th', head.parentElement)) each.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', order);
    const column = head.cellIndex;
    const table = head.closest('table');
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [valueOf(row, column, isNumber), row]);
    const sign = order === 'ascending' ? 1 : -1;
    rows.sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0));
    // Thousands of rows are put in order where nothing looks at them.
    body.remove();
    for (const [, row] of rows) body.append(row);
    table.append(body);
  });
}
for (const input of all('[data-filter]')) {
  const table = document.getElementById(input.dataset.filter);
  const count = one('.count', input.closest('section'));
  const total = count.textContent;
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = words.length > 0 ? shown + ' of ' + total : total;
  });
}

for (const button of all('.copy')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard?.writeText(button.dataset.copy);
    button.textContent = 'Copied';
  });
}
`;
