import type { Report } from '../../template/report';
import { isRecord } from '../../template/template-file';
import { asText } from '../../template/value-text';

/**
 * Reads resolved properties and remembers which were read, so that a property that nobody knows is reported instead
 * of dropped. A value of the wrong type is reported and read as absent.
 */
export class Properties {
  private readonly known = new Set<string>();
  private readonly sections = new Map<string, Properties>();

  public constructor(
    /** Logical id and property path: `OrdersQueue.RedrivePolicy`. */
    public readonly path: string,
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly report: Report,
  ) {}

  public text(name: string): string | undefined {
    const value = this.raw(name);
    if (typeof value === 'string' || value === undefined) return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.wrong(name, 'a text');
  }

  public number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.wrong(name, 'a number');
  }

  public flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    return this.wrong(name, 'true or false');
  }

  public texts(name: string): string[] {
    return this.list(name).map(asText);
  }

  public list(name: string): unknown[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : (this.wrong(name, 'a list') ?? []);
  }

  /** An object of texts, such as environment variables. */
  public textMap(name: string): Record<string, string> {
    const section = this.section(name);
    return Object.fromEntries(Object.keys(section?.values ?? {}).map((key) => [key, section?.text(key) ?? '']));
  }

  public section(name: string): Properties | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!isRecord(value)) return this.wrong(name, 'an object');
    return this.inside(name, value);
  }

  /** The entries of a list of objects. */
  public entries(name: string): Properties[] {
    return this.list(name).flatMap((value, index) => {
      if (isRecord(value)) return [this.inside(`${name}[${index}]`, value)];
      this.report(`${this.path}.${name}[${index}]`, 'is not an object; left out');
      return [];
    });
  }

  /** The value as it stands, resolved. */
  public raw(name: string): unknown {
    this.known.add(name);
    return this.values[name];
  }

  /** Properties that are known and change nothing in a rehearsal. */
  public harmless(...names: readonly string[]): this {
    for (const name of names) this.known.add(name);
    return this;
  }

  /** A property that is known and not rehearsed: reported if the template sets it. */
  public notRehearsed(name: string, what: string): void {
    if (this.raw(name) !== undefined) this.report(`${this.path}.${name}`, what);
  }

  /** Reports every property that nothing has read. To be called once, at the end. */
  public reportUnknown(): void {
    for (const name of Object.keys(this.values)) {
      if (!this.known.has(name)) this.report(`${this.path}.${name}`, 'property is not known to the rehearsal');
    }
    for (const section of this.sections.values()) section.reportUnknown();
  }

  private inside(name: string, values: Record<string, unknown>): Properties {
    // One reader for each section: what two callers read of it counts together.
    const section = this.sections.get(name) ?? new Properties(`${this.path}.${name}`, values, this.report);
    this.sections.set(name, section);
    return section;
  }

  private wrong(name: string, expected: string): undefined {
    this.report(`${this.path}.${name}`, `is not ${expected}; read as if it were not set`);
    return undefined;
  }
}
