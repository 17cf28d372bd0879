import type { InvocationResult } from '../../handlers/invocation';
import { isRecord } from '../../template/template-file';

/**
 * Which messages of a batch Lambda deletes after an invocation. Without `reportBatchItemFailures` it is all or none.
 * With it, a missing or empty list means that all succeeded, and a list that names something that is not in the batch
 * means that all failed.
 */
export function succeededMessageIds(
  result: InvocationResult,
  messageIds: readonly string[],
  reportBatchItemFailures: boolean,
): readonly string[] {
  if (result.outcome !== 'success') return [];
  if (!reportBatchItemFailures || !isRecord(result.payload)) return messageIds;
  const failures = result.payload.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return [];
  const failedIds = failures.map((failure: unknown) => (isRecord(failure) ? failure.itemIdentifier : undefined));
  if (failedIds.some((id) => typeof id !== 'string' || !messageIds.includes(id))) return [];
  return messageIds.filter((id) => !failedIds.includes(id));
}
