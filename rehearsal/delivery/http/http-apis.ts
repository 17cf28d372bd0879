import type { HttpApiModel } from '../../template/model';
import { type StackContext, urlSuffixOf } from '../../template/stack-context';
import type { Lambdas } from '../lambda/lambdas';
import type { Recorder } from '../recorder';
import type { StableIds } from '../stable-ids';
import { answerOf, eventOf, type HttpAnswer } from './payload';
import { matchRoute } from './route-match';

/** A request from outside, or from a handler to its own service. */
export interface HttpRequest {
  /** The stack's first API when absent. */
  readonly apiId?: string;
  readonly method: string;
  /** With the query string, and with the stage's name first unless the stage is `$default`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly atMs: number;
}

/** The answer, and how long it took in virtual time. */
export interface HttpResponse extends HttpAnswer {
  readonly latencyMs: number;
}

/** What `HttpApis` works with. */
export interface HttpApisOptions {
  readonly stack: StackContext;
  readonly apis: readonly HttpApiModel[];
  readonly recorder: Recorder;
  readonly ids: StableIds;
  readonly lambdas: Lambdas;
}

const integrationTimeoutMs = 30_000;
/** What the API itself adds to the time of its integration; AWS gives no figure. */
const overheadMs = 2;

const message = (statusCode: number, text: string): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

/** The HTTP APIs of the stack: routes requests to functions and publishes the AWS/ApiGateway metrics. */
export class HttpApis {
  public constructor(private readonly options: HttpApisOptions) {}

  /** Host name of an API, as in its URL. */
  public domainNameOf(apiId: string): string {
    const { region } = this.options.stack;
    return `${apiId}.execute-api.${region}.${urlSuffixOf(region)}`;
  }

  /** The API that a host name belongs to. */
  public apiIdOf(hostname: string): string | undefined {
    return this.options.apis.find(({ apiId }) => this.domainNameOf(apiId) === hostname)?.apiId;
  }

  /** Sends a request. Throws only when the stack has no such API: a mistake of the scenario. */
  public async request(request: HttpRequest): Promise<HttpResponse> {
    const { apis, recorder } = this.options;
    const api = request.apiId === undefined ? apis[0] : apis.find(({ apiId }) => apiId === request.apiId);
    if (api === undefined) {
      throw new Error(`the stack has no HTTP API${request.apiId === undefined ? '' : ` ${request.apiId}`}`);
    }
    const [path = '', queryString = ''] = request.path.split(/\?(.*)/s);
    const target = stageOf(api, path.startsWith('/') ? path : `/${path}`);
    const { integrationMs, ...answer } =
      target === undefined
        ? { ...message(404, 'Not Found'), integrationMs: undefined }
        : await this.integrate(api, request, target.stage, target.path, queryString);
    const latencyMs = (integrationMs ?? 0) + overheadMs;
    this.publish(api, target?.stage, answer.statusCode, latencyMs, integrationMs, request.atMs + latencyMs);
    const { atMs, method } = request;
    const { apiId } = api;
    recorder.event({ atMs, kind: 'request', apiId, method, path, statusCode: answer.statusCode, latencyMs });
    return { ...answer, latencyMs };
  }

  private async integrate(
    api: HttpApiModel,
    request: HttpRequest,
    stage: string,
    path: string,
    queryString: string,
  ): Promise<HttpAnswer & { readonly integrationMs?: number }> {
    const { method, atMs, headers = {}, body } = request;
    const match = matchRoute(api.routes, method, path);
    if (match === undefined) return message(404, 'Not Found');
    const { stack, ids, lambdas } = this.options;
    const domainName = this.domainNameOf(api.apiId);
    const event = eventOf({
      apiId: api.apiId,
      account: stack.account,
      domainName,
      stage,
      routeKey: match.route.routeKey,
      requestId: ids.uuid('request', api.apiId, atMs, method, request.path, body ?? ''),
      method: method.toUpperCase(),
      path,
      queryString,
      headers: { host: domainName, ...headers },
      pathParameters: match.pathParameters,
      ...(body === undefined ? {} : { body }),
      atMs,
    });
    const result = await lambdas.invokeSync(match.route.functionName, event, atMs);
    if (result.durationMs > integrationTimeoutMs) {
      return { ...message(503, 'Service Unavailable'), integrationMs: integrationTimeoutMs };
    }
    // A throttled function looks to the caller like one that failed.
    const answer = result.outcome === 'success' ? answerOf(result.payload) : undefined;
    return { ...(answer ?? message(500, 'Internal Server Error')), integrationMs: result.durationMs };
  }

  private publish(
    { apiId }: HttpApiModel,
    stage: string | undefined,
    statusCode: number,
    latencyMs: number,
    integrationMs: number | undefined,
    atMs: number,
  ): void {
    const values: readonly (readonly [metricName: string, value: number | undefined, unit: string])[] = [
      ['Count', 1, 'Count'],
      // Every request counts 0 or 1, so that the average is the rate.
      ['4xx', statusCode >= 400 && statusCode < 500 ? 1 : 0, 'Count'],
      ['5xx', statusCode >= 500 ? 1 : 0, 'Count'],
      ['Latency', latencyMs, 'Milliseconds'],
      ['IntegrationLatency', integrationMs, 'Milliseconds'],
    ];
    const dimensionSets: Record<string, string>[] = [
      { ApiId: apiId },
      ...(stage === undefined ? [] : [{ ApiId: apiId, Stage: stage }]),
    ];
    for (const [metricName, value, unit] of values) {
      if (value === undefined) continue;
      for (const dimensions of dimensionSets) {
        const sample = {
          namespace: 'AWS/ApiGateway',
          metricName,
          dimensions,
          unit,
          timestampMs: atMs,
          values: [value],
        };
        this.options.recorder.sample(sample);
      }
    }
  }
}

/** The stage that a path leads to, and the path within it. A named stage is the path's first segment. */
function stageOf(api: HttpApiModel, path: string): { readonly stage: string; readonly path: string } | undefined {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  if (first !== '' && first !== '$default' && api.stages.includes(first)) return { stage: first, path: rest || '/' };
  return api.stages.includes('$default') ? { stage: '$default', path } : undefined;
}
