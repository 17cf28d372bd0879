import http from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Host } from './host';
import { refusal } from './refusal';
import { VirtualSocket } from './virtual-socket';
import type { VirtualTime } from './virtual-time';

/**
 * The only network there is: every connection of the handler ends here, in an HTTP server without a port. It asks the
 * rehearsal for the answer and delivers it when it is due in virtual time.
 */
export class Wire {
  private readonly server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  private readonly clients = new WeakMap<Duplex, VirtualSocket>();

  public constructor(
    private readonly host: Host,
    private readonly time: VirtualTime,
    private readonly functionName: string,
  ) {
    this.server.on('request', (request, response) => void this.answer(request, response));
    this.server.on('clientError', (_error, socket) => this.refuseProtocol(socket));
  }

  /** A connection to `hostName:port`. It always succeeds: whether anybody stands for the host shows with the request. */
  public connect(hostName: string, port: number, encrypted: boolean): VirtualSocket {
    const client = new VirtualSocket(this.time, hostName, port, encrypted);
    const end = client.attach();
    this.clients.set(end, client);
    this.server.emit('connection', end);
    return client;
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const client = this.clients.get(request.socket)!;
    const body = await text(request);
    if (client.destroyed) return;
    const answer = this.host.ask({
      atMs: this.time.now(),
      method: request.method ?? 'GET',
      url: urlOf(request, client),
      headers: headersOf(request),
      body,
    });
    const cancel = this.time.after(answer.latencyMs, () => {
      if ('refused' in answer) {
        client.destroy(refusal(client.host, client.remotePort));
        return;
      }
      response.sendDate = false;
      response.writeHead(answer.statusCode, { date: new Date().toUTCString(), ...answer.headers });
      response.end(answer.body);
    });
    client.once('close', cancel);
    response.once('finish', () => client.off('close', cancel));
  }

  private refuseProtocol(socket: Duplex): void {
    const client = this.clients.get(socket);
    if (client === undefined || client.destroyed) return;
    this.host.note({
      where: this.functionName,
      what: `a connection to ${client.host}:${client.remotePort} that does not speak HTTP/1.1`,
    });
    client.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' }));
  }
}

function urlOf(request: http.IncomingMessage, client: VirtualSocket): string {
  const path = request.url ?? '/';
  if (!path.startsWith('/')) return path;
  const host = request.headers.host ?? `${client.host}:${client.remotePort}`;
  return `${client.encrypted ? 'https' : 'http'}://${host}${path}`;
}

function headersOf(request: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}
