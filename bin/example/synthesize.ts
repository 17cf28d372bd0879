import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this repository: `npm start` runs here. */
const ROOT = process.cwd();

/**
 * Synthesizes the example as `cdk synth` does, with the feature flags of cdk.json, and gives the template's file. An
 * e-mail address that reaches nobody is set, so that the rehearsal shows that path too.
 */
export function synthesizeExample(): string {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: object };
  const outdir = join(ROOT, 'cdk.out');
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist', 'bin', 'app.js')], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      // `cdk synth` validates the template; a rehearsal need not wait for that.
      CDK_VALIDATION: 'false',
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, email: 'oncall@example.com' }),
    },
  });
  if (status !== 0) throw new Error(`the example does not synthesize:\n${stderr}`);
  return join(outdir, 'Orders.template.json');
}
