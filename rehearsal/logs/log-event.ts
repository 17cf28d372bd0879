/** A line that a function or a service wrote to a log group. */
export interface LogEvent {
  readonly logGroupName: string;
  readonly timestampMs: number;
  readonly message: string;
}

/** Where log lines go. */
export interface LogSink {
  put(event: LogEvent): void;
}
