import { systemCode } from '../errors.ts';

/** Whether a process has this id; also one of another user, which cannot be signalled. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}
