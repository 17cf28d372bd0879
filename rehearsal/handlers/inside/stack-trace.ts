/** Leaves the frames of the rehearsal's own worker out of stack traces: on Lambda they would not be there. */
export function hideOwnFrames(workerFile: string): void {
  Error.prepareStackTrace = (error, frames) =>
    [
      headerOf(error),
      ...frames.filter((frame) => frame.getFileName() !== workerFile).map((frame) => `    at ${frame}`),
    ].join('\n');
}

function headerOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}
