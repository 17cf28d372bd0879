// Generates the parsers of the grammars in rehearsal/grammar (peggy; the output has no run-time dependency).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import peggy from 'peggy';

const grammars = join(dirname(fileURLToPath(import.meta.url)), '..', 'rehearsal', 'grammar');
const generated = join(grammars, 'generated');
mkdirSync(generated, { recursive: true });
for (const file of readdirSync(grammars).filter((name) => name.endsWith('.peggy'))) {
  const name = basename(file, '.peggy');
  const source = peggy.generate(readFileSync(join(grammars, file), 'utf8'), {
    grammarSource: file,
    output: 'source',
    format: 'commonjs',
  });
  writeFileSync(join(generated, `${name}.js`), source);
  writeFileSync(
    join(generated, `${name}.d.ts`),
    'export function parse(text: string): unknown;\nexport class SyntaxError extends Error {\n  readonly location: { start: { offset: number; line: number; column: number }; end: { offset: number; line: number; column: number } };\n}\n',
  );
}
