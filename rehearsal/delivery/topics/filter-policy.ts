import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { isRecord } from '../../../template/template-file';
import type { Notification } from './notification';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

type Fields = Readonly<Record<string, unknown>>;

/** The conditions of a policy that are rehearsed. Each is told the value of the field, `undefined` when it is absent. */
const CONDITIONS: Readonly<Record<string, (value: unknown, operand: unknown) => boolean>> = {
  exists: (value, operand) => (value !== undefined) === operand,
  prefix: (value, operand) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (value, operand) => typeof value === 'string' && value.endsWith(String(operand)),
  wildcard: (value, operand) => typeof value === 'string' && wildcardOf(String(operand)).test(value),
  cidr: (value, operand) => typeof value === 'string' && inBlock(value, String(operand)),
  'equals-ignore-case': (value, operand) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  numeric: (value, operand) => typeof value === 'number' && Array.isArray(operand) && inRange(value, operand),
  'anything-but': (value, operand) => value !== undefined && !rulesOf(operand).some((rule) => fulfils(value, rule)),
};

/** What `anything-but` excludes, as rules: values, or one condition with one or several operands. */
function rulesOf(operand: unknown): unknown[] {
  if (!isRecord(operand)) return [operand].flat();
  return Object.entries(operand).flatMap(([name, operands]) => [operands].flat().map((each) => ({ [name]: each })));
}

/** Whether a subscription with this policy receives the notification. A body that is no JSON object matches nothing. */
export function passesFilter(policy: Fields, scope: FilterPolicyScope, notification: Notification): boolean {
  const fields = fieldsOf(scope, notification);
  return fields !== undefined && matches(policy, fields);
}

/** Why a notification did not pass, as the name of the metric says it: `NumberOfNotificationsFilteredOut-MessageBody`. */
export function reasonFiltered(scope: FilterPolicyScope, notification: Notification): string {
  const valid = fieldsOf(scope, notification) !== undefined;
  if (scope === 'MessageBody') return valid ? 'MessageBody' : 'InvalidMessageBody';
  if (Object.keys(notification.attributes).length === 0) return 'NoMessageAttributes';
  return valid ? 'MessageAttributes' : 'InvalidAttributes';
}

/** `undefined` for a body or an attribute that cannot be read. */
function fieldsOf(scope: FilterPolicyScope, notification: Notification): Fields | undefined {
  return scope === 'MessageBody' ? bodyOf(notification) : attributesOf(notification);
}

/** The conditions of a policy that are not rehearsed, by name; a policy with any is not applied. */
export function unknownConditions(policy: unknown): string[] {
  if (Array.isArray(policy)) {
    return policy.flatMap((rule) => {
      if (!isRecord(rule)) return [];
      const inside = isRecord(rule['anything-but']) ? Object.keys(rule['anything-but']) : [];
      return [...Object.keys(rule), ...inside].filter((name) => !Object.hasOwn(CONDITIONS, name));
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
    if (isRecord(rules)) {
      const objects = [value].flat().filter(isRecord);
      return (objects.length === 0 ? [{}] : objects).some((object) => matches(rules, object));
    }
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

/** `*` stands for anything. */
function wildcardOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

/** Whether an IP address is in a block such as `10.0.0.0/24`. */
function inBlock(address: string, block: string): boolean {
  const [network = '', bits = ''] = block.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  const fits = family === 'ipv4' ? isIPv4(address) : isIPv6(network) && isIPv6(address);
  if (!fits || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}

function bodyOf({ message }: Notification): Fields | undefined {
  try {
    const body: unknown = JSON.parse(message);
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Types may have a label: `Number.int`. Binary attributes are not compared. */
function attributesOf({ attributes }: Notification): Fields | undefined {
  try {
    return Object.fromEntries(
      Object.entries(attributes)
        .filter(([, { DataType }]) => !DataType.startsWith('Binary'))
        .map(([name, { DataType, StringValue = '' }]) => {
          if (DataType === 'String.Array') return [name, JSON.parse(StringValue) as unknown];
          return [name, DataType.startsWith('Number') ? Number(StringValue) : StringValue];
        }),
    );
  } catch {
    return undefined;
  }
}
