import type { Protocol } from './protocol';

const headers = { 'content-type': 'text/xml' };

/** The query protocol: a form with `Action` in, XML out (SNS, STS). */
export const queryProtocol: Protocol = {
  speaks: ({ method, headers: { 'content-type': type } }) =>
    method === 'POST' && (type ?? '').startsWith('application/x-www-form-urlencoded'),

  decode: ({ body }) => {
    const { Action, Version: _version, ...members } = nested(new URLSearchParams(body));
    if (typeof Action !== 'string') throw new Error('no Action');
    return { operation: Action, input: collections(members) as Record<string, unknown> };
  },

  encode: (output, { operation, requestId }) => ({
    statusCode: 200,
    headers,
    body:
      `<${operation}Response><${operation}Result>${xml(output)}</${operation}Result>` +
      `<ResponseMetadata><RequestId>${escaped(requestId)}</RequestId></ResponseMetadata></${operation}Response>`,
  }),

  encodeError: (error, { requestId }) => ({
    statusCode: error.statusCode,
    headers,
    body:
      `<ErrorResponse><Error><Type>${error.statusCode < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `<Code>${escaped(error.code)}</Code><Message>${escaped(error.message)}</Message></Error>` +
      `<RequestId>${escaped(requestId)}</RequestId></ErrorResponse>`,
  }),
};

type Tree = { [name: string]: Tree | string };

/** `A.B.1=x` → `{ A: { B: { 1: x } } }`. Names come from a handler: they must not reach a prototype. */
function nested(form: URLSearchParams): Tree {
  const root: Tree = Object.create(null) as Tree;
  for (const [name, value] of form) {
    const path = name.split('.');
    const last = path.pop()!;
    let tree = root;
    for (const part of path) {
      const existing = tree[part];
      const next = typeof existing === 'object' ? existing : (Object.create(null) as Tree);
      tree[part] = next;
      tree = next;
    }
    tree[last] = value;
  }
  return root;
}

/** `{ member: { 1: … } }` is a list, `{ entry: { 1: { key | Name, value | Value } } }` a map. */
function collections(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const { member, entry } = tree;
  if (typeof member === 'object') return numbered(member).map(collections);
  if (typeof entry === 'object') {
    return Object.fromEntries(
      numbered(entry).map((pair) => {
        const { key, Name, value, Value } = pair as Tree;
        return [String(key ?? Name), collections(value ?? Value ?? '')];
      }),
    );
  }
  return Object.fromEntries(Object.entries(tree).map(([name, child]) => [name, collections(child)]));
}

function numbered(tree: Tree): (Tree | string)[] {
  return Object.entries(tree)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${xml(each)}</member>`).join('');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([, child]) => child !== undefined && child !== null)
      .map(([name, child]) => `<${name}>${xml(child)}</${name}>`)
      .join('');
  }
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
