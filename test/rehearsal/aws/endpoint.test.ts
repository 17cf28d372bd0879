import fc from 'fast-check';
import { type AwsHttpRequest, answerAws } from '../../../rehearsal/aws/endpoint';
import type { AwsAnswer, AwsCall } from '../../../rehearsal/handlers/invocation';
import type { NotRehearsed } from '../../../rehearsal/template/model';

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=rehearsal/20260105/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Sends one request; gives what the backend was asked, the HTTP answer and the findings. */
async function exchange(
  request: Partial<AwsHttpRequest>,
  answer: AwsAnswer | undefined = { output: {}, latencyMs: 5 },
) {
  const calls: AwsCall[] = [];
  const findings: NotRehearsed[] = [];
  const backend = {
    call: async (call: AwsCall) => {
      calls.push(call);
      return answer;
    },
  };
  const defaults = { functionName: 'orders', method: 'POST', path: '/', headers: {}, body: '', atMs: 7 };
  const response = await answerAws({ ...defaults, ...request }, backend, (finding) => findings.push(finding));
  return { call: calls[0], response, findings };
}

const form = (service: string, members: Record<string, string>): Partial<AwsHttpRequest> => ({
  headers: { ...signedFor(service), 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(members).toString(),
});

describe('JSON', () => {
  const target = { ...signedFor('monitoring'), 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' };

  test('the operation comes from the target, the service from the signature by its usual name', async () => {
    const { call, response } = await exchange(
      { headers: target, body: '{"Namespace":"Shop"}' },
      { output: { Ok: true }, latencyMs: 9 },
    );
    expect(call).toEqual({
      service: 'cloudwatch',
      operation: 'PutMetricData',
      input: { Namespace: 'Shop' },
      functionName: 'orders',
      atMs: 7,
    });
    expect(response).toMatchObject({ statusCode: 200, body: '{"Ok":true}', latencyMs: 9 });
  });

  test('an error keeps code, message and status', async () => {
    const error = { code: 'LimitExceeded', message: 'too much', statusCode: 400 };
    const { response } = await exchange({ headers: target }, { error, latencyMs: 1 });
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(response.body)).toEqual({ __type: 'LimitExceeded', message: 'too much' });
  });

  test('a body that is no JSON is a bad request, and nobody is asked', async () => {
    const { call, response } = await exchange({ headers: target, body: '{' });
    expect([call, response.statusCode]).toEqual([undefined, 400]);
  });
});

describe('the query protocol', () => {
  test('lists and maps become arrays and objects', async () => {
    const { call } = await exchange(
      form('sns', {
        Action: 'PublishBatch',
        Version: '2010-03-31',
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:pages',
        'PublishBatchRequestEntries.member.2.Id': 'b',
        'PublishBatchRequestEntries.member.1.Id': 'a',
        'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name': 'severity',
        'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue': 'page',
      }),
    );
    expect(call).toMatchObject({
      service: 'sns',
      operation: 'PublishBatch',
      input: {
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:pages',
        PublishBatchRequestEntries: [
          { Id: 'a', MessageAttributes: { severity: { StringValue: 'page' } } },
          { Id: 'b' },
        ],
      },
    });
  });

  test('the answer is XML, escaped', async () => {
    const output = { Successful: [{ Id: 'a<b', MessageId: 'm&m' }], Missing: undefined };
    const { response } = await exchange(form('sns', { Action: 'PublishBatch' }), { output, latencyMs: 1 });
    expect(response.body).toContain(
      '<PublishBatchResult><Successful><member><Id>a&lt;b</Id><MessageId>m&amp;m</MessageId></member></Successful></PublishBatchResult>',
    );
  });

  test('an error is XML, escaped', async () => {
    const error = { code: 'NotFound', message: 'no <topic>', statusCode: 404 };
    const { response } = await exchange(form('sns', { Action: 'Publish' }), { error, latencyMs: 1 });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('<Type>Sender</Type><Code>NotFound</Code><Message>no &lt;topic&gt;</Message>');
  });

  test('no form whatsoever breaks it, or reaches a prototype', async () => {
    const name = fc.string().map((text) => text.replaceAll('x', '.'));
    const poison = fc.constantFrom('__proto__.polluted', 'constructor.prototype.polluted', 'A.__proto__.member.1');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.oneof(name, poison), fc.string()), async (members) => {
        const { response } = await exchange(form('sns', { ...members, Action: 'Publish' }));
        expect([200, 400]).toContain(response.statusCode);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

test('Invoke of Lambda: name, type and payload in; payload and function error out', async () => {
  const { call, response } = await exchange(
    {
      path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Ajobs/invocations',
      headers: { ...signedFor('lambda'), 'x-amz-invocation-type': 'Event' },
      body: '{"id":1}',
    },
    { output: { StatusCode: 202, FunctionError: 'Unhandled', Payload: 'null' }, latencyMs: 1 },
  );
  expect(call).toMatchObject({
    service: 'lambda',
    operation: 'Invoke',
    input: {
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:jobs',
      InvocationType: 'Event',
      Payload: '{"id":1}',
    },
  });
  expect(response).toMatchObject({ statusCode: 202, body: 'null' });
  expect(response.headers['x-amz-function-error']).toBe('Unhandled');
});

describe('what is not simulated', () => {
  test('an operation is answered 501 with its name, and noted', async () => {
    const request = { headers: { ...signedFor('ssm'), 'x-amz-target': 'AmazonSSM.GetParameter' } };
    const calls = { call: async () => undefined };
    const findings: NotRehearsed[] = [];
    const full = { functionName: 'orders', method: 'POST', path: '/', body: '{}', atMs: 0, ...request };
    const response = await answerAws(full, calls, (finding) => findings.push(finding));
    expect(response.statusCode).toBe(501);
    expect(response.body).toContain('rehearsal: ssm.GetParameter is not simulated');
    expect(findings).toHaveLength(1);
  });

  test('a REST service is answered 501, CBOR 415', async () => {
    const rest = await exchange({ method: 'PUT', path: '/key', headers: signedFor('s3') });
    const cbor = await exchange({ headers: { ...signedFor('monitoring'), 'smithy-protocol': 'rpc-v2-cbor' } });
    expect([rest.response.statusCode, cbor.response.statusCode]).toEqual([501, 415]);
    expect([rest.findings[0]?.what, cbor.findings[0]?.what]).toEqual([
      's3 by PUT request is not simulated',
      'cloudwatch in the protocol rpc-v2-cbor is not simulated',
    ]);
  });
});
