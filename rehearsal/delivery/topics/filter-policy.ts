import { isRecord } from '../../template/template-file';
import type { Notification } from './notification';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

type Fields = Readonly<Record<string, unknown>>;

/** The conditions of a policy that are rehearsed. Each is told the value of the field, `undefined` when it is absent. */
const CONDITIONS: Readonly<Record<string, (value: unknown, operand: unknown) => boolean>> = {
  exists: (value, operand) => (value !== undefined) === operand,
  prefix: (value, operand) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (value, operand) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (value, operand) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  numeric: (value, operand) => typeof value === 'number' && Array.isArray(operand) && inRange(value, operand),
  'anything-but': (value, operand) => value !== undefined && ![operand].flat().some((each) => fulfils(value, each)),
};

/** Whether a subscription with this policy receives the notification. A body that is no JSON object matches nothing. */
export function passesFilter(policy: Fields, scope: FilterPolicyScope, notification: Notification): boolean {
  const fields = scope === 'MessageBody' ? bodyOf(notification) : attributesOf(notification);
  return fields !== undefined && matches(policy, fields);
}

/** The conditions of a policy that are not rehearsed, by name; a policy with any is not applied. */
export function unknownConditions(policy: unknown): string[] {
  if (Array.isArray(policy)) {
    return policy.flatMap((rule) => {
      if (!isRecord(rule)) return [];
      return Object.keys(rule).filter((name) => !(name in CONDITIONS));
    });
  }
  if (!isRecord(policy)) return ['a policy that is no JSON object'];
  return Object.entries(policy).flatMap(([name, rules]) =>
    name === '$or' && Array.isArray(rules) ? rules.flatMap(unknownConditions) : unknownConditions(rules),
  );
}

/** All fields of a policy have to match; of the rules for one field, one. */
function matches(policy: Fields, fields: Fields): boolean {
  return Object.entries(policy).every(([name, rules]) => {
    if (name === '$or') return (rules as Fields[]).some((alternative) => matches(alternative, fields));
    const value = fields[name];
    if (isRecord(rules)) return matches(rules, isRecord(value) ? value : {});
    const values = Array.isArray(value) ? value : [value];
    return (rules as unknown[]).some((rule) => values.some((each) => fulfils(each, rule)));
  });
}

function fulfils(value: unknown, rule: unknown): boolean {
  if (!isRecord(rule)) return value === rule;
  return Object.entries(rule).every(([name, operand]) => CONDITIONS[name]?.(value, operand) ?? false);
}

/** `[">=", 1, "<", 10]`. */
function inRange(value: number, operand: readonly unknown[]): boolean {
  const comparisons: Readonly<Record<string, (limit: number) => boolean>> = {
    '=': (limit) => value === limit,
    '>': (limit) => value > limit,
    '>=': (limit) => value >= limit,
    '<': (limit) => value < limit,
    '<=': (limit) => value <= limit,
  };
  return operand.every(
    (operator, index) => index % 2 === 1 || comparisons[String(operator)]?.(Number(operand[index + 1])),
  );
}

function bodyOf({ message }: Notification): Fields | undefined {
  try {
    const body: unknown = JSON.parse(message);
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function attributesOf({ attributes }: Notification): Fields {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue }]) => [
      name,
      DataType === 'Number' ? Number(StringValue) : DataType === 'String.Array' ? listOf(StringValue) : StringValue,
    ]),
  );
}

function listOf(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return json;
  }
}
