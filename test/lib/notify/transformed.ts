interface Transformer {
  readonly inputPathsMap?: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** What EventBridge makes of an event with an input transformer whose variables all stand in quotes. */
export function transformed(transformer: unknown, event: object): unknown {
  const { inputPathsMap = {}, inputTemplate } = transformer as Transformer;
  const text = inputTemplate.replace(/<([^<>]+)>/g, (_all, variable: string) => {
    const path = inputPathsMap[variable];
    if (path === undefined) throw new Error(`the template names ${variable}, which has no path`);
    const value = path
      .split('.')
      .slice(1)
      .reduce<unknown>((within, key) => (within as Record<string, unknown> | undefined)?.[key], event);
    return value === undefined ? '' : JSON.stringify(String(value)).slice(1, -1);
  });
  return JSON.parse(text);
}
