import type { AwsAnswer, AwsBackend } from '../handlers/invocation';
import type { NotRehearsed } from '../template/model';
import { jsonProtocol } from './json-protocol';
import { lambdaInvokeProtocol } from './lambda-invoke-protocol';
import type { Protocol } from './protocol';
import { queryProtocol } from './query-protocol';

/** A handler's HTTP request to AWS. */
export interface AwsHttpRequest {
  readonly functionName: string;
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Virtual time. */
  readonly atMs: number;
}

export interface AwsHttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly latencyMs: number;
}

const PROTOCOLS: readonly Protocol[] = [jsonProtocol, queryProtocol, lambdaInvokeProtocol];
const NOT_SIMULATED_LATENCY_MS = 1;
const BAD_REQUEST: Omit<AwsHttpResponse, 'body'> = {
  statusCode: 400,
  headers: { 'content-type': 'text/plain' },
  latencyMs: NOT_SIMULATED_LATENCY_MS,
};

/**
 * Answers an AWS call of a handler: understands the request, asks the backend, writes the answer as the service would.
 * What is not simulated is answered 501 with a text that says so, and noted.
 */
export async function answerAws(
  request: AwsHttpRequest,
  backend: AwsBackend,
  note: (finding: NotRehearsed) => void,
): Promise<AwsHttpResponse> {
  const service = serviceOf(request);
  const protocol = PROTOCOLS.find(({ speaks }) => speaks(request));
  if (protocol === undefined) return unknownProtocol(request, service, note);
  let call: ReturnType<Protocol['decode']>;
  try {
    call = protocol.decode(request);
  } catch {
    return { ...BAD_REQUEST, body: `rehearsal: ${service} was sent a body that cannot be read` };
  }
  const { operation, input } = call;
  const answer: AwsAnswer = (await backend.call({
    service,
    operation,
    input,
    functionName: request.functionName,
    atMs: request.atMs,
  })) ?? {
    error: {
      code: 'NotSimulated',
      message: `rehearsal: ${service}.${operation} is not simulated`,
      statusCode: 501,
    },
    latencyMs: NOT_SIMULATED_LATENCY_MS,
  };
  if ('error' in answer && answer.error.code === 'NotSimulated') {
    note({ where: request.functionName, what: `${service}.${operation} is not simulated: the call failed with 501` });
  }
  const requestId = requestIdOf(request);
  const encoded =
    'error' in answer
      ? protocol.encodeError(answer.error, { service, operation, requestId })
      : protocol.encode(answer.output, { service, operation, requestId });
  return {
    statusCode: encoded.statusCode,
    headers: { 'x-amzn-requestid': requestId, ...encoded.headers },
    body: encoded.body,
    latencyMs: answer.latencyMs,
  };
}

function unknownProtocol(
  request: AwsHttpRequest,
  service: string,
  note: (finding: NotRehearsed) => void,
): AwsHttpResponse {
  const isCbor = request.headers['smithy-protocol'] === 'rpc-v2-cbor';
  const what = isCbor ? `${service} in the protocol rpc-v2-cbor` : `${service} by ${request.method} request`;
  note({ where: request.functionName, what: `${what} is not simulated` });
  return {
    statusCode: isCbor ? 415 : 501,
    headers: { 'content-type': 'text/plain' },
    body: `rehearsal: ${what} is not simulated`,
    latencyMs: NOT_SIMULATED_LATENCY_MS,
  };
}

/** Names that requests are signed with and that are not the name of the client package. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', email: 'ses' };

/** The service that the request is signed for: `Credential=KEY/20260105/us-east-1/sqs/aws4_request`. */
function serviceOf({ headers }: AwsHttpRequest): string {
  const signingName = /Credential=[^/]*\/\d{8}\/[^/]*\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  if (signingName !== undefined) return SIGNING_NAMES[signingName] ?? signingName;
  return headers.host?.split('.')[0] ?? 'unknown';
}

/** The same in every run: handlers make their invocation id from the rehearsal's seed. */
function requestIdOf({ headers }: AwsHttpRequest): string {
  return headers['amz-sdk-invocation-id'] ?? '00000000-0000-4000-8000-000000000000';
}
