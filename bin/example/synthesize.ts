import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../rehearsal/package-root';

/**
 * Synthesizes the example as `cdk synth` does, with the feature flags of cdk.json, and gives the template's file. An
 * e-mail address that reaches nobody is set, so that the rehearsal shows that path too. It lies beside what users have:
 * the working directory may be an app of theirs, with a cdk.out of its own.
 */
export function synthesizeExample(): string {
  const root = packageRoot();
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: object };
  const outdir = mkdtempSync(join(tmpdir(), 'golden-signals-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'bin', 'example', 'rehearsed.js')], {
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
