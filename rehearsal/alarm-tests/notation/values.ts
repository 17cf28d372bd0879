import { NotationError } from './notation-error';

/** What a metric gets in one interval: a sample, several, or `null` for none. */
export type IntervalValue = number | null | readonly number[];

/** More than a week of samples a second. */
const MOST_VALUES = 1_000_000;

const MISSING = /_(?:x(\d+))?(?=[\s\]]|$)/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STEPS = /([+-](?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)?x(\d+)/y;
const REPEAT = /x(\d+)/y;
const WORD = /\S+/y;

/**
 * Values in promtool's notation, one for each interval: `5`; `0x9`, ten times 0; `1+2x3`, which is `1 3 5 7`;
 * `10-3x2`, which is `10 7 4`; `_` and `_x3` for one and three intervals without. `[120x98 900x2]` are several samples
 * in one interval, and `[…]x9` the same ten times. Throws a NotationError.
 */
export function parseValues(text: string): IntervalValue[] {
  const values = plainNumbers(text) ?? new ValuesReader(text).readAll();
  if (values.length === 0) throw new NotationError('it has no values; write some, for example 0x9 8x4 0x9');
  return values;
}

/** Fewer digits than these make a whole number that is what it says. */
const SAFE_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => 10 ** exponent);
const [ZERO, NINE, POINT, SPACE] = [...'09. '].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];

/**
 * A text of nothing but numbers between blanks, which long series are, is read at a glance; `undefined` for any other.
 * A whole number divided by a power of ten is what the decimal says, to the last bit.
 */
function plainNumbers(text: string): number[] | undefined {
  const numbers: number[] = [];
  let offset = 0;
  while (offset < text.length) {
    let whole = 0;
    let digits = 0;
    let decimals = -1;
    let code = text.charCodeAt(offset);
    for (; code !== SPACE && offset < text.length; code = text.charCodeAt(++offset)) {
      if (code === POINT && decimals < 0) decimals = 0;
      else if (code < ZERO || code > NINE) return undefined;
      else {
        whole = whole * 10 + code - ZERO;
        digits++;
        if (decimals >= 0) decimals++;
      }
    }
    if (digits === 0 || digits > SAFE_DIGITS) return undefined;
    numbers.push(decimals > 0 ? whole / POWERS_OF_TEN[decimals]! : whole);
    offset++;
  }
  return numbers.length > 0 && numbers.length <= MOST_VALUES ? numbers : undefined;
}

class ValuesReader {
  private offset = 0;
  private count = 0;

  public constructor(private readonly text: string) {}

  public readAll(): IntervalValue[] {
    const values: IntervalValue[] = [];
    for (this.skipSpace(); this.offset < this.text.length; this.skipSpace()) {
      const missing = this.match(MISSING);
      if (missing !== undefined) this.repeat(values, null, Number(missing[1] ?? 1));
      else if (this.text[this.offset] === '[') this.repeat(values, this.samples(), this.repetitions());
      else this.numbers(values);
      this.endOfWord();
    }
    return values;
  }

  /** The samples between `[` and `]`. */
  private samples(): number[] {
    const opened = this.offset++;
    const samples: number[] = [];
    for (this.skipSpace(); this.text[this.offset] !== ']'; this.skipSpace()) {
      if (this.offset >= this.text.length) throw new NotationError('this [ has no ]', opened);
      if (this.text[this.offset] === '_') {
        throw new NotationError(
          'there is no missing sample in [ ]; leave it out, or write _ for the interval',
          this.offset,
        );
      }
      this.numbers(samples);
      this.endOfWord();
    }
    this.offset++;
    if (samples.length === 0) throw new NotationError('[ ] has no samples; write _ for an interval without', opened);
    return samples;
  }

  /** `a`, `axn`, `a+bxn` or `a-bxn`. */
  private numbers(values: IntervalValue[]): void {
    const first = this.number();
    const steps = this.match(STEPS);
    const step = Number(steps?.[1] ?? 0);
    const repetitions = Number(steps?.[2] ?? 0);
    this.reserve(repetitions + 1);
    // Fifteen digits are what a reader means: 0.1+0.1x2 ends at 0.3.
    for (let index = 0; index <= repetitions; index++) {
      values.push(step === 0 || index === 0 ? first : this.finite(Number((first + step * index).toPrecision(15))));
    }
  }

  private number(): number {
    const start = this.offset;
    const found = this.match(NUMBER);
    if (found !== undefined) return this.finite(Number(found[0]));
    const [word] = this.match(WORD) ?? [''];
    throw new NotationError(whatIsWrongWith(word), start);
  }

  private finite(value: number): number {
    if (Number.isFinite(value)) return value;
    throw new NotationError('a value is too large for a metric', this.offset);
  }

  /** How often a `[…]` is there: `xn` after it means n times more, as after a number. */
  private repetitions(): number {
    return Number(this.match(REPEAT)?.[1] ?? 0) + 1;
  }

  private repeat(values: IntervalValue[], value: IntervalValue, times: number): void {
    this.reserve(times * (Array.isArray(value) ? value.length : 1));
    for (let index = 0; index < times; index++) values.push(value);
  }

  private reserve(count: number): void {
    this.count += count;
    if (this.count > MOST_VALUES) throw new NotationError(`there are more than ${MOST_VALUES} values`, this.offset);
  }

  private endOfWord(): void {
    const next = this.text[this.offset];
    if (next === undefined || next === ']' || /\s/.test(next)) return;
    const start = this.offset;
    const rest = this.match(WORD)![0];
    throw new NotationError(`"${rest}" does not follow a value; write 3, 0x9, 1+2x3, _x3 or [1 2 3]`, start);
  }

  private skipSpace(): void {
    while (this.offset < this.text.length && /\s/.test(this.text[this.offset]!)) this.offset++;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.offset = pattern.lastIndex;
    return found;
  }
}

function whatIsWrongWith(word: string): string {
  if (word === 'stale') return 'CloudWatch has no "stale"; write _ for an interval without a value';
  if (word.startsWith(']')) return 'this ] has no [';
  if (/^[+-]?(nan|inf)/i.test(word)) return `CloudWatch takes no ${word}; write a number, or _ for none`;
  if (/^(null|none|-)$/i.test(word)) return `"${word}" is not a value; write _ for an interval without one`;
  return `"${word}" is not a value; write 3, 0x9 (ten times 0), 1+2x3 (1 3 5 7), _x3 (three without) or [1 2 3]`;
}
