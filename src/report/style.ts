/** How the page looks: light and dark, on screens of any width, and printed. */
export const STYLE = `
:root {
  --page: #f6f7f9; --card: #fff; --ink: #1c2330; --quiet: #5c6675; --line: #dfe3e9; --hover: #f0f3f7;
  --accent: #2457c5; --up: #b3261e; --down: #1a7f4b; --open: #8a5a00;
  --program: #a9c4f5; --library: #9bdacb; --config: #f5cf8e; --doc: #d3c1f2; --locale: #f4b9cb;
  --data: #cbd3dd; --small: #e6eaef; --folder: #eef1f5;
  --new: #f3b562; --larger: #f0a39b; --smaller: #a5dcb9; --touched: #b9cdf2; --same: #e3e7ec;
  --tile: #131a26;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151c; --card: #181e28; --ink: #e4e9f1; --quiet: #9aa6b6; --line: #2b3442; --hover: #212938;
    --accent: #8db2ff; --up: #ff9d92; --down: #7dd6a3; --open: #e5b65c;
    --program: #34558f; --library: #22695c; --config: #7d5a1c; --doc: #584487; --locale: #80405a;
    --data: #46505f; --small: #2a3240; --folder: #1f2734;
    --new: #8c5b16; --larger: #8d3b34; --smaller: #2a6b46; --touched: #35507f; --same: #2c3542;
    --tile: #f1f5fb;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
header, main { max-width: 1200px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 36px; padding-bottom: 20px; }
h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -.015em; display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; overflow-wrap: anywhere; }
h1 .version { font-weight: 400; color: var(--quiet); }
h2 { margin: 28px 0 14px; font-size: 20px; overflow-wrap: anywhere; }
h3 { margin: 0 0 12px; font-size: 16px; display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; }
small, .quiet { color: var(--quiet); font-weight: 400; font-size: 13px; }
.summary { margin: 8px 0 0; font-size: 17px; color: var(--quiet); }
.file { margin: 6px 0 0; color: var(--quiet); overflow-wrap: anywhere; }
code, pre, .sum, .crumbs { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 12.5px; }
.badge { font-size: 13px; font-weight: 500; letter-spacing: 0; padding: 2px 10px; border: 1px solid var(--line); border-radius: 99px; background: var(--card); color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; margin: 0 0 18px; }
a { color: var(--accent); }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
[hidden] { display: none !important; }

.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 18px; margin: 0 0 18px; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 20px; }
.figures dt { color: var(--quiet); font-size: 13px; }
.figures dd { margin: 0; font-size: 24px; font-weight: 600; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.figures small { font-size: 14px; letter-spacing: 0; white-space: nowrap; }

.legend { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 18px; margin: 0 0 10px; font-size: 13px; }
.legend ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; }
.choice { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.choice button { border: 0; background: none; padding: 3px 12px; }
.choice [aria-pressed=true] { background: var(--ink); color: var(--card); }
body:not(.by-change) .legend .changes, body.by-change .legend .choice ~ .kinds { display: none; }

.crumbs { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; min-height: 26px; margin-bottom: 6px; }
.crumb { border: 0; background: none; padding: 1px 5px; border-radius: 5px; font: inherit; }
button.crumb { color: var(--accent); }
button.crumb:hover { background: var(--hover); }
.crumb + .crumb::before { content: '›'; color: var(--quiet); margin-right: 6px; margin-left: -4px; }
.crumbs .total { margin-left: auto; color: var(--quiet); }
.map { position: relative; width: 100%; aspect-ratio: 1140 / 560; border-radius: 8px; overflow: hidden; background: var(--folder); }
.map > * { position: absolute; margin: 0; padding: 0; border: 0; overflow: hidden; container-type: size; font-size: 11.5px; line-height: 19px; text-align: left; color: var(--tile); }
.map span { display: block; padding: 0 5px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.map small { display: none; padding: 0 5px; color: inherit; opacity: .72; font-size: 11px; line-height: 14px; font-weight: 400; }
@container (min-width: 58px) and (min-height: 42px) { .map small { display: block; } }
@container (max-width: 33px) or (max-height: 11px) { .map span { display: none; } }
@container (max-height: 17px) { .map span { font-size: 9.5px; line-height: 11px; padding: 0 3px; } }
.folder { background: var(--card); border-radius: 5px; box-shadow: inset 0 0 0 1px var(--line); }
.map .folder { font-weight: 600; color: var(--ink); }
.map button { display: flex; flex-direction: column; align-items: stretch; justify-content: flex-start; }
.leaf { border-radius: 3px; }
button.folder:hover { background: var(--hover); }
.leaf:hover { filter: brightness(1.07) saturate(1.15); box-shadow: inset 0 0 0 2px var(--ink); }
.k-program { background: var(--program); } .k-library { background: var(--library); }
.k-config { background: var(--config); } .k-doc { background: var(--doc); }
.k-locale { background: var(--locale); } .k-data { background: var(--data); }
.k-small { background: var(--small); } .k-none { background: none; border: 1px solid var(--line); }
.dot.g-new, .by-change .map .g-new { background: var(--new); }
.dot.g-up, .by-change .map .g-up { background: var(--larger); }
.dot.g-down, .by-change .map .g-down { background: var(--smaller); }
.dot.g-touched, .by-change .map .g-touched { background: var(--touched); }
.dot.g-same, .by-change .map .g-same { background: var(--same); }
.about { margin: 8px 0 0; color: var(--quiet); font-size: 13px; }
.tip { position: fixed; z-index: 9; max-width: min(560px, 90vw); padding: 7px 11px; border-radius: 8px; background: #10151e; color: #f4f7fb; font-size: 13px; pointer-events: none; box-shadow: 0 6px 24px #0005; overflow-wrap: anywhere; }
.tip bdi { display: block; font-weight: 600; }
.tip span { color: #c3cddb; }

.growth { list-style: none; margin: 0; padding: 0; }
.growth li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto 180px 84px; gap: 4px 12px; align-items: center; padding: 5px 0; border-top: 1px solid var(--line); }
.growth li:first-child { border-top: 0; }
.growth code { grid-column: 1; overflow-wrap: anywhere; }
.growth .tag { grid-column: 2; justify-self: start; }
.growth .sizes { grid-column: 3; color: var(--quiet); font-size: 13px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.growth .bar { grid-column: 4; height: 8px; border-radius: 4px; background: var(--hover); overflow: hidden; }
.growth b { grid-column: 5; text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar i { display: block; height: 100%; border-radius: 4px; background: var(--same); }
.bar.up i { background: var(--larger); } .bar.down i { background: var(--smaller); }
.up { color: var(--up); } .down { color: var(--down); }

.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 18px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 18px; margin: 0 0 12px; }
dl.figures { gap: 18px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.fields { margin-top: 10px; font-size: 13px; }
.fields dd { white-space: pre-wrap; }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: 5px; margin: 0 0 4px -8px; padding: 0; }
.chips li { background: var(--hover); border-radius: 6px; padding: 0 8px; font-size: 13.5px; }
.copy { border: 1px solid var(--line); border-radius: 6px; background: none; padding: 0 8px; font-size: 12.5px; color: var(--quiet); }
.states { list-style: none; margin: 0; padding: 0; }
.states li { padding: 3px 0 3px 24px; position: relative; overflow-wrap: anywhere; }
.states li::before { position: absolute; left: 0; width: 16px; text-align: center; font-weight: 700; }
.good::before { content: '✓'; color: var(--down); } .bad::before { content: '✕'; color: var(--up); }
.open::before { content: '–'; color: var(--open); }
.state::before { margin-right: 6px; font-weight: 700; }
.state { white-space: nowrap; }
details { margin: 4px 0; }
summary { cursor: pointer; padding: 3px 0; }
.script { margin: 4px 0; padding: 3px 0 3px 16px; }
pre { margin: 6px 0 10px; padding: 12px 14px; border-radius: 8px; background: var(--page); overflow-x: auto; max-height: 420px; tab-size: 4; }

.scroll { overflow: auto; }
.files .scroll { max-height: 640px; margin: 0 -20px -18px; border-top: 1px solid var(--line); border-radius: 0 0 12px 12px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 5px 12px; vertical-align: baseline; white-space: nowrap; }
.files td:first-child, .overview th[scope=row] { white-space: normal; overflow-wrap: anywhere; min-width: 260px; font-weight: 400; }
.files th:first-child, .files td:first-child { padding-left: 20px; }
td { border-top: 1px solid var(--line); }
.files thead th { position: sticky; top: 0; background: var(--card); z-index: 1; box-shadow: inset 0 -1px var(--line); padding-top: 8px; padding-bottom: 8px; }
.files tbody tr:first-child td { border-top: 0; }
th button { border: 0; background: none; padding: 0; font-weight: 600; font-size: 13px; color: var(--quiet); }
th button::after { content: '↕'; opacity: .35; margin-left: 5px; }
th[aria-sort=ascending] button::after { content: '↑'; opacity: 1; }
th[aria-sort=descending] button::after { content: '↓'; opacity: 1; }
tbody tr:hover { background: var(--hover); }
.n { text-align: right; }
th[data-kind=number]:nth-child(2), th[data-kind=number]:nth-child(3):not(:nth-last-child(2)) { text-align: right; }
.sum { color: var(--quiet); }
.tag { display: inline-block; font-size: 11.5px; padding: 0 6px; border-radius: 5px; background: var(--hover); color: var(--quiet); }
.tag.bad { color: var(--up); }
.tag.bad::before { content: none; }
.filter { margin-left: auto; font-weight: 400; font-size: 13px; color: var(--quiet); }
.filter input { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 8px; padding: 4px 10px; width: 220px; margin-left: 6px; }
.overview thead th { color: var(--quiet); font-size: 13px; padding-top: 0; }
.overview th[scope=row] { border-top: 1px solid var(--line); }
.overview td, .overview th { padding: 8px 12px; }
.overview th:first-child { padding-left: 0; }
.overview a[aria-current] { font-weight: 600; color: inherit; text-decoration: none; }
.overview .wide { width: 26%; }
.mix { display: flex; height: 12px; border-radius: 4px; overflow: hidden; gap: 1px; min-width: 4px; margin: 4px 0 2px; }

@media (max-width: 860px) {
  header, main { padding-left: 14px; padding-right: 14px; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 12px; }
  dl.figures { gap: 12px; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  .growth li { grid-template-columns: minmax(0, 1fr) auto auto; }
  .growth .bar { display: none; }
  .growth .sizes { grid-column: 1; grid-row: 2; }
  .growth b { grid-column: 3; }
  .figures dd { font-size: 20px; }
  .figures div { padding: 12px 14px; }
  .map { aspect-ratio: 1; }
  .map .folder span { font-size: 9.5px; line-height: 12px; padding: 0 3px; }
  .filter { margin-left: 0; width: 100%; }
  .filter input { width: calc(100% - 60px); }
}
@media print {
  body { background: #fff; }
  .package[hidden], .files .scroll { display: block !important; max-height: none; }
}
`;
