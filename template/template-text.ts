import { TemplateError } from './template-error';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair } from './vendor/yaml';
import { type YamlText, yamlDocument } from './yaml-document';
import { plainScalar } from './yaml-scalar';

/** A key that an object of a YAML text has had before, and where, as `:3:5`: the last one counts. */
export interface RepeatedKey {
  readonly key: string;
  readonly place: string;
}

/** Reads a template's text, JSON or YAML. `file` stands in the error. */
export function parseTemplateText(
  text: string,
  file: string,
  repeated: (key: RepeatedKey) => void = () => undefined,
): unknown {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // CloudFormation takes YAML's own braces too, and YAML's parser tells where the mistake is.
    }
  }
  return new YamlTemplate(text, file, repeated).content();
}

/** `:3:5`, line and column of the nearest thing to `path` in a template's text; empty where it cannot be told. */
export function placeOf(text: string, path: readonly string[]): string {
  const lines = new LineCounter();
  const { document } = yamlDocument(text, lines);
  let at: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    const pair: Pair | undefined = isMap(at) ? at.items.find((each) => keyText(each) === key) : undefined;
    if (pair === undefined) break;
    offset = (pair.key as Node).range?.[0];
    at = pair.value;
  }
  return offset === undefined ? '' : `:${position(lines, offset)}`;
}

/** CloudFormation takes a megabyte. */
const MAX_VALUES = 1_000_000;

/** A template in YAML, with CloudFormation's short forms such as `!GetAtt Queue.Arn`. */
class YamlTemplate {
  private readonly lines = new LineCounter();
  private readonly anchored = new Map<Node, { readonly value: unknown; readonly size: number }>();
  /** Values read so far, those behind aliases as often as they stand there. */
  private size = 0;
  private readonly read: YamlText;

  public constructor(
    text: string,
    private readonly file: string,
    private readonly repeated: (key: RepeatedKey) => void,
  ) {
    this.read = yamlDocument(text, this.lines);
  }

  public content(): unknown {
    const { errors, secondAt } = this.read;
    const [error] = errors;
    if (error !== undefined) throw this.wrong(sentence(error.message), error.pos[0]);
    if (secondAt !== undefined) throw this.wrong('a second YAML document begins here', secondAt);
    return this.value(this.read.document.contents);
  }

  private value(node: unknown): unknown {
    this.size++;
    if (isAlias(node)) return this.aliased(node.resolve(this.read.document), node);
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    const shortForm = node.tag?.startsWith('!') === true && node.tag.length > 1 ? node.tag.slice(1) : undefined;
    if (shortForm === undefined) return this.untagged(node);
    const name = shortForm === 'Ref' || shortForm === 'Condition' ? shortForm : `Fn::${shortForm.replace(/^Fn::/, '')}`;
    return { [name]: isScalar(node) ? String(node.value ?? '') : this.untagged(node) };
  }

  private untagged(node: Node): unknown {
    if (isSeq(node)) return node.items.map((item) => this.value(item));
    if (isMap(node)) return this.members(node.items);
    if (!isScalar(node)) return null;
    const text = node.source ?? String(node.value ?? '');
    return node.type === 'PLAIN' && node.tag !== 'tag:yaml.org,2002:str' ? plainScalar(text) : String(node.value ?? '');
  }

  private members(pairs: readonly Pair[]): Record<string, unknown> {
    const own = new Map<string, unknown>();
    const merged: [string, unknown][] = [];
    for (const pair of pairs) {
      const key = keyText(pair);
      if (key === undefined) {
        throw this.wrong('a key has to be a plain text', offsetOf(pair));
      }
      if (own.has(key)) this.repeated({ key, place: `:${position(this.lines, offsetOf(pair))}` });
      const value = this.value(pair.value);
      if (key !== '<<') own.set(key, value);
      else for (const each of Array.isArray(value) ? value : [value]) merged.push(...Object.entries(each ?? {}));
    }
    return Object.fromEntries([...merged.reverse(), ...own]);
  }

  private aliased(target: Node | undefined, alias: Node): unknown {
    if (target === undefined) throw this.wrong('the alias has no anchor', alias.range?.[0] ?? 0);
    const known = this.anchored.get(target);
    if (known !== undefined) this.size += known.size;
    // Aliases of aliases grow without bounds, and whatever reads the template would never end.
    if (this.size > MAX_VALUES) {
      throw this.wrong('with its aliases written out it is larger than a template can be', alias.range?.[0] ?? 0);
    }
    if (known !== undefined) return known.value;
    this.anchored.set(target, { value: null, size: 0 });
    const before = this.size;
    const value = this.value(target);
    this.anchored.set(target, { value, size: this.size - before });
    return value;
  }

  private wrong(what: string, offset: number): TemplateError {
    return new TemplateError(
      `${this.file}:${position(this.lines, offset)}: ${what}. ` +
        'A template is one JSON or YAML document; mend it there (cfn-lint shows more).',
    );
  }
}

function offsetOf({ key }: Pair): number {
  return (key as Node | null)?.range?.[0] ?? 0;
}

function keyText(pair: unknown): string | undefined {
  if (!isPair(pair) || !isScalar(pair.key)) return undefined;
  return String(pair.key.value ?? '');
}

function position(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

function sentence(message: string): string {
  const [, bracket] = /^Flow .* end with a (\S)/.exec(message) ?? [];
  if (bracket !== undefined) return `neither JSON nor YAML: a "${bracket}" is missing`;
  return `neither JSON nor YAML: ${message.replace(/\s+/g, ' ').replace(/\.$/, '')}`;
}
