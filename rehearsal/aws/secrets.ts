import { isWithin, type TimeWindow } from '../delivery/time-window';
import type { AwsAnswer, AwsBackend, AwsCall } from '../handlers/invocation';

const LATENCY_MS = 8;

/** Secrets Manager's GetSecretValue over the values that a scenario gives. */
export class Secrets implements AwsBackend {
  /** By ARN and by name. */
  private readonly values: ReadonlyMap<string, string>;
  private readonly outages: { readonly name: string; readonly window: TimeWindow }[] = [];

  /** @param values ARN or name → value. */
  public constructor(values: ReadonlyMap<string, string>) {
    const byName = [...values].map(([id, value]): [string, string] => [nameOf(id), value]);
    this.values = new Map([...byName, ...values]);
  }

  /** The secret with this ARN or name has no value while the window lasts. */
  public addOutage(id: string, window: TimeWindow): void {
    this.outages.push({ name: nameOf(id), window });
  }

  public async call({ service, operation, input, atMs }: AwsCall): Promise<AwsAnswer | undefined> {
    if (service !== 'secretsmanager' || operation !== 'GetSecretValue') return undefined;
    const id = String(input.SecretId);
    const missing = this.outages.some(({ name, window }) => name === nameOf(id) && isWithin(window, atMs));
    const value = missing ? undefined : (this.values.get(id) ?? this.values.get(nameOf(id)));
    if (value === undefined) {
      const message = "Secrets Manager can't find the specified secret.";
      return { error: { code: 'ResourceNotFoundException', message, statusCode: 400 }, latencyMs: LATENCY_MS };
    }
    const output = {
      ARN: id,
      Name: nameOf(id),
      SecretString: value,
      VersionId: '00000000-0000-4000-8000-000000000001',
      VersionStages: ['AWSCURRENT'],
    };
    return { output, latencyMs: LATENCY_MS };
  }
}

/** `arn:aws:secretsmanager:region:account:secret:chat/token-AbCdEf` → `chat/token`. */
function nameOf(id: string): string {
  return id.startsWith('arn:')
    ? id
        .split(':')
        .slice(6)
        .join(':')
        .replace(/-[^-]{6}$/, '')
    : id;
}
