// Treemaps as HTML: one for the package, and one for each folder that is large enough to look into.
import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { humanGrowth, humanSize } from '../inspect/human-size.ts';
import { changeClass, type Growths } from './growth.ts';
import { type Html, html } from './html.ts';
import type { SizeNode } from './tree.ts';

/** The box that is laid out; on the page it is as wide as there is room. */
const WIDTH = 1140;
const HEIGHT = 560;
const LABEL = 19;
/** Parts of a treemap below which something is not drawn by itself. */
const TINY = 1 / 1500;
/** Parts of the package from which a folder has a treemap of its own. */
const WORTH_A_LOOK = 1 / 50;
/** Treemaps of a package at most. */
const MOST_VIEWS = 60;

/** What is drawn: a file or folder, or the small ones of a folder together. */
interface Tile {
  readonly node: SizeNode;
  /** How many small ones this stands for; 0 for one that stands for itself. */
  readonly small: number;
  readonly value: number;
  readonly children: readonly Tile[];
}

/** Treemaps of the whole and of its folders, of which the page shows one at a time. */
export function treemapViews(root: SizeNode, growths: Growths, id: string): Html {
  const folders = viewsOf(root);
  const numbers = new Map(folders.map((node, i) => [node, i]));
  const views = folders.map((node, i) => viewHtml(node, i, { root, numbers, growths, id }));
  return html`<div class="treemap">${views}</div>`;
}

/** Folders in the order in which they are met, the root first. */
function viewsOf(root: SizeNode): SizeNode[] {
  const found: SizeNode[] = [];
  const visit = (node: SizeNode) => {
    if (node.children.length < 2 || node.size < root.size * WORTH_A_LOOK) return;
    found.push(node);
    node.children.forEach(visit);
  };
  visit(root);
  return found.length > 0 ? found.slice(0, MOST_VIEWS) : [root];
}

interface Context {
  readonly root: SizeNode;
  readonly numbers: ReadonlyMap<SizeNode, number>;
  readonly growths: Growths;
  readonly id: string;
}

function viewHtml(view: SizeNode, number: number, context: Context): Html {
  const tiles = hierarchy(tileOf(view, view.size * TINY), ({ children }) => [...children])
    .sum(({ children, value }) => (children.length > 0 ? 0 : value))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laidOut = treemap<Tile>()
    .size([WIDTH, HEIGHT])
    .tile(treemapSquarify.ratio(1.4))
    .paddingInner(2)
    .paddingOuter(3)
    .paddingTop((tile) => (tile.depth === 0 ? 0 : hasHeadRoom(tile) ? LABEL : 3))
    .round(true)(tiles);
  const shown = laidOut.descendants().slice(1);
  const crumbs = trailTo(view, context.root).map((node) => crumbHtml(node, view, context));
  return html`<div class="view" data-view="${context.id}-${number}"${number > 0 ? html` hidden` : ''}>
<nav class="crumbs" aria-label="Folder shown">${crumbs}<span class="total">${humanSize(view.size)}</span></nav>
<div class="map">${shown.map((tile) => tileHtml(tile, view, context))}</div>
</div>
`;
}

/** The folder with what is too small to see taken together. */
function tileOf(node: SizeNode, tiny: number): Tile {
  const large = node.children.filter(({ size }) => size >= tiny);
  const small = node.children.filter(({ size }) => size < tiny);
  const rest = small.reduce((sum, { size }) => sum + size, 0);
  const children = large.map((child) => tileOf(child, tiny));
  const together = { node, small: small.length, value: rest, children: [] };
  const hasRest = small.length > 0 && large.length > 0;
  return {
    node,
    small: 0,
    value: node.size,
    children: hasRest ? [...children, together] : children,
  };
}

function trailTo(view: SizeNode, root: SizeNode): SizeNode[] {
  const trail = [root];
  for (let at = root; at !== view; ) {
    const next = at.children.find(
      ({ path }) => path === view.path || view.path.startsWith(`${path}/`),
    );
    if (!next) break;
    trail.push(next);
    at = next;
  }
  return trail;
}

function crumbHtml(node: SizeNode, view: SizeNode, { numbers, id }: Context): Html {
  const number = numbers.get(node);
  if (node === view || number === undefined) return html`<bdi class="crumb">${node.name}</bdi>`;
  return html`<button type="button" class="crumb" data-open="${id}-${number}"><bdi>${node.name}</bdi></button>`;
}

function tileHtml(tile: HierarchyRectangularNode<Tile>, view: SizeNode, context: Context): Html {
  const { node, small, value } = tile.data;
  const { x0, x1, y0, y1 } = tile;
  const place = `left:${percent(x0, WIDTH)};top:${percent(y0, HEIGHT)};width:${percent(x1 - x0, WIDTH)};height:${percent(y1 - y0, HEIGHT)}`;
  const isFolder = tile.children !== undefined;
  const number = small > 0 ? undefined : context.numbers.get(node);
  const canOpen = number !== undefined && node !== view;
  const grown = small > 0 ? undefined : context.growths.get(node.path);
  const name =
    small > 0
      ? `${small} smaller`
      : node.children.length > 0 && !isFolder
        ? `${node.name}/`
        : node.name;
  const about = aboutOf(node, small, value, view, grown?.bytes);
  const size = isFolder ? '' : html`<small>${humanSize(value)}</small>`;
  const hasRoom = isFolder ? hasHeadRoom(tile) : x1 - x0 > 33 && y1 - y0 > 12;
  const label = hasRoom ? html`<span><bdi>${name}</bdi></span>${size}` : '';
  const looks = isFolder
    ? 'folder'
    : `leaf k-${small > 0 ? 'small' : node.kind} g-${small > 0 ? 'same' : changeClass(grown)}`;
  if (!canOpen)
    return html`<div class="${looks}" style="${place}" data-about="${about}">${label}</div>`;
  return html`<button type="button" class="${looks}" style="${place}" data-about="${about}" data-open="${context.id}-${number}" aria-label="Look into ${node.path}, ${humanSize(node.size)}">${label}</button>`;
}

/** Path, size, share and growth, for the line that tells of what is pointed at. */
function aboutOf(
  node: SizeNode,
  small: number,
  value: number,
  view: SizeNode,
  grown: number | undefined,
): string {
  const share = `${((100 * value) / Math.max(1, view.size)).toFixed(1)} %`;
  const name = small > 0 ? `${small} smaller ones in ${node.path}` : node.path;
  const growth = grown === undefined || grown === 0 ? [] : [humanGrowth(grown)];
  return [name, humanSize(value), share, ...growth].join(' · ');
}

/** Whether a folder's name fits above what is in it. */
function hasHeadRoom({ x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number }) {
  return x1 - x0 > 40 && y1 - y0 > 2 * LABEL;
}

function percent(part: number, whole: number): string {
  return `${Number(((100 * part) / whole).toFixed(3))}%`;
}
