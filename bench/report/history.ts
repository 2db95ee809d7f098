import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Session } from '../session.ts';

/** All sessions that were kept, the newest last. */
export function readHistory(file: string): Session[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

export function addToHistory(file: string, session: Session): void {
  writeFileSync(file, historyText([...readHistory(file), session]));
}

/** JSON with a line per result, so that a change of it can be read. */
export function historyText(sessions: readonly Session[]): string {
  const texts = sessions.map(({ results, ...about }) => {
    const head = JSON.stringify(about, null, 2).slice(0, -2);
    const rows = results.map((result) => `    ${JSON.stringify(rounded(result))}`);
    return `${head},\n  "results": [\n${rows.join(',\n')}\n  ]\n}`;
  });
  return `[\n${texts.join(',\n')}\n]\n`;
}

/** Times to the millisecond: more is chance. */
function rounded(result: Session['results'][number]): Session['results'][number] {
  const milli = (value: number) => Math.round(value * 1000) / 1000;
  return { ...result, wall: milli(result.wall), cpu: milli(result.cpu) };
}
