import type { Step } from '../../scenario/scenario';
import type { Field } from './field';
import type { Reading } from './read-inputs';

/** What an operator does: `{ purge: DeadLetters, at: 44m }` or `{ redrive: DeadLetters, at: 44m }`. */
export function readOperation(field: Field, { stack, times }: Reading): Step | undefined {
  const map = field.map(['purge', 'redrive', 'at']);
  const kind = map?.theOne(['purge', 'redrive']);
  const offsetMs = times.at(map?.need('at', 'at: 44m'));
  if (kind === undefined) return undefined;
  const queue = stack.queue(map!.get(kind));
  if (queue === undefined || offsetMs === undefined) return undefined;
  return { atMinute: offsetMs / 60_000, text: `${kind} ${queue}`, action: { kind, queue } };
}
