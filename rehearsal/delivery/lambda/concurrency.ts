interface Running {
  readonly startMs: number;
  endMs: number;
}

/** How many invocations of each function run at an instant of virtual time. */
export class Concurrency {
  private readonly running = new Map<string, Running[]>();

  /** Invocations of the function that have begun at or before `atMs` and not ended. */
  public at(functionName: string, atMs: number): number {
    return (this.running.get(functionName) ?? []).filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)
      .length;
  }

  /** Counts an invocation from `startMs` until the returned function is told its end. */
  public start(functionName: string, startMs: number, nowMs: number): (endMs: number) => void {
    const invocation = { startMs, endMs: Number.POSITIVE_INFINITY };
    const others = (this.running.get(functionName) ?? []).filter(({ endMs }) => endMs > nowMs);
    this.running.set(functionName, [...others, invocation]);
    return (endMs) => {
      invocation.endMs = endMs;
    };
  }
}
