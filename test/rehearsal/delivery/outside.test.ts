import { at, lambdaFunction, RehearsedStack, startMs } from './rehearsed-stack';

const own = 'https://abc123.execute-api.us-east-1.amazonaws.com';
const payments = 'https://payments.example.com';

function withPayments(): RehearsedStack {
  return new RehearsedStack(
    {
      functions: [lambdaFunction('payments')],
      httpApis: [
        {
          logicalId: 'Api',
          apiId: 'abc123',
          name: 'shop',
          stages: ['$default'],
          routes: [{ routeKey: 'POST /payments', functionName: 'payments', payloadFormatVersion: '2.0' }],
        },
      ],
    },
    { payments: () => ({ statusCode: 202 }) },
  );
}

const request = (stack: RehearsedStack, url: string, atMs: number = startMs) =>
  stack.delivery.outside.request({ functionName: 'orders', atMs, method: 'POST', url, headers: {}, body: '{}' });

test('a handler reaches its own API by its URL', async () => {
  const stack = withPayments();
  expect(await request(stack, `${own}/payments`)).toMatchObject({ statusCode: 202, latencyMs: 102 });
  expect(stack.invokedAt('payments')).toEqual([0]);
});

test('a dependency gets slow in its window only', async () => {
  const stack = withPayments();
  stack.delivery.outside.addBehaviour({
    urlPrefix: `${own}/payments`,
    window: { fromMs: at(1), toMs: at(2) },
    extraLatencyMs: 3000,
  });
  const latencies = [];
  for (const minute of [0, 1, 2]) latencies.push((await request(stack, `${own}/payments`, at(minute)))!.latencyMs);
  expect(latencies).toEqual([102, 3102, 102]);
});

test('a dependency that fails answers in place of the peer', async () => {
  const stack = withPayments();
  stack.delivery.outside.addBehaviour({ urlPrefix: `${own}/`, statusCode: 503, body: 'busy', extraLatencyMs: 40 });
  expect(await request(stack, `${own}/payments`)).toMatchObject({ statusCode: 503, body: 'busy', latencyMs: 40 });
  expect(stack.invocations).toEqual([]);
});

test('a dependency that never answers has an endless latency', async () => {
  const stack = withPayments();
  stack.delivery.outside.addBehaviour({ urlPrefix: payments, neverAnswers: true });
  expect((await request(stack, `${payments}/pay`))!.latencyMs).toBe(Number.POSITIVE_INFINITY);
});

test('a peer that the scenario names answers 200, and delays of several behaviours add up', async () => {
  const stack = withPayments();
  stack.delivery.outside.addBehaviour({ urlPrefix: payments, extraLatencyMs: 20, body: '{"paid":true}' });
  stack.delivery.outside.addBehaviour({ urlPrefix: `${payments}/pay`, extraLatencyMs: 1000 });
  expect(await request(stack, `${payments}/pay`)).toMatchObject({
    statusCode: 200,
    body: '{"paid":true}',
    latencyMs: 1020,
  });
});

test.each(['https://nobody.example.com/', 'not a url'])('nobody stands for %s', async (url) => {
  expect(await request(withPayments(), url)).toBeUndefined();
});
