import { Composer, type Document, Lexer, type LineCounter, Parser, type YAMLParseError } from './vendor/yaml';

/** The first document of a text in YAML, and where a second one begins. Every scalar is read as text. */
export interface YamlText {
  readonly document: Document.Parsed;
  /** What CloudFormation does not take either. */
  readonly errors: readonly YAMLParseError[];
  readonly secondAt?: number;
}

/**
 * Reads YAML as CloudFormation does: a key may stand twice in an object, a comment may follow a quote or
 * a bracket at once, and inside of brackets, braces and quotes no indentation counts. YAML 1.2 allows none of these.
 */
export function yamlDocument(text: string, lines: LineCounter): YamlText {
  lines.addNewLine(0);
  const composer = new Composer({ schema: 'failsafe', prettyErrors: false, version: '1.2', uniqueKeys: false });
  const [document, second] = composer.compose(tokens(text, lines), true, text.length);
  // There is one of an empty text too.
  const { errors } = document!;
  return {
    document: document!,
    errors: errors.filter(({ message }) => !NO_SPACE.test(message)),
    ...(second === undefined ? {} : { secondAt: second.range[0] }),
  };
}

/** The comment is read nevertheless. */
const NO_SPACE = /^Comments must be separated from other tokens/;

function* tokens(text: string, lines: LineCounter) {
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of freeLexer().lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/** What is not public of the lexer: it ends a bracket or a quoted text where a line stands left of `indentNext`. */
interface OwnLexer {
  indentNext: number;
  parseFlowCollection(): Generator<string, unknown>;
  parseQuotedScalar(): Generator<string, unknown>;
}

function freeLexer(): Lexer {
  const lexer = new Lexer();
  const own = lexer as unknown as OwnLexer;
  for (const part of ['parseFlowCollection', 'parseQuotedScalar'] as const) {
    const parse = own[part].bind(lexer);
    own[part] = function* () {
      const outside = own.indentNext;
      own.indentNext = 0;
      const next = yield* parse();
      own.indentNext = outside;
      return next;
    };
  }
  return lexer;
}
