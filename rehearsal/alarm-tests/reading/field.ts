import { isMap, isScalar, isSeq, type Node, type Pair } from '../../../template/vendor/yaml';
import { nearestNames } from '../../nearest-name';
import { NotationError } from '../notation/notation-error';
import type { YamlSource } from './yaml-source';

/**
 * A value of a YAML file, its place and its name. Whoever reads one says what it has to be; anything else is reported
 * with its line and gives `undefined`, so that the rest of the file is still read.
 */
export class Field {
  private readonly node: Node | null;
  /** What is wrong with it was said; whatever else is missed is because of that. */
  private isBroken = false;

  public constructor(
    private readonly source: YamlSource,
    node: unknown,
    /** `tests[2].expect[0].alarm`. */
    public readonly path: string,
    /** Where it stands, or where it would. */
    private readonly offset: number,
    /** Where its key stands. */
    private readonly keyOffset = offset,
  ) {
    const found = source.resolve(node);
    this.node = found ?? null;
    if (found !== undefined) return;
    this.problem(`${String(node)} stands for nothing: this file has no such anchor (&) before it`);
    this.isBroken = true;
  }

  /** The outermost value of a file. */
  public static root(source: YamlSource): Field {
    return new Field(source, source.root, '', source.root?.range?.[0] ?? 0);
  }

  public get line(): number {
    return this.source.lineOf(this.offset);
  }

  /** Says what is wrong here and what to do. */
  public problem(what: string): undefined {
    if (!this.isBroken) this.source.report(this.offset, this.path, what);
    return undefined;
  }

  /** Says what is wrong with its key. */
  private keyProblem(what: string): void {
    this.source.report(this.keyOffset, this.path, what);
  }

  public isMap(): boolean {
    return isMap(this.node);
  }

  public isNull(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  /** A mapping of which `keys` are all that is known. */
  public map<Key extends string>(keys: readonly Key[]): FieldMap<Key> | undefined {
    const members = this.members();
    if (members === undefined) return undefined;
    for (const [key, member] of members) {
      if (!keys.some((known) => known === key)) member.keyProblem(`there is no key "${key}" here; ${hint(key, keys)}`);
    }
    return new FieldMap(this, members, (key) => this.child(undefined, key, this.offset));
  }

  /** A mapping with keys of the author's own, each with its value. */
  public entries(): [string, Field][] {
    return [...(this.members() ?? [])];
  }

  /** The values of a list; one value alone is a list of one. */
  public list(): Field[] {
    if (!isSeq(this.node)) return this.isNull() ? [] : [this];
    return this.node.items.map((item, index) => {
      const node = item as Node | null;
      return new Field(this.source, node, `${this.path}[${index}]`, node?.range?.[0] ?? this.offset);
    });
  }

  /** A text; numbers and the like as they are written. */
  public text(): string | undefined {
    if (!isScalar(this.node) || this.node.value === null)
      return this.problem(`${this.nameOfKind()} stands where a text is expected`);
    const { value, source } = this.node;
    return typeof value === 'string' ? value : (source ?? String(value));
  }

  public number(least: number): number | undefined {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value;
    return this.problem(`this has to be a number, ${least} or more`);
  }

  public integer(least: number): number | undefined {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.problem(`this has to be a whole number, ${least} or more`);
  }

  public flag(): boolean | undefined {
    if (isScalar(this.node) && typeof this.node.value === 'boolean') return this.node.value;
    return this.problem('this has to be true or false');
  }

  /** One of a few words. */
  public oneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text);
    return found ?? this.problem(`"${text}" is not known here; ${hint(text, words)}`);
  }

  /** Any value, as plain data. */
  public plain(): unknown {
    try {
      return this.node === null ? null : this.source.plain(this.node);
    } catch (error) {
      return this.problem(`this value cannot be read: ${(error as Error).message}`);
    }
  }

  /** A text in one of the notations of alarm tests, parsed. */
  public parsed<T>(parse: (text: string) => T): T | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      this.source.report(this.source.offsetIn(this.offset, text, error.offset), this.path, error.message);
      return undefined;
    }
  }

  private members(): Map<string, Field> | undefined {
    if (!isMap(this.node)) return this.problem(`${this.nameOfKind()} stands where a mapping (key: value) is expected`);
    const members = new Map<string, Field>();
    for (const { key, value } of this.node.items as Pair<Node, Node | null>[]) {
      if (!isScalar(key)) {
        this.problem('a key has to be a text');
        continue;
      }
      const name = String(key.value);
      members.set(name, this.child(value, name, key.range?.[0] ?? this.offset));
    }
    return members;
  }

  private child(node: Node | null | undefined, key: string, offset: number): Field {
    const path = this.path === '' ? key : `${this.path}.${key}`;
    return new Field(this.source, node ?? null, path, node?.range?.[0] ?? offset, offset);
  }

  private nameOfKind(): string {
    if (isMap(this.node)) return 'a mapping';
    if (isSeq(this.node)) return 'a list';
    return this.isNull() ? 'nothing' : 'a single value';
  }
}

/** A mapping whose keys are known. */
export class FieldMap<Key extends string> {
  public constructor(
    private readonly owner: Field,
    private readonly members: ReadonlyMap<string, Field>,
    private readonly absent: (key: string) => Field,
  ) {}

  public has(key: Key): boolean {
    return this.members.has(key);
  }

  /** The value of `key`, when it is there. */
  public get(key: Key): Field | undefined {
    return this.members.get(key);
  }

  /** The value of `key`; reported when it is not there. */
  public need(key: Key, example: string): Field | undefined {
    return this.members.get(key) ?? this.absent(key).problem(`this is missing; write ${example}`);
  }

  /** Which one of `keys` is there; reported when none or several are. */
  public theOne<One extends Key>(keys: readonly One[]): One | undefined {
    const there = keys.filter((key) => this.members.has(key));
    if (there.length === 1) return there[0];
    const wanted = keys.join(', ');
    return this.owner.problem(
      there.length === 0 ? `it needs one of these keys: ${wanted}` : `${there.join(' and ')} do not go together`,
    );
  }
}

/** `did you mean "alarm"?`, or all that there is. */
export function hint(mistyped: string, known: readonly string[]): string {
  const near = nearestNames(mistyped, known);
  if (near.length > 0) return `did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  return known.length === 0
    ? 'there is none'
    : `there are: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ' …' : ''}`;
}
