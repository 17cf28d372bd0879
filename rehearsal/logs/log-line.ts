/** The message of a log event, parsed as JSON at most once, and only if somebody asks. */
export class LogLine {
  private parsed: { readonly json: unknown } | undefined;

  public constructor(public readonly text: string) {}

  /** The JSON object that the whole line is; `undefined` if it is none. */
  public get json(): Readonly<Record<string, unknown>> | undefined {
    this.parsed ??= { json: parseObject(this.text) };
    return this.parsed.json as Readonly<Record<string, unknown>> | undefined;
  }
}

function parseObject(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
