import { NotationError } from './notation-error';

/** What identifies a metric. */
export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const SHAPE = 'Namespace MetricName{dimension=value}';
/** A text in quotes in which \" and \\ are escapes. */
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
/** A text in quotes, or what stands between spaces. */
const WORD = /"((?:[^"\\]|\\.)*)"|[^\s"]+/gs;
const NAME = /(?:\$\{[^}]*\}|[^=,{}"])+/y;
/** Up to the next comma or bracket; `${Function}` is part of a value. */
const VALUE = /(?:\$\{[^}]*\}|[^,{}"])+/y;

/**
 * Reads `Shop/Checkout Errors{service=api}`. The metric is the last word before the bracket, or the last text in quotes:
 * `Shop "Cart Errors"{"dim with space"="a, b"}`; what stands before is the namespace. Throws a NotationError.
 */
export function parseSeries(text: string): MetricName {
  const reader = new Reader(text);
  const { namespace, metricName } = namesOf(reader.head());
  const dimensions = reader.dimensions();
  if (Object.keys(dimensions).length > 30) throw new NotationError('a metric has 30 dimensions at most');
  return { namespace, metricName, dimensions };
}

function namesOf(head: string): Pick<MetricName, 'namespace' | 'metricName'> {
  const words = [...head.matchAll(WORD)];
  const last = words.at(-1);
  if (last === undefined || words.length < 2) {
    throw new NotationError(`"${head}" is not a namespace and a metric name; write ${SHAPE}`);
  }
  const before = head.slice(0, last.index).trim();
  const namespace = words.length === 2 ? wordText(words[0]!) : before;
  const metricName = wordText(last);
  if (metricName === '' || namespace === '') throw new NotationError(`a name is empty; write ${SHAPE}`);
  return { namespace, metricName };
}

function wordText([word, quoted]: RegExpExecArray): string {
  return quoted === undefined ? word : unescaped(quoted);
}

class Reader {
  private offset = 0;

  public constructor(private readonly text: string) {}

  /** What stands before the dimensions. */
  public head(): string {
    let inQuotes = false;
    while (this.offset < this.text.length) {
      const character = this.text[this.offset]!;
      if (character === '\\' && inQuotes) this.offset++;
      else if (character === '"') inQuotes = !inQuotes;
      else if (character === '{' && !inQuotes) break;
      this.offset++;
    }
    if (inQuotes) throw new NotationError('a text in quotes does not end; write "…"', this.text.indexOf('"'));
    return this.text.slice(0, this.offset).trim();
  }

  /** `{a=b, "c d"="e, f"}` up to the end of the text, or nothing. */
  public dimensions(): Record<string, string> {
    const found = new Map<string, string>();
    if (this.offset >= this.text.length) return {};
    this.expect('{');
    while (!this.accepts('}')) {
      if (found.size > 0) this.expect(',');
      const start = this.offset;
      const name = this.part(NAME, 'the name of a dimension');
      this.expect('=');
      const value = this.part(VALUE, `the value of dimension ${name}`);
      if (found.has(name)) throw new NotationError(`dimension ${name} is there twice`, start);
      found.set(name, value);
    }
    this.skipSpace();
    const rest = this.text.slice(this.offset);
    if (rest !== '') throw new NotationError(`"${rest}" stands after the dimensions; write ${SHAPE}`, this.offset);
    return Object.fromEntries(found);
  }

  private part(plain: RegExp, what: string): string {
    this.skipSpace();
    const start = this.offset;
    const found = this.text[start] === '"' ? unescaped(this.match(QUOTED)?.[1] ?? '') : this.match(plain)?.[0].trim();
    if (found !== undefined && found !== '') return found;
    throw new NotationError(`${what} is missing; write ${SHAPE}`, start);
  }

  private expect(character: string): void {
    if (this.accepts(character)) return;
    const found = this.text[this.offset] === undefined ? 'it ends' : `it has "${this.text.slice(this.offset)}"`;
    throw new NotationError(`a ${character} is expected where ${found}; write ${SHAPE}`, this.offset);
  }

  private accepts(character: string): boolean {
    this.skipSpace();
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  private skipSpace(): void {
    while (this.text[this.offset] === ' ') this.offset++;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.offset = pattern.lastIndex;
    return found;
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
