import type { Resource } from '../discover/resource';

/** How exactly a selector names a resource; what names it more exactly wins. */
export enum Exactness {
  /** `team=payments`. */
  TAG = 0,
  /** `Shop/*`, or a construct that it stands below. */
  PATTERN = 1,
  /** Its own path or logical id. */
  EXACT = 2,
}

export interface Match {
  readonly exactness: Exactness;
  /** Of two patterns the one that says more is the more specific: characters that are no wildcard. */
  readonly length: number;
}

/** Whether and how a selector of `resources` means a resource. */
export function matchOf(selector: string, resource: Resource): Match | undefined {
  const length = selector.replaceAll('*', '').length;
  const { path, id, logicalId, tags = {} } = resource;
  if (selector === path || selector === id || selector === logicalId) return { exactness: Exactness.EXACT, length };
  if (selector.includes('=')) {
    const tagged = Object.entries(tags).some(([key, value]) => selector === `${key}=${value}`);
    return tagged ? { exactness: Exactness.TAG, length } : undefined;
  }
  const found = selector.includes('*')
    ? [path, id].some((name) => patternOf(selector).test(name))
    : [path, id].some((name) => name.startsWith(`${selector.replace(/\/$/, '')}/`));
  return found ? { exactness: Exactness.PATTERN, length } : undefined;
}

/** What a selector could have meant, for messages. */
export function selectableNames({ path, id, logicalId, tags = {} }: Resource): string[] {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [id, path, ...(logicalId === undefined ? [] : [logicalId]), ...tagged];
}

/** `*` is anything within one construct id, `**` also across them. */
function patternOf(selector: string): RegExp {
  const parts = selector.split(/(\*+)/).map((part) => {
    if (part.startsWith('**')) return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
