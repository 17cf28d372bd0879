import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the module exports under the handler's name. */
export type Handler = (event: unknown, context: unknown, callback?: unknown) => unknown;

const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** Loads handlers as the Node.js runtime of Lambda does: CommonJS by `require`, ESM by `import`. */
export class HandlerModule {
  private attempts = 0;

  public constructor(
    private readonly codeDirectory: string,
    /** `file.export`, as in the template. */
    private readonly handler: string,
  ) {}

  /**
   * Loads the module; after a failure it can be tried again.
   * @throws what the module throws, or an error named `Runtime.ImportModuleError`, `Runtime.HandlerNotFound` …
   */
  public async load(): Promise<Handler> {
    const [fileName, ...exportPath] = basename(this.handler).split('.');
    if (fileName === undefined || fileName === '' || exportPath.length === 0 || this.handler.includes('..')) {
      throw runtimeError('MalformedHandlerName', `'${this.handler}' is not a valid handler name`);
    }
    const module = await this.loadModule(join(dirname(this.handler), fileName));
    const found = exportPath.reduce<unknown>((scope, name) => memberOf(scope, name), module);
    if (typeof found !== 'function') {
      throw runtimeError('HandlerNotFound', `${this.handler} is undefined or not exported`);
    }
    return found as Handler;
  }

  private async loadModule(name: string): Promise<unknown> {
    const file = EXTENSIONS.map((extension) => join(this.codeDirectory, name + extension)).find(isFile);
    if (file === undefined) {
      throw runtimeError(
        'ImportModuleError',
        `Error: Cannot find module '${basename(name)}'\nRequire stack:\n- /var/runtime/index.mjs`,
      );
    }
    try {
      if (!isEsModule(file)) return createRequire(file)(file);
      // A module that failed once is remembered as failed under its address; another address is another try.
      const address = pathToFileURL(file);
      if (this.attempts++ > 0) address.searchParams.set('attempt', String(this.attempts));
      return await import(address.href);
    } catch (error) {
      if (error instanceof SyntaxError) throw runtimeError('UserCodeSyntaxError', String(error));
      if (isModuleNotFound(error)) throw runtimeError('ImportModuleError', String(error));
      throw error;
    }
  }
}

/** An error whose type an invoker sees as `Runtime.<type>`. */
export function runtimeError(type: string, message: string): Error {
  const error = new Error(message);
  error.name = `Runtime.${type}`;
  return error;
}

function memberOf(scope: unknown, name: string): unknown {
  if (scope === null || (typeof scope !== 'object' && typeof scope !== 'function')) return undefined;
  return (scope as Record<string, unknown>)[name];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isEsModule(file: string): boolean {
  if (extname(file) !== '.js') return extname(file) === '.mjs';
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return typeOf(manifest) === 'module';
    if (folder === dirname(folder) || basename(folder) === 'node_modules') return false;
  }
}

function typeOf(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: unknown }).type;
  } catch {
    return undefined;
  }
}

function isModuleNotFound(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
