import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHttp } from '../../../lambda/notifier/http';

let server: Server;

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('posts JSON and gives back status, Retry-After and body', async () => {
  let received = '';
  const url = await listen((request, response) => {
    request.on('data', (chunk) => {
      received += chunk;
    });
    request.on('end', () => response.writeHead(429, { 'retry-after': '30' }).end('slow down'));
  });
  expect(await fetchHttp()({ url, body: { text: 'é' } })).toEqual({ status: 429, retryAfter: '30', body: 'slow down' });
  expect(received).toBe('{"text":"é"}');
});

test('does not follow a redirect, which would carry the secret to another host', async () => {
  let requests = 0;
  const url = await listen((_, response) => {
    requests++;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await fetchHttp()({ url, body: {} })).toMatchObject({ status: 302 });
  expect(requests).toBe(1);
});

test('a server that never answers is a time-out', async () => {
  const url = await listen(() => undefined);
  expect(await fetchHttp(50)({ url, body: {} })).toEqual({ failure: 'TimeoutError' });
});

test('a server that begins an answer and never ends it is a time-out', async () => {
  const url = await listen((_, response) => void response.writeHead(200).write('o'));
  expect(await fetchHttp(50)({ url, body: {} })).toEqual({ failure: 'TimeoutError' });
});

test('a failure is told by its code, without the URL', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  expect(await fetchHttp()({ url, body: {} })).toEqual({ failure: 'ECONNREFUSED' });
  const failed = await fetchHttp()({ url: 'no URL at all: secret', body: {} });
  expect(JSON.stringify(failed)).not.toContain('secret');
});
