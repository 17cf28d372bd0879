import { isRecord } from '../../../template/template-file';

/** A request to an HTTP API, as it reaches the integration. */
export interface IncomingRequest {
  readonly apiId: string;
  readonly account: string;
  readonly domainName: string;
  readonly stage: string;
  readonly routeKey: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  /** Without `?`. */
  readonly queryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly atMs: number;
}

/** An answer to an HTTP request. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The event of payload format 2.0. */
export function eventOf(request: IncomingRequest): Record<string, unknown> {
  const { method, path, queryString, stage, routeKey } = request;
  const { cookie, ...headers } = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(queryString)) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return {
    version: '2.0',
    routeKey,
    rawPath: stage === '$default' ? path : `/${stage}${path}`,
    rawQueryString: queryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(query.size === 0 ? {} : { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: request.account,
      apiId: request.apiId,
      domainName: request.domainName,
      domainPrefix: request.apiId,
      http: {
        method,
        path: stage === '$default' ? path : `/${stage}${path}`,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: headers['user-agent'] ?? 'rehearsal',
      },
      requestId: request.requestId,
      routeKey,
      stage,
      time: logTime(request.atMs),
      timeEpoch: request.atMs,
    },
    ...(Object.keys(request.pathParameters).length === 0 ? {} : { pathParameters: request.pathParameters }),
    ...(request.body === undefined ? {} : { body: request.body }),
    isBase64Encoded: false,
  };
}

/**
 * What API Gateway makes of a function's result: with a `statusCode` it is the answer, without one the result itself
 * is the body of a 200. `undefined` for a result that API Gateway cannot use.
 */
export function answerOf(result: unknown): HttpAnswer | undefined {
  if (!isRecord(result) || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? 'null');
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const statusCode = Number(result.statusCode);
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) return undefined;
  if (result.headers !== undefined && result.headers !== null && !isRecord(result.headers)) return undefined;
  const body = result.body ?? '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    statusCode,
    headers: Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: result.isBase64Encoded === true ? Buffer.from(text, 'base64').toString() : text,
  };
}

/** `05/Jan/2026:09:00:00 +0000`. */
function logTime(atMs: number): string {
  const [, day, month, year, time] = new Date(atMs).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
