import type { AwsBackend } from '../handlers/invocation';

/** The backends as one: a call is answered by the first that simulates it. */
export function firstOf(backends: readonly AwsBackend[]): AwsBackend {
  return {
    call: async (call) => {
      for (const backend of backends) {
        const answer = await backend.call(call);
        if (answer !== undefined) return answer;
      }
      return undefined;
    },
  };
}
