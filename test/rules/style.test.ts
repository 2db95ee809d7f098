import { describe, expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './sources.ts';

const MAX_LINES = 300;
const MEDIAN_LINES = 100;

interface Ban {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Files where it is right. */
  readonly except?: readonly string[];
}

/** Files that append a few values at a time: keys, pages of a list, the problems of one thing. */
const FEW_AT_A_TIME = [
  'src/apk/members.ts',
  'src/apk/version.ts',
  'src/cli/inspect/page.ts',
  'src/contents/gather.ts',
  'src/contents/plan.ts',
  'src/contents/walk.ts',
  'src/deb/field-limits.ts',
  'src/deb/limits.ts',
  'src/inspect/signatures/keys.ts',
  'src/linting.ts',
  'src/nfpm-config/recipe.ts',
  'src/nfpm-config/yaml.ts',
  'src/output/index.ts',
  'src/pipeline.ts',
  'src/publish/github/assets.ts',
  'src/publish/github/draft.ts',
  'src/release/set/merge.ts',
  'src/release/set/problems.ts',
  'src/release/verify.ts',
];

/** Not to be found in src. */
const BANNED: readonly Ban[] = [
  { pattern: /\bnew Error\(/, reason: 'errors are JacoPkgError, with a code and a place' },
  { pattern: /@ts-(?:ignore|expect-error|nocheck)/, reason: 'types are to be right' },
  { pattern: /(?::|\bas|<)\s*any\b/, reason: 'any turns the checker off' },
  { pattern: /\b(?:TODO|FIXME|XXX)\b/, reason: 'what is written is finished' },
  {
    pattern: /\.localeCompare\(|\.toLocale\w+\(|\bIntl\./,
    reason: 'no output depends on the locale',
  },
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    reason: 'no output depends on the clock',
    // When to redraw a line, the one clock of signatures, whether a key has expired, and when an
    // entry of the cache was used.
    except: [
      'src/cli/progress.ts',
      'src/cli/process.ts',
      'src/sign/load.ts',
      'src/cache/folder.ts',
    ],
  },
  {
    pattern: /JSON\.stringify\([^;]*, null, 2\)/,
    reason: 'jsonText is safe for terminals, and to be had in every room that writes JSON',
    except: ['src/cli/messages.ts', 'src/release/documents/json.ts', 'src/upgrade/journal.ts'],
  },
  {
    pattern: /\bMath\.(?:max|min)\(.*\.\.\./,
    reason: 'of many numbers, the arguments overflow the stack: largest takes any number',
    // Rules, scripts, sizes of a batch, and the signatures of a key: a handful each.
    except: [
      'src/cli/lint/rules.ts',
      'src/contents/scripts.ts',
      'src/ingest/store.ts',
      'src/sign/openpgp-candidates.ts',
    ],
  },
  {
    pattern: /\.push\(\.\.\./,
    reason: 'of many values, the arguments overflow the stack: push them one by one',
    except: FEW_AT_A_TIME,
  },
  { pattern: /\bMath\.random\(/, reason: 'no output depends on chance' },
  { pattern: /\bhostname\(|\buserInfo\(/, reason: 'no output depends on the machine' },
];

const src = sourceFiles('src');
const all = [...src, ...sourceFiles('test')];

describe('files', () => {
  test(`have no more than ${MAX_LINES} lines`, () => {
    expect(all.filter((file) => lines(file) > MAX_LINES).map(({ path }) => path)).toEqual([]);
  });

  test(`of src have a median of no more than ${MEDIAN_LINES} lines`, () => {
    const sorted = src.map(lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN_LINES);
  });
});

describe('src', () => {
  test.each(BANNED)('has no $pattern: $reason', ({ pattern, except = [] }) => {
    const checked = src.filter(({ path }) => !except.includes(path));
    const found = checked.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        return pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });
});

function lines({ text }: SourceFile): number {
  return text.split('\n').length - 1;
}
