import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const client = fileURLToPath(new URL('./client/', import.meta.url));

/**
 * Builds the page that `servePage` serves: one script, one style sheet, the document and its icon.
 *
 * @param {{ outdir: string }} options `outdir` is made when it does not exist
 */
export async function buildPage({ outdir }) {
  await mkdir(outdir, { recursive: true });
  await Promise.all([
    build({
      entryPoints: [join(client, 'main.ts')],
      outdir,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      tsconfig: join(client, 'tsconfig.json'),
      // The licences of what is bundled stay in it.
      legalComments: 'eof',
      logLevel: 'warning',
    }),
    ...['index.html', 'icon.svg'].map((file) => copyFile(join(client, file), join(outdir, file))),
  ]);
}
