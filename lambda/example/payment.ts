import type { OrderMessage } from './order';

/** How a payment ended. `failed` means that we do not know or that it is the provider's fault. */
export type Payment =
  | { readonly outcome: 'accepted'; readonly paymentId: string }
  | { readonly outcome: 'declined' }
  | { readonly outcome: 'failed'; readonly reason: string };

/** Well below the function's own time limit of 8 s: a slow provider must not become our time-out. */
const TIMEOUT_MS = 5000;

/** Charges for an order. Never throws. */
export async function charge(order: OrderMessage): Promise<Payment> {
  try {
    const response = await fetch(`${process.env.PAYMENTS_URL}/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 402) return { outcome: 'declined' };
    if (!response.ok) return { outcome: 'failed', reason: `payments answered ${response.status}` };
    const { paymentId } = (await response.json()) as { paymentId: string };
    return { outcome: 'accepted', paymentId };
  } catch (error) {
    return { outcome: 'failed', reason: `no usable answer from payments: ${String(error)}` };
  }
}
