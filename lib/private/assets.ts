import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { GoldenSignalsError } from './errors';

/** A handler that was bundled when this package was built: no bundler is needed at synth. */
export function bundledHandler(name: string): Code {
  const directory = join(packageRoot(), 'dist', 'assets', name);
  if (!existsSync(join(directory, 'index.js'))) {
    throw new GoldenSignalsError('MissingBundle', `the handler bundle ${name} is missing; run "npm run build" first`);
  }
  return Code.fromAsset(directory);
}

/** The folder of this package: the same from the sources and from the build, which lies one level deeper. */
function packageRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new GoldenSignalsError('MissingBundle', 'the package folder was not found');
    directory = parent;
  }
  return directory;
}
