import { attached, STACK_NAME } from './behaviour/attached';
import { examples } from './behaviour/example';

type Pattern = Readonly<Record<string, unknown>>;

interface Rule {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern: Pattern;
    readonly Targets: { readonly InputTransformer: { readonly InputTemplate: string } }[];
  };
}

/** EventBridge's matching of what our patterns use: lists of exact values, `prefix` and `exists`. */
function matches(pattern: Pattern, event: Pattern | undefined): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event?.[key];
    if (!Array.isArray(wanted)) return matches(wanted as Pattern, value as Pattern | undefined);
    return wanted.some((one) => [value].flat().some((candidate) => matchesValue(one, candidate)));
  });
}

function matchesValue(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  if ('prefix' in wanted) return typeof value === 'string' && value.startsWith(String(wanted.prefix));
  if ('exists' in wanted) return (value !== undefined) === wanted.exists;
  throw new Error(`unknown matcher ${JSON.stringify(wanted)}`);
}

/** References as `${Id}` and `${Id.Attribute}`, which is how the examples write them, too. */
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
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
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
    expect(matches(rules.get(name)!, events.matches as Pattern)).toBe(true);
    expect(matches(rules.get(name)!, events.ignores as Pattern)).toBe(false);
  });
});
