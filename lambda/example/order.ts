/** What a customer asks for. */
export interface OrderRequest {
  readonly sku: string;
  readonly quantity: number;
}

/** An order that was paid. */
export interface Order extends OrderRequest {
  readonly orderId: string;
  readonly paymentId: string;
  readonly status: 'placed' | 'fulfilled';
}

/** What the fulfilment queue carries. */
export interface OrderMessage extends OrderRequest {
  readonly orderId: string;
}

/** The request in `body`, or why it is none, in words for the customer. */
export function parseOrderRequest(body: string): OrderRequest | { readonly problem: string } {
  const { sku, quantity } = parseObject(body) ?? {};
  if (typeof sku !== 'string' || sku === '') return { problem: 'sku must be a non-empty string' };
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) {
    return { problem: 'quantity must be a whole number of at least 1' };
  }
  return { sku, quantity };
}

/** `text` as a JSON object; `undefined` if it is none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
