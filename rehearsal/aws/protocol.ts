import type { AwsAnswer } from '../handlers/invocation';
import type { AwsHttpRequest } from './endpoint';

/** What an encoder knows of the call that it answers. */
export interface CallNames {
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
}

export interface EncodedAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type AwsError = Extract<AwsAnswer, { readonly error: unknown }>['error'];

/** One of the ways in which AWS services talk HTTP. */
export interface Protocol {
  speaks(request: AwsHttpRequest): boolean;
  /** @throws if the body is not in the protocol's format. */
  decode(request: AwsHttpRequest): { readonly operation: string; readonly input: Record<string, unknown> };
  encode(output: Record<string, unknown>, names: CallNames): EncodedAnswer;
  encodeError(error: AwsError, names: CallNames): EncodedAnswer;
}
