// npm run fuzz -- [--runs N] [--minutes M] [--seed S] [--target T] [--guided] [--corpus DIR]
//                 [--input FILE]
// Feeds changed inputs to everything that reads what others wrote. What is found is kept in
// build/fuzz/findings, each input as a file; the exit status is 1 then.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, faultIn } from './run.ts';
import { scratchForThreads } from './scratch.ts';
import { TARGETS } from './targets.ts';
import { readInputs } from './watch.ts';

const FINDINGS = 'build/fuzz/findings';
/** Without --runs or --minutes, of all targets together. */
const DEFAULT_SECONDS = 20;

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true },
    guided: { type: 'boolean', default: false },
    corpus: { type: 'string', default: '' },
    input: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `npm run fuzz -- [OPTIONS]
  --minutes M     how long, for all targets together; ${DEFAULT_SECONDS} seconds by default
  --runs N        how many inputs
  --seed S        other inputs
  --target T      one target; may be given several times
  --guided        go on from inputs that reach new code
  --corpus DIR    start from these files too
  --input FILE    nothing but this file
`;

const say = (text: string) => process.stdout.write(`${text}\n`);
const targets = TARGETS.filter(({ name }) => values.target?.includes(name) ?? true);
const seen = new Set<string>();

function keep(finding: Finding): void {
  const { target, index, fault, input } = finding;
  // The same fault at another number is the same fault.
  const kind = `${target} ${fault.replace(/\d+/g, '#')}`;
  if (seen.has(kind)) return;
  seen.add(kind);
  const name = `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`;
  mkdirSync(FINDINGS, { recursive: true });
  writeFileSync(join(FINDINGS, name), input);
  say(`FOUND ${target} input ${index}: ${fault}\n      ${join(FINDINGS, name)}`);
}

async function fuzz(): Promise<void> {
  scratchForThreads();
  const runs = values.runs === undefined ? Number.MAX_SAFE_INTEGER : Number(values.runs);
  const seconds = values.minutes ? Number(values.minutes) * 60 : DEFAULT_SECONDS;
  const isTimed = values.minutes !== undefined || values.runs === undefined;
  let all = 0;
  for (const { name } of targets) {
    const started = Date.now();
    const share = (seconds * 1000) / targets.length;
    const until = isTimed ? started + share : Number.MAX_SAFE_INTEGER;
    const end = Math.min(2 ** 31 - 1, Math.ceil(runs / targets.length));
    const { seed, corpus, guided: isGuided } = values;
    const work = { target: name, seed, start: 0, end, until, corpus, isGuided };
    const count = await readInputs(work, keep);
    const took = (Date.now() - started) / 1000;
    say(`${name}: ${count} inputs in ${took.toFixed(1)} s`);
    all += count;
  }
  say(`${all} inputs, ${seen.size} findings`);
  process.exitCode = seen.size > 0 ? 1 : 0;
}

/** Reads one input with the targets that are named. */
async function readOne(path: string): Promise<void> {
  for (const target of targets) {
    const fault = await faultIn(target, readFileSync(path));
    say(`${target.name}: ${fault ?? 'as it has to be'}`);
  }
}

if (values.help) process.stdout.write(HELP);
else await (values.input === undefined ? fuzz() : readOne(values.input));
