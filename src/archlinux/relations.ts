/** A relation without the blanks around its operator, which pacman takes for parts of the name. */
export function tidied(relation: string): string {
  return relation.trim().replace(/\s*(<=|>=|<|>|=)\s*/, '$1');
}
