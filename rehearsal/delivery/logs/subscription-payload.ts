import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { LogEvent } from '../../logs/log-event';

/** CloudWatch groups what it sends by log stream; the log lines of a rehearsal have none. */
const LOG_STREAM = 'rehearsal';

/** RFC 1952: the byte of a gzip header that names the system which compressed; 255 is unknown. */
const OPERATING_SYSTEM = 9;

/** What a batch of log events is sent with. */
export interface SubscriptionBatch {
  readonly account: string;
  readonly logGroupName: string;
  readonly filterName: string;
  readonly events: readonly LogEvent[];
}

/** The event that a function gets for a batch: `awslogs.data` is gzipped JSON in base64. */
export function awslogsEventOf({ account, logGroupName, filterName, events }: SubscriptionBatch): {
  readonly awslogs: { readonly data: string };
} {
  const message = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: logGroupName,
    logStream: LOG_STREAM,
    subscriptionFilters: [filterName],
    logEvents: events.map((event, index) => ({
      id: idOf(event, index),
      timestamp: event.timestampMs,
      message: event.message,
    })),
  };
  return { awslogs: { data: gzip(JSON.stringify(message)).toString('base64') } };
}

/** 56 digits, as CloudWatch's ids: the time, then something of the event itself. */
function idOf({ logGroupName, timestampMs, message }: LogEvent, index: number): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([logGroupName, message, index]))
    .digest('hex');
  return `${timestampMs}${BigInt(`0x${digest}`)}`.padEnd(56, '0').slice(0, 56);
}

/** Stored, not deflated: zlib's versions and platforms deflate differently, and equal runs are to give equal bytes. */
function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 0 });
  bytes[OPERATING_SYSTEM] = 255;
  return bytes;
}
