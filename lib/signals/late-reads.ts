import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';

/**
 * How grave it is that a stream is read late. Where a function reads it, the age that Lambda publishes pages, sooner and
 * naming the function: a second page for one incident tells nothing new. A ticket stays for readers from elsewhere.
 */
export function severityOfLateReads(stream: Resource): Severity {
  const readers = stream.referrers('AWS::Lambda::EventSourceMapping');
  return readers.some((mapping) => mapping.property('Enabled') !== false) ? Severity.TICKET : Severity.PAGE;
}
