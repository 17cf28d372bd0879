import type { Protocol } from './protocol';

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;
const headers = { 'content-type': 'application/json' };

/**
 * Lambda's Invoke, the one operation of the REST protocol that is understood. Input: `FunctionName`, `InvocationType`,
 * `Payload` (text). Output: `StatusCode`, `Payload` (text), `FunctionError`.
 */
export const lambdaInvokeProtocol: Protocol = {
  speaks: ({ method, path }) => method === 'POST' && PATH.test(path),

  decode: ({ path, body, headers: sent }) => ({
    operation: 'Invoke',
    input: {
      FunctionName: decodeURIComponent(PATH.exec(path)![1]!),
      InvocationType: sent['x-amz-invocation-type'] ?? 'RequestResponse',
      Payload: body,
    },
  }),

  encode: ({ StatusCode, Payload, FunctionError }) => ({
    statusCode: typeof StatusCode === 'number' ? StatusCode : 200,
    headers: {
      ...headers,
      'x-amz-executed-version': '$LATEST',
      ...(FunctionError === undefined ? {} : { 'x-amz-function-error': String(FunctionError) }),
    },
    body: Payload === undefined ? '' : String(Payload),
  }),

  encodeError: (error) => ({
    statusCode: error.statusCode,
    headers: { ...headers, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Type: error.statusCode < 500 ? 'User' : 'Service', Message: error.message }),
  }),
};
