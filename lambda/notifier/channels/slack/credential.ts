import { fieldsOf, parseJson, textOf } from '../../events/fields';

/** What a Slack secret lets us do. */
export type SlackCredential =
  | { readonly kind: 'bot'; readonly token: string }
  | { readonly kind: 'webhook'; readonly url: string };

/** Slack's two clouds. Any other host would be handed the alert, and perhaps a token. */
const WEBHOOK = /^https:\/\/hooks\.slack(-gov)?\.com\/[^\s]+$/;
const TOKEN = /^xoxb-[A-Za-z0-9-]+$/;

/** A bot token or the URL of an incoming webhook, as it is or in JSON; `undefined` when the secret is neither. */
export function readCredential(secret: string): SlackCredential | undefined {
  const fields = fieldsOf(parseJson(secret));
  const token = (textOf(fields, 'token') ?? secret).trim();
  if (TOKEN.test(token)) return { kind: 'bot', token };
  const url = (textOf(fields, 'webhookUrl') ?? secret).trim();
  return WEBHOOK.test(url) ? { kind: 'webhook', url } : undefined;
}
