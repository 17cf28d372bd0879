import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib';

/** CloudWatch's limit for the names of alarms, and for those of metrics. */
export const MAX_NAME_LENGTH = 255;

/** A name within the limit: its end, which identifies, and a digest, so that what is cut still tells names apart. */
export function shortened(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const digest = digestOf(name);
  // Half of a character may be left where it is cut.
  const end = name.slice(name.length - MAX_NAME_LENGTH + digest.length + 1).replace(/^[\uDC00-\uDFFF]/, '');
  return `${digest}…${end}`;
}

/** As `shortened`, for dashboards: letters, digits, - and _, with room for what tells some apart. */
export function shortenedPlain(name: string): string {
  return Token.isUnresolved(name) || name.length <= 230 ? name : `${name.slice(0, 220)}-${digestOf(name)}`;
}

/** Tells a name from others that read the same after something in them was replaced. */
export function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}
