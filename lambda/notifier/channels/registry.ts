import type { Channel } from './channel';
import * as channels from './index';

const byVendor: ReadonlyMap<string, Channel> = new Map(
  Object.values(channels).map((channel: Channel) => [channel.vendor, channel]),
);

/** The channel of a vendor, or `undefined` when there is none of that name. */
export function channelOf(vendor: string): Channel | undefined {
  return byVendor.get(vendor);
}
