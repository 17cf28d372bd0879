/** One thing that happened in a rehearsal. `kind` decides which further members it has. */
export interface TraceEvent {
  readonly atMs: number;
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** `value` as JSON with the keys of every object sorted, so that equal data gives equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}

/** The record of a rehearsal, in the order in which things happened. */
export class Trace {
  public readonly events: TraceEvent[] = [];
  private readonly listeners: ((event: TraceEvent) => void)[] = [];

  public add(event: TraceEvent): void {
    this.events.push(event);
    for (const listener of this.listeners) listener(event);
  }

  public onEvent(listener: (event: TraceEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Canonical JSONL: one event a line, keys sorted, times as ISO 8601. Two runs of the same rehearsal are byte-identical. */
  public toJsonl(): string {
    return this.events
      .map(({ atMs, ...rest }) => `${canonicalJson({ at: new Date(atMs).toISOString(), ...rest })}\n`)
      .join('');
  }
}
