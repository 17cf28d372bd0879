import { type AwsHttpRequest, answerAws } from '../aws/endpoint';
import type { NotRehearsed } from '../template/model';
import type { AwsBackend, OutsideWorld } from './invocation';
import type { NetworkAnswer, NetworkCall } from './worker-messages';

const REFUSAL_LATENCY_MS = 1;
const TRANSPORT_HEADERS = ['connection', 'content-length', 'transfer-encoding'];

/** Says what a request of a handler is answered: by AWS's simulated services or by the world outside. */
export class Network {
  public constructor(
    private readonly aws: AwsBackend,
    private readonly outside: OutsideWorld,
    private readonly note: (finding: NotRehearsed) => void,
  ) {}

  /** Never rejects: what goes wrong is noted, and the handler sees a failed call. */
  public async answer(functionName: string, call: NetworkCall): Promise<NetworkAnswer> {
    const url = new URL(call.url);
    try {
      return isAws(url)
        ? await answerAws(awsRequest(functionName, call, url), this.aws, this.note)
        : await this.answerOutside(functionName, call, url);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.note({ where: functionName, what: `${call.method} ${url.origin} could not be answered: ${reason}` });
      return { refused: true, latencyMs: REFUSAL_LATENCY_MS };
    }
  }

  private async answerOutside(functionName: string, call: NetworkCall, url: URL): Promise<NetworkAnswer> {
    const response = await this.outside.request({ functionName, ...call });
    if (response === undefined) {
      this.note({ where: functionName, what: `nobody stands for ${url.origin}: the connection was refused` });
      return { refused: true, latencyMs: REFUSAL_LATENCY_MS };
    }
    return { ...response, headers: contentHeaders(response.headers ?? {}) };
  }
}

/** AWS's own hosts, but for the APIs that run there: those are somebody's service. */
function isAws(url: URL): boolean {
  return /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(url.hostname) && !/\.execute-api\./.test(url.hostname);
}

function awsRequest(functionName: string, call: NetworkCall, url: URL): AwsHttpRequest {
  const { method, headers, body, atMs } = call;
  return { functionName, method, path: url.pathname + url.search, headers, body, atMs };
}

/** Names in lower case, without what describes the transport: the wire sets that to what it does. */
function contentHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lowerCased = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries(lowerCased.filter(([name]) => !TRANSPORT_HEADERS.includes(name)));
}
