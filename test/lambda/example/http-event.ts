import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

/** What API Gateway hands to a handler, as far as the example reads it. */
export function httpEvent(routeKey: string, members: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return { version: '2.0', routeKey, isBase64Encoded: false, headers: {}, ...members } as APIGatewayProxyEventV2;
}

/** The context of an invocation with this request id, 8 s and 256 MB. */
export function contextOf(awsRequestId: string): Context {
  return { awsRequestId, memoryLimitInMB: '256', getRemainingTimeInMillis: () => 8000 } as Context;
}
