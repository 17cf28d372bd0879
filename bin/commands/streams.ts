/** Where a command writes. */
export interface CommandStreams {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly err: { write(text: string): unknown };
}

export function processStreams(): CommandStreams {
  return { out: process.stdout, err: process.stderr };
}
