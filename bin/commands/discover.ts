import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { definitions } from '../../lib/resources/generated/registry';
import { awsStackReader } from '../discover/aws-stack-reader';
import { discoverStack, type StackReader } from '../discover/discover-stack';
import { type CommandStreams, processStreams } from './streams';

/**
 * `golden-signals discover`: the resources of a deployed stack, as a lock file for `watchDeployed`. Exit code 0, 1 when
 * AWS refuses, 2 for a wrong command line or no region.
 */
export async function discoverCommand(
  args: readonly string[],
  { out, err }: CommandStreams = processStreams(),
  reader: (region: string | undefined) => StackReader = awsStackReader,
): Promise<number> {
  const fail = (code: number, message: string): number => {
    err.write(`golden-signals discover: ${message}\n`);
    return code;
  };
  let values: { stack?: string | undefined; region?: string | undefined; out?: string | undefined };
  try {
    const options = { stack: { type: 'string' }, region: { type: 'string' }, out: { type: 'string' } } as const;
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    return fail(2, (error as Error).message);
  }
  if (values.stack === undefined) return fail(2, 'which stack? golden-signals discover --stack NAME');
  try {
    const lock = await discoverStack(values.stack, reader(values.region), (type) => definitions.has(type));
    const text = `${JSON.stringify(lock, undefined, 2)}\n`;
    if (values.out === undefined) out.write(text);
    else {
      writeFileSync(values.out, text);
      const count = Object.keys(lock.resources).length;
      err.write(
        `${values.out}: ${count} resources of ${values.stack}; watch them with watchDeployed('${values.out}')\n`,
      );
    }
    return 0;
  } catch (error) {
    const { message } = error as Error;
    if (message === 'Region is missing') return fail(2, 'which region? give --region, or set AWS_REGION');
    return fail(1, `${values.stack} cannot be read: ${message}`);
  }
}
