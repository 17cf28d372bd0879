import { runbookIn } from '../alarm-identity';
import { nested, textOf, timeOf } from '../fields';
import { pairsOf } from '../metric-facts';
import type { Reader } from '../reader';

/** What the rule of an event alert makes of its event (`lib/alarms/create-event-rule.ts`). */
export const readEventAlert: Reader = ({ fields, messageId, sentAtMs }, severity) => {
  const name = textOf(fields, 'EventAlert');
  if (fields === undefined || name === undefined) return undefined;
  const lines = Array.isArray(fields.Description) ? fields.Description.filter((line) => typeof line === 'string') : [];
  const description = lines.length === 0 ? undefined : lines.join('\n');
  // What the event did not have is empty.
  const facts = pairsOf(nested(fields, 'Facts')).filter(({ value }) => value.trim() !== '');
  return {
    kind: 'event',
    id: textOf(fields, 'EventId') ?? messageId ?? name,
    name,
    description,
    severity,
    reason: facts.length === 0 ? undefined : facts.map((fact) => `${fact.name}: ${fact.value}`).join('\n'),
    changedAtMs: timeOf(textOf(fields, 'Time')) ?? sentAtMs,
    account: textOf(fields, 'Account'),
    region: textOf(fields, 'Region'),
    children: [],
    runbookUrl: runbookIn(description),
  };
};
