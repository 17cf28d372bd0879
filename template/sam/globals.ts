import { isIntrinsic } from '../intrinsic';
import { isRecord } from '../template-file';

/** What a resource says over what Globals say: objects are merged, lists are joined, everything else is replaced. */
export function withGlobals(globals: unknown, own: unknown): unknown {
  if (isRecord(globals) && isRecord(own)) {
    const names = [...new Set([...Object.keys(globals), ...Object.keys(own)])];
    if (isIntrinsic(globals) || isIntrinsic(own)) return own;
    return Object.fromEntries(
      names.map((name) => [name, name in own ? withGlobals(globals[name], own[name]) : globals[name]]),
    );
  }
  return Array.isArray(globals) && Array.isArray(own) ? [...globals, ...own] : own;
}
