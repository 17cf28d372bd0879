import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import workerThreads from 'node:worker_threads';
import type { Host } from './host';
import { refusal } from './refusal';
import { replaceMembers } from './replace-members';
import type { Wire } from './wire';

type Method = (...args: never[]) => unknown;
type Methods = Record<string, Method>;

/**
 * Cuts the handler off from everything outside this thread. TCP and TLS connections go to the wire; whatever else
 * could leave the machine fails and is noted. No socket is ever opened, not even on loopback.
 */
export function isolate(wire: Wire, host: Host, functionName: string): void {
  const note = (what: string) => host.note({ where: functionName, what });

  const connect = (encrypted: boolean) =>
    function virtualConnect(...args: unknown[]) {
      const target = targetOf(args, encrypted ? 443 : 80);
      if (target.path !== undefined) throw refusedUse(note, `a connection to the local socket ${target.path}`);
      const socket = wire.connect(target.host, target.port, encrypted);
      if (target.onConnect !== undefined) socket.once(encrypted ? 'secureConnect' : 'connect', target.onConnect);
      return socket;
    };
  replaceMembers(net, { connect: connect(false), createConnection: connect(false) });
  replaceMembers(tls, { connect: connect(true) });
  replaceMembers(http.Agent.prototype, { createConnection: connect(false) });
  replaceMembers(https.Agent.prototype, { createConnection: connect(true) });

  replaceMembers(net.Socket.prototype, {
    connect: function refuseConnect(this: net.Socket, ...args: unknown[]) {
      const target = targetOf(args, 0);
      note(`a connection to ${target.path ?? `${target.host}:${target.port}`} that does not speak HTTP`);
      process.nextTick(() => this.destroy(refusal(target.host, target.port)));
      return this;
    },
  });
  replaceMembers(dgram.Socket.prototype, {
    // UDP is fire and forget: a sender does not learn that nobody listened.
    send: (...args: unknown[]) => {
      note('UDP datagrams (dropped)');
      const done = args.at(-1);
      if (typeof done === 'function') process.nextTick(done, null, 0);
    },
    connect: () => {
      throw refusedUse(note, 'a connected UDP socket');
    },
  });
  refuseLookups(note);
  const refused = (what: string) =>
    function refuse() {
      throw refusedUse(note, what);
    };
  const childProcesses = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
  replaceMembers(childProcess, Object.fromEntries(childProcesses.map((name) => [name, refused('a child process')])));
  replaceMembers(http2, { connect: refused('an HTTP/2 connection') });
  replaceMembers(workerThreads, { Worker: refused('a worker thread') });
  replaceMembers(process, { kill: refused('process.kill'), abort: refused('process.abort') });
}

function refusedUse(note: (what: string) => void, what: string): Error {
  note(what);
  return new Error(`rehearsal: ${what} is not rehearsed`);
}

function refuseLookups(note: (what: string) => void): void {
  const failure = (name: unknown) => {
    note('DNS look-ups');
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${String(name)}`), {
      code: 'ENOTFOUND',
      errno: -3008,
      syscall: 'getaddrinfo',
      hostname: name,
    });
  };
  const isLookup = (name: string) => /^(lookup|resolve|reverse)/.test(name);
  const withCallback = (name: unknown, ...rest: unknown[]) => {
    process.nextTick(rest.at(-1) as () => void, failure(name));
  };
  const withPromise = (name: unknown) => Promise.reject(failure(name));
  const replace = (target: object, replacement: Method) => {
    for (const name of Object.getOwnPropertyNames(target)) {
      if (isLookup(name) && typeof (target as Methods)[name] === 'function')
        replaceMembers(target, { [name]: replacement });
    }
  };
  replace(dns, withCallback);
  replace(dns.Resolver.prototype, withCallback);
  replace(dns.promises, withPromise);
  replace(dns.promises.Resolver.prototype, withPromise);
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path?: string;
  readonly onConnect?: () => void;
}

/** The argument forms of `net.connect` and `tls.connect`: (options), (port, host) and (path), each with a callback. */
function targetOf(args: readonly unknown[], defaultPort: number): Target {
  const [first, second] = args;
  const callback = args.at(-1);
  const onConnect = typeof callback === 'function' ? { onConnect: callback as () => void } : {};
  if (typeof first === 'object' && first !== null) {
    const { host, port, path, socketPath } = first as Record<string, unknown>;
    // An HTTP agent's options hold the request's path; a local socket has no port.
    const local = socketPath ?? (port === undefined && host === undefined ? path : undefined);
    if (typeof local === 'string') return { host: 'localhost', port: 0, path: local };
    return { host: String(host ?? 'localhost'), port: Number(port ?? defaultPort), ...onConnect };
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { host: 'localhost', port: 0, path: first };
  return { host: typeof second === 'string' ? second : 'localhost', port: Number(first), ...onConnect };
}
