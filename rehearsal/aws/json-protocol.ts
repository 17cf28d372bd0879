import type { Protocol } from './protocol';

const headers = { 'content-type': 'application/x-amz-json-1.0' };

/** JSON 1.0 and 1.1: the operation in `X-Amz-Target`, the input as the body (DynamoDB, SQS, Secrets Manager …). */
export const jsonProtocol: Protocol = {
  speaks: (request) => request.headers['x-amz-target'] !== undefined,

  decode: (request) => ({
    operation: request.headers['x-amz-target']!.split('.').at(-1)!,
    input: JSON.parse(request.body === '' ? '{}' : request.body) as Record<string, unknown>,
  }),

  encode: (output) => ({ statusCode: 200, headers, body: JSON.stringify(output) }),

  encodeError: (error, { service }) => ({
    statusCode: error.statusCode,
    headers: {
      ...headers,
      'x-amzn-errortype': error.code,
      // SQS kept the error codes of its older protocol beside the names of the new one.
      ...(service === 'sqs' ? { 'x-amzn-query-error': `${error.code};${fault(error.statusCode)}` } : {}),
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  }),
};

function fault(statusCode: number): string {
  return statusCode < 500 ? 'Sender' : 'Receiver';
}
