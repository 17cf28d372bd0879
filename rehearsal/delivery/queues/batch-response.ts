import { isRecord } from '../../../template/template-file';
import type { InvocationResult } from '../../handlers/invocation';

/**
 * Which messages of a batch Lambda deletes after an invocation. Without `reportBatchItemFailures` it is all or none.
 * With it, nothing and a missing or empty list mean that all succeeded; what is no such answer, or names something
 * that is not in the batch, means that all failed.
 */
export function succeededMessageIds(
  result: InvocationResult,
  messageIds: readonly string[],
  reportBatchItemFailures: boolean,
): readonly string[] {
  if (result.outcome !== 'success') return [];
  const { payload = null } = result;
  if (!reportBatchItemFailures || payload === null) return messageIds;
  if (!isRecord(payload)) return [];
  const failures = payload.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return [];
  const failedIds = failures.map((failure: unknown) => (isRecord(failure) ? failure.itemIdentifier : undefined));
  if (failedIds.some((id) => typeof id !== 'string' || !messageIds.includes(id))) return [];
  return messageIds.filter((id) => !failedIds.includes(id));
}
