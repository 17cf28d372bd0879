import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { answerOf } from '../../../rehearsal/delivery/http/payload';
import { matchRoute } from '../../../rehearsal/delivery/http/route-match';
import { at, type Handler, lambdaFunction, RehearsedStack, startMs } from './rehearsed-stack';

function shopApi(
  handler: Handler,
  stages: readonly string[] = ['$default'],
  reservedConcurrency?: number,
): RehearsedStack {
  return new RehearsedStack(
    {
      functions: [lambdaFunction('orders', reservedConcurrency === undefined ? {} : { reservedConcurrency })],
      httpApis: [
        {
          logicalId: 'Api',
          apiId: 'abc123',
          name: 'orders',
          stages,
          routes: [{ routeKey: 'POST /orders/{id}', functionName: 'orders', payloadFormatVersion: '2.0' }],
        },
      ],
    },
    { orders: handler },
  );
}

const post = { method: 'POST', path: '/orders/a%20b?dry=1&tag=x&tag=y', atMs: startMs } as const;

test('a request becomes an event of format 2.0, and the function’s answer the response', async () => {
  const events: APIGatewayProxyEventV2[] = [];
  const stack = shopApi((event) => {
    events.push(event);
    return { statusCode: 201, headers: { Location: '/orders/1' }, body: '{"id":1}' };
  });
  const response = await stack.delivery.httpApis.request({
    ...post,
    headers: { 'X-Trace': 't', Cookie: 'a=1; b=2' },
    body: '{}',
  });
  expect(response).toEqual({ statusCode: 201, headers: { location: '/orders/1' }, body: '{"id":1}', latencyMs: 102 });
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'POST /orders/{id}',
    rawPath: '/orders/a%20b',
    rawQueryString: 'dry=1&tag=x&tag=y',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-trace': 't', host: 'abc123.execute-api.us-east-1.amazonaws.com' },
    queryStringParameters: { dry: '1', tag: 'x,y' },
    pathParameters: { id: 'a b' },
    body: '{}',
    isBase64Encoded: false,
    requestContext: {
      stage: '$default',
      time: '05/Jan/2026:09:00:00 +0000',
      timeEpoch: startMs,
      http: { method: 'POST' },
    },
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('x');
    },
  ],
  ['answers with a status that is none', () => ({ statusCode: 'many' })],
])('a function that %s gives 500 Internal Server Error', async (_case, handler) => {
  const response = await shopApi(handler).delivery.httpApis.request(post);
  expect(response).toMatchObject({ statusCode: 500, body: '{"message":"Internal Server Error"}' });
});

test('a throttled function gives 500, too', async () => {
  const response = await shopApi(() => 'fine', ['$default'], 0).delivery.httpApis.request(post);
  expect(response.statusCode).toBe(500);
});

test('a function that needs more than 30 s gives 503 after 30 s', async () => {
  const stack = shopApi(() => 'late');
  stack.durationMs = 45_000;
  const response = await stack.delivery.httpApis.request(post);
  expect(response).toMatchObject({ statusCode: 503, body: '{"message":"Service Unavailable"}', latencyMs: 30_002 });
});

test.each([
  ['a path without a route', { ...post, path: '/nowhere' }],
  ['a method without a route', { ...post, method: 'GET' }],
])('%s gives 404 and runs nothing', async (_case, request) => {
  const stack = shopApi(() => 'fine');
  expect(await stack.delivery.httpApis.request(request)).toMatchObject({
    statusCode: 404,
    body: '{"message":"Not Found"}',
  });
  expect(stack.invocations).toEqual([]);
});

test('a named stage is the first part of the path', async () => {
  const stack = shopApi(() => 'fine', ['prod']);
  expect((await stack.delivery.httpApis.request({ ...post, path: '/prod/orders/1' })).statusCode).toBe(200);
  expect((await stack.delivery.httpApis.request(post)).statusCode).toBe(404);
});

test('each request counts 0 or 1 for 4xx and 5xx, by API and by stage, when the response is complete', async () => {
  let failing = false;
  const stack = shopApi(() => {
    if (failing) throw new Error('x');
    return { statusCode: 400 };
  });
  await stack.delivery.httpApis.request(post);
  failing = true;
  await stack.delivery.httpApis.request(post);
  await stack.clock.runUntil(startMs + 101);
  expect(stack.valuesOf('Count', { ApiId: 'abc123' })).toEqual([]);
  await stack.clock.runUntil(at(1));
  const dimensionSets: Record<string, string>[] = [{ ApiId: 'abc123' }, { ApiId: 'abc123', Stage: '$default' }];
  for (const dimensions of dimensionSets) {
    const values = (metricName: string) => stack.valuesOf(metricName, dimensions).map(([, value]) => value);
    expect(values('Count')).toEqual([1, 1]);
    expect(values('4xx')).toEqual([1, 0]);
    expect(values('5xx')).toEqual([0, 1]);
    expect(values('Latency')).toEqual([102, 102]);
    expect(values('IntegrationLatency')).toEqual([100, 100]);
  }
});

test('a request to an API that the stack does not have says so', async () => {
  const stack = new RehearsedStack({});
  await expect(stack.delivery.httpApis.request(post)).rejects.toThrow('the stack has no HTTP API');
});

describe('the most specific route wins', () => {
  const routes = [
    '$default',
    'ANY /{proxy+}',
    'GET /orders/{id}',
    'ANY /orders/{id}',
    'GET /orders/new',
    'GET /orders/{id}/{rest+}',
    'GET /',
  ].map((routeKey) => ({ routeKey }));

  test.each([
    ['GET', '/orders/new', 'GET /orders/new'],
    ['GET', '/orders/7', 'GET /orders/{id}'],
    ['PUT', '/orders/7', 'ANY /orders/{id}'],
    ['GET', '/orders/7/items/1', 'GET /orders/{id}/{rest+}'],
    ['GET', '/other/thing', 'ANY /{proxy+}'],
    ['GET', '/', 'GET /'],
    ['POST', '/', '$default'],
  ])('%s %s goes to %s', (method, path, routeKey) => {
    expect(matchRoute(routes, method, path)?.route.routeKey).toBe(routeKey);
  });

  test('a greedy parameter takes the rest of the path', () => {
    expect(matchRoute(routes, 'GET', '/orders/7/items/1')?.pathParameters).toEqual({ id: '7', rest: 'items/1' });
  });

  test('a path that is no valid percent-encoding is matched as it is', () => {
    expect(matchRoute(routes, 'GET', '/orders/%zz')?.pathParameters).toEqual({ id: '%zz' });
  });
});

test.each([
  [{ ok: true }, '{"ok":true}'],
  ['text', 'text'],
  [undefined, 'null'],
])('a result without statusCode, %j, is the body of a 200', (result, body) => {
  expect(answerOf(result)).toEqual({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });
});

test('a base64 body is decoded', () => {
  const body = Buffer.from('binary').toString('base64');
  expect(answerOf({ statusCode: 200, body, isBase64Encoded: true })).toMatchObject({ body: 'binary' });
});
