import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { NotRehearsed } from '../../template/model';
import type { NetworkAnswer, NetworkCall, WorkerMessage, WorkerSetup } from '../worker-messages';

/** The worker's line to the thread that runs the rehearsal. What passes shows no path of this machine. */
export class Host {
  private readonly port: MessagePort = parentPort!;
  private readonly answered: Int32Array;
  private readonly answers: MessagePort;

  public constructor(
    setup: Pick<WorkerSetup, 'answered' | 'answers'>,
    /** Texts that differ from machine to machine, and what is said instead. */
    private readonly replacements: readonly (readonly [string, string])[],
  ) {
    this.answered = new Int32Array(setup.answered);
    this.answers = setup.answers;
  }

  public post(message: WorkerMessage): void {
    this.port.postMessage(message);
  }

  /** `text` without this machine's paths. */
  public neutral(text: string): string {
    return this.replacements.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  }

  public line(timestampMs: number, message: string): void {
    this.post({ kind: 'line', timestampMs, message: this.neutral(message) });
  }

  public note(finding: NotRehearsed): void {
    this.post({ kind: 'finding', finding });
  }

  /**
   * Blocks this thread until the answer is there. No virtual time passes meanwhile, and calls that a handler makes in
   * parallel reach the rehearsal in the order in which they were made, however busy the machine is.
   */
  public ask(call: NetworkCall): NetworkAnswer {
    Atomics.store(this.answered, 0, 0);
    this.post({ kind: 'call', call: { ...call, body: this.neutral(call.body) } });
    Atomics.wait(this.answered, 0, 0);
    return receiveMessageOnPort(this.answers)!.message as NetworkAnswer;
  }

  /** Whether the next invocation is waited for: the event loop runs dry only while it is not. */
  public listen(listening: boolean): void {
    if (listening) this.port.ref();
    else this.port.unref();
  }

  public onMessage(receive: (message: unknown) => void): void {
    this.port.on('message', receive);
  }
}
