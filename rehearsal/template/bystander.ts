import type { ResourceType } from './resource-type';
import { derivedName, partitionOf, type StackContext, stableId, urlSuffixOf } from './stack-context';

/** What a resource of a type that is not simulated is called: enough for alarms' dimensions and for names to resolve. */
export interface Bystander {
  /** Property that names it. @default - none: CloudFormation draws the name */
  readonly name?: string;
  /** Longest name. @default 255 */
  readonly length?: number;
  /** What Ref gives: a text with `{name}`, `{id}` … @default {name} */
  readonly ref?: string;
  /** What Fn::GetAtt gives. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Types of which only the identity is known. In their texts stand `{name}` (the given or derived name), `{id}` (17
 * hex-like characters, as drawn by AWS), `{arn:rds}` (`arn:aws:rds:region:account:`), `{global:iam}` (without a
 * region), `{region}`, `{account}`, `{partition}`, `{suffix}` (of domain names), `{.Property}`, and `{.Property/}` or
 * `{.Property|}`, which bring the separator where there is the property.
 */
export function bystanders(table: Readonly<Record<string, Bystander>>): ResourceType[] {
  return Object.entries(table).map(([type, { name: nameProperty, length, ref = '{name}', attributes = {} }]) => ({
    type,
    notRehearsed: 'is not simulated: it does nothing, its metrics are what a scenario gives',
    identify: (logicalId, stack, property) => {
      const given = nameProperty === undefined ? undefined : property(nameProperty);
      const name = given ?? derivedName(stack, logicalId, length);
      const id = stableId(`${stack.stackName}/${logicalId}`, 17);
      const fill = (text: string): string => filled(text, { name, id, stack, property });
      return {
        ref: fill(ref),
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, text]) => [key, fill(text)])),
      };
    },
  }));
}

interface Values {
  readonly name: string;
  readonly id: string;
  readonly stack: StackContext;
  property(name: string): string | undefined;
}

function filled(text: string, { name, id, stack, property }: Values): string {
  const partition = partitionOf(stack.region);
  return text.replace(/\{(\.?)([\w:-]+)([/|]?)\}/g, (_match, dot: string, key: string, separator: string) => {
    if (dot !== '') return property(key) === undefined ? '' : property(key) + separator;
    const [kind, service] = key.split(':');
    switch (kind) {
      case 'name':
        return name;
      case 'id':
        return id;
      case 'arn':
        return `arn:${partition}:${service}:${stack.region}:${stack.account}:`;
      case 'global':
        return `arn:${partition}:${service}::${stack.account}:`;
      case 'partition':
        return partition;
      case 'suffix':
        return urlSuffixOf(stack.region);
      default:
        return kind === 'account' ? stack.account : stack.region;
    }
  });
}
