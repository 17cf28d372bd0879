import type { Model } from '../template/model';
import { didYouMean, nearMiss } from './near-miss';

/**
 * What a text refers to that the template does not have: `Ref Topik` in a text that holds `unresolved(Ref Topik)`.
 * `undefined` for a text that is sound, or whose value only the deployment knows.
 */
export function danglingReference(text: string, model: Model): string | undefined {
  if (!text.includes('unresolved(')) return undefined;
  const missing = /unresolved\(Ref ([\w:]+)\)/.exec(text)?.[1];
  if (missing !== undefined && !missing.startsWith('AWS::')) return missing;
  const [, logicalId = '', attribute = ''] = /unresolved\((\w+)\.([\w.]+)\)/.exec(text) ?? [];
  return logicalIdsOf(model).has(logicalId) ? `${logicalId}.${attribute}` : undefined;
}

/** Whether a text is the value of another stack, a parameter without default, or something else that is not known. */
export function isUnknownValue(text: string): boolean {
  return /unresolved\(|imported\(|\{\{resolve:/.test(text);
}

/** Names of the alarms of a template, by name and by ARN. */
export function alarmNames({ alarms, compositeAlarms }: Model): ReadonlyMap<string, string> {
  return new Map(
    [...alarms, ...compositeAlarms].flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]),
  );
}

/**
 * What to say of a reference to an alarm that the template lacks: `this template has no alarm "a"; did you mean "b"?`.
 * `undefined` for one that it has, also under a condition that does not hold, and for one that may stand in another
 * stack: an ARN, unless it looks misspelt.
 */
export function unknownAlarm(reference: string, model: Model): string | undefined {
  const known = alarmNames(model);
  const dangling = danglingReference(reference, model);
  if (dangling !== undefined) return `this template has no alarm "${dangling}"`;
  if (known.has(reference) || model.absentAlarms.includes(reference) || isUnknownValue(reference)) return undefined;
  const [, prefix, name = reference] = /^(arn:.*:alarm:)(.+)$/.exec(reference) ?? [];
  const near = nearMiss(name, known.values());
  if (prefix !== undefined && (near === undefined || !known.has(`${prefix}${near}`) || areNumbered(name, near))) {
    return undefined;
  }
  if (prefix === undefined && reference.startsWith('arn:')) return undefined;
  return `this template has no alarm "${name}"${didYouMean(name, known.values())}`;
}

/** `queue-1` and `queue-2` are two alarms, not one misspelt. */
function areNumbered(one: string, other: string): boolean {
  return one.replace(/\d+/g, '') === other.replace(/\d+/g, '');
}

function logicalIdsOf(model: Model): ReadonlySet<string> {
  const { functions, queues, topics, tables, logGroups, alarms, compositeAlarms, keys, httpApis } = model;
  const resources = [functions, queues, topics, tables, logGroups, alarms, compositeAlarms, keys, httpApis];
  return new Set(resources.flat().map(({ logicalId }) => logicalId));
}
