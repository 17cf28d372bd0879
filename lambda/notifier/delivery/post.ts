import type { Alert } from '../alert';
import type { Sent, ThreadContext } from '../channels/channel';
import { channelOf } from '../channels/registry';
import type { ChannelRoute } from '../environment';
import { errorName } from '../error-name';
import { linksOf } from '../wording/links';
import type { Ports } from './ports';

/** Sends an alert through a channel with its secret; asks once for a newer secret if the vendor refuses this one. */
export async function post(
  alert: Alert,
  route: ChannelRoute,
  thread: ThreadContext | undefined,
  ports: Ports,
): Promise<Sent> {
  const channel = channelOf(route.vendor);
  if (channel === undefined) return { outcome: 'broken', why: `no channel for vendor ${JSON.stringify(route.vendor)}` };
  const { dashboardName, region, serviceName } = ports.environment;
  const send = async (secret: string): Promise<Sent> => {
    try {
      return await channel.send(alert, {
        secret,
        thread,
        target: route.target,
        links: linksOf(alert, { name: dashboardName, region }),
        serviceName,
        http: ports.http,
        nowMs: ports.now(),
      });
    } catch (error) {
      // A bug of ours would fail the same way for ever. Its message may quote anything, so only its name is told.
      const name = errorName(error);
      return { outcome: 'broken', why: `${route.vendor}: the channel failed (${name})` };
    }
  };

  const secret = await ports.secrets.read(route.secretArn, false);
  if ('problem' in secret) return secret.problem;
  const sent = await send(secret.value);
  if (sent.outcome !== 'broken' || !sent.secretSuspect || !secret.cached) return sent;
  const newer = await ports.secrets.read(route.secretArn, true);
  return 'problem' in newer || newer.value === secret.value ? sent : send(newer.value);
}
