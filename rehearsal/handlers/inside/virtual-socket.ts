import { Duplex } from 'node:stream';
import type { VirtualTime } from './virtual-time';

/**
 * One end of a connection that exists only in memory: what `net.connect` and `tls.connect` return in a rehearsal. It
 * has those members of `net.Socket` that HTTP clients use; its time-out is in virtual time.
 */
export class VirtualSocket extends Duplex {
  public connecting = true;
  public readonly authorized = true;
  public readonly alpnProtocol = false;
  public readonly remoteAddress = '127.0.0.1';
  public readonly localAddress = '127.0.0.1';
  public timeout = 0;
  private cancelTimeout: () => void = () => {};
  private peer: Duplex | undefined;

  public constructor(
    private readonly time: VirtualTime,
    public readonly host: string,
    public readonly remotePort: number,
    public readonly encrypted: boolean,
  ) {
    super();
  }

  /** Connects the two ends; the other one is a plain stream. */
  public attach(): Duplex {
    const far = new Duplex({
      read: () => {},
      write: (chunk, _encoding, done) => {
        this.push(chunk);
        this.restartTimeout();
        done();
      },
      final: (done) => {
        this.push(null);
        done();
      },
      destroy: (error, done) => {
        if (!this.destroyed) this.destroy();
        done(error);
      },
    });
    this.peer = far;
    process.nextTick(() => {
      if (this.destroyed) return;
      this.connecting = false;
      this.emit('connect');
      if (this.encrypted) this.emit('secureConnect');
      this.emit('ready');
    });
    return far;
  }

  public setTimeout(timeoutMs: number, onTimeout?: () => void): this {
    this.timeout = timeoutMs;
    if (onTimeout !== undefined) this.once('timeout', onTimeout);
    this.restartTimeout();
    return this;
  }

  public destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  public setNoDelay = (): this => this;
  public setKeepAlive = (): this => this;
  public ref = (): this => this;
  public unref = (): this => this;
  public address = () => ({ address: this.localAddress, family: 'IPv4', port: 0 });
  public getPeerCertificate = () => ({});
  public getSession = (): undefined => undefined;
  public getProtocol = () => 'TLSv1.3';
  public isSessionReused = () => false;

  public override _read(): void {}

  public override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.restartTimeout();
    this.peer?.push(chunk);
    done();
  }

  public override _final(done: (error?: Error | null) => void): void {
    this.peer?.push(null);
    done();
  }

  public override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.cancelTimeout();
    if (this.peer?.destroyed === false) this.peer.destroy();
    done(error);
  }

  private restartTimeout(): void {
    this.cancelTimeout();
    if (this.timeout > 0) this.cancelTimeout = this.time.after(this.timeout, () => this.emit('timeout'));
  }
}
