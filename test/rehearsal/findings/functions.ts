import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FunctionModel } from '../../../rehearsal/template/model';
import { arn } from './stack';

/** A function whose code is not there. */
export function functionModel(overrides: Partial<FunctionModel> = {}): FunctionModel {
  const functionName = overrides.functionName ?? 'orders';
  return {
    logicalId: functionName,
    functionName,
    arn: arn('lambda', `function:${functionName}`),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 10,
    memoryMegabytes: 128,
    environment: {},
    logGroupName: `/aws/lambda/${functionName}`,
    logFormat: 'JSON',
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
    ...overrides,
  };
}

/** A folder with the code of a function. */
export function code(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'golden-signals-code-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
