import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { HandlerPool, type HandlerPoolOptions } from '../../../rehearsal/handlers/handler-pool';
import type { AwsBackend, InvocationRequest, OutsideWorld } from '../../../rehearsal/handlers/invocation';
import type { FunctionModel } from '../../../rehearsal/template/model';

/** 2026-01-05T00:00:00Z, where rehearsals start. */
export const START_MS = Date.UTC(2026, 0, 5);

const folders: string[] = [];

/** A folder with the given files, as `cdk synth` leaves one in the cloud assembly. */
export function codeFolder(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'golden-signals-code-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A folder whose index.js is `source` with everything that it imports from this package's node_modules. */
export function bundledFolder(source: string, options: BuildOptions = {}): string {
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'error',
    ...options,
  });
  return codeFolder({ 'index.js': outputFiles![0]!.text });
}

export function functionModel(overrides: Partial<FunctionModel> = {}): FunctionModel {
  const functionName = overrides.functionName ?? 'orders';
  return {
    logicalId: 'Orders',
    functionName,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    logGroupName: `/aws/lambda/${functionName}`,
    logFormat: 'JSON',
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
    ...overrides,
  };
}

const nothing: AwsBackend & OutsideWorld = { call: async () => undefined, request: async () => undefined };
const pools: HandlerPool[] = [];

/** A started pool; `afterEach(closeAll)` ends it. */
export async function startPool(
  functions: readonly FunctionModel[],
  options: Partial<HandlerPoolOptions> = {},
): Promise<HandlerPool> {
  const pool = new HandlerPool({
    functions,
    region: 'us-east-1',
    account: '123456789012',
    aws: nothing,
    outside: nothing,
    ...options,
  });
  pools.push(pool);
  await pool.start();
  return pool;
}

/** A pool with one function `orders` whose index.js is `source`. */
export function poolOf(
  source: string,
  { model = {}, ...options }: Partial<HandlerPoolOptions> & { readonly model?: Partial<FunctionModel> } = {},
): Promise<HandlerPool> {
  return startPool([functionModel({ codeDirectory: codeFolder({ 'index.js': source }), ...model })], options);
}

export function request(overrides: Partial<InvocationRequest> = {}): InvocationRequest {
  return { functionName: 'orders', requestId: 'request-1', payload: {}, atMs: START_MS, ...overrides };
}

export async function closeAll(): Promise<void> {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
