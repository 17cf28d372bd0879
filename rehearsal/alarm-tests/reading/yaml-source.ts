import { type Document, isAlias, LineCounter, type Node, parseDocument } from '../../../template/vendor/yaml';
import type { Problem } from './problem';

/** A YAML file that is being read, and what was found to be wrong in it. */
export class YamlSource {
  private readonly found: Problem[] = [];
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  public constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    for (const { message, pos } of [...this.document.errors, ...this.document.warnings]) {
      this.report(pos[0], '', `this is not valid YAML: ${message.replace(/\.$/, '')}`);
    }
  }

  /** Everything that is wrong so far, in the order of lines. */
  public get problems(): readonly Problem[] {
    return this.found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** The outermost value; `null` in an empty file. */
  public get root(): Node | null {
    return this.document.contents;
  }

  /** The node that an alias stands for (`undefined` if there is none), or the node itself. */
  public resolve(node: unknown): Node | null | undefined {
    return isAlias(node) ? node.resolve(this.document) : (node as Node | null);
  }

  /** Where the character `index` of a scalar's `text` stands; where the scalar begins when it is not written as it reads. */
  public offsetIn(offset: number, text: string, index: number): number {
    const begins = [offset, offset + 1].find((start) => this.text.startsWith(text, start));
    return begins === undefined ? offset : begins + index;
  }

  /** The plain value of a node. Throws when its aliases go in a circle. */
  public plain(node: Node): unknown {
    const value: unknown = node.toJS(this.document, { maxAliasCount: 100 });
    // A circle is found here.
    JSON.stringify(value);
    return value;
  }

  public lineOf(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  public report(offset: number, field: string, what: string): void {
    const { line, col } = this.lines.linePos(offset);
    const place = { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
    // An alias brings the same text, and so the same problem, to several tests.
    const isKnown = this.found.some(
      (each) => each.line === place.line && each.column === place.column && each.what === what,
    );
    if (!isKnown) this.found.push({ ...place, field, what });
  }
}
