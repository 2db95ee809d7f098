/** The largest of numbers, and not below `least`: as arguments of a call, many overflow the stack. */
export function largest(numbers: Iterable<number>, least = 0): number {
  let most = least;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
