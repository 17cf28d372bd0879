import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package: the same from its sources and from its build, which lies one level deeper. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The folder of cdk-golden-signals was not found: no package.json above its code.');
    folder = parent;
  }
  return folder;
}
