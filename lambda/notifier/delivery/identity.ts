import { createHash } from 'node:crypto';
import type { Alert } from '../alert';
import type { ChannelRoute } from '../environment';

/** One channel, whatever route leads to it. */
export function channelKey({ vendor, secretArn, target }: ChannelRoute): string {
  return JSON.stringify([vendor, secretArn, target ?? '']);
}

/**
 * One change of state in one channel. Made of what the change itself says, not of message ids: the same change through
 * SNS and through EventBridge has different ids.
 */
export function deliveryKey(alert: Alert, route: ChannelRoute): string {
  return key('delivery', [alert.id, alert.contributor?.id, alert.changedAtMs, alert.state, channelKey(route)]);
}

/** One alarm in one channel. */
export function threadKey(alert: Alert, route: ChannelRoute): string {
  return key('thread', [alert.id, alert.contributor?.id, channelKey(route)]);
}

function key(kind: string, parts: readonly unknown[]): string {
  return `${kind}#${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
