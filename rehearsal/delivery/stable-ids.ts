import { createHash } from 'node:crypto';

/**
 * Draws ids that look random and are the same in every run: each depends on what it is for and on how many equal
 * things came before, not on the order in which different things arrived.
 */
export class StableIds {
  private readonly seen = new Map<string, number>();

  /** An id in the form of a UUID for something described by `parts`. */
  public uuid(...parts: readonly (string | number)[]): string {
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    const before = this.seen.get(key) ?? 0;
    this.seen.set(key, before + 1);
    const hex = createHash('sha256').update(`${key}/${before}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
