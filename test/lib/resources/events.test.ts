import { attached, STACK_NAME } from './behaviour/attached';
import { type Example, examples } from './behaviour/example';

type Pattern = Readonly<Record<string, unknown>>;

interface Rule {
  readonly Type: string;
  readonly Properties: {
    /** None of a rule of the example that is a schedule. */
    readonly EventPattern?: Pattern;
    readonly Targets: { readonly InputTransformer: { readonly InputTemplate: string } }[];
  };
}

/** EventBridge's matching of what our patterns use: lists of exact values, `prefix`, `exists`, `anything-but` and `$or`. */
function matches(pattern: Pattern, event: Pattern | undefined, example: Example): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return (wanted as Pattern[]).some((one) => matches(one, event, example));
    const value = event?.[key];
    if (!Array.isArray(wanted)) {
      return [value].flat().some((each) => matches(wanted as Pattern, each as Pattern | undefined, example));
    }
    return wanted.some((one) => [value].flat().some((candidate) => matchesValue(one, candidate, example)));
  });
}

function matchesValue(wanted: unknown, value: unknown, example: Example): boolean {
  if (typeof wanted === 'string') return typeof value === 'string' && textPattern(wanted, example).test(value);
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  if ('prefix' in wanted) return typeof value === 'string' && value.startsWith(String(wanted.prefix));
  if ('anything-but' in wanted) {
    const excluded = [wanted['anything-but']].flat();
    return value !== undefined && !excluded.some((one) => matchesValue(one, value, example));
  }
  if ('exists' in wanted) return (value !== undefined) === wanted.exists;
  throw new Error(`unknown matcher ${JSON.stringify(wanted)}`);
}

/** What a reference gives is not known: here, any text that holds the logical id or a name that the example gives it. */
function textPattern(text: string, { template }: Example): RegExp {
  const parts = text.split(/(\$\{[^}]+\})/).map((part) => {
    const [, id] = /^\$\{([^.}]+)/.exec(part) ?? [];
    if (id === undefined) return literal(part);
    const names = Object.values(template.Resources[id]?.Properties ?? {}).filter((value) => typeof value === 'string');
    return id.startsWith('AWS::') ? '.*' : `.*(${[id, ...names].map(literal).join('|')}).*`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** References as `${Id}` and `${Id.Attribute}`. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof ref === 'string') return `\${${ref}}`;
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  if (Array.isArray(join)) return (written(join[1]) as string[]).join(String(join[0]));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, written(entry)]));
}

const withEvents = examples().filter(({ events }) => Object.keys(events).length > 0);

describe.each(withEvents.map((example) => [example.name, example] as const))('%s', (_name, example) => {
  const { template } = attached(example);
  const rules = new Map(
    Object.values((template as { Resources: Record<string, Rule> }).Resources)
      .filter(({ Type, Properties }) => Type === 'AWS::Events::Rule' && Properties.EventPattern !== undefined)
      .flatMap(({ Properties: { EventPattern, Targets = [] } }) =>
        Targets.map(({ InputTransformer }) => {
          const { EventAlert: name } = JSON.parse(InputTransformer.InputTemplate) as { EventAlert: string };
          return [name.slice(STACK_NAME.length + 1), written(EventPattern) as Pattern] as const;
        }),
      ),
  );

  test('every event alert has its behaviour, and nothing else has', () => {
    expect([...rules.keys()].sort()).toEqual(Object.keys(example.events).sort());
  });

  const known = Object.entries(example.events).filter(([name]) => rules.has(name));

  test.each(known)('%s hears of its event and of no other', (name, events) => {
    expect(matches(rules.get(name)!, events.matches as Pattern, example)).toBe(true);
    expect(matches(rules.get(name)!, events.ignores as Pattern, example)).toBe(false);
  });
});
