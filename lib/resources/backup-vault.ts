import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const backupVault: ResourceDefinition = {
  types: ['AWS::Backup::BackupVault'],
  noun: 'backup vault',
  tier: 'operations',
  missing: cannotHaveAny('backups run a few times a day, too seldom for a metric; those that fail are event alerts'),
  signals: () => [],
  events: (vault): EventAlert[] => [
    {
      id: 'backup-failed',
      severity: Severity.TICKET,
      symptom: 'a backup failed or could not start in its window',
      pattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change'],
        // ABORTED is left out: somebody wanted that.
        detail: { backupVaultName: [vault.ref], state: ['FAILED', 'EXPIRED'] },
      },
      facts: { Resource: '$.detail.resourceArn', State: '$.detail.state', Reason: '$.detail.statusMessage' },
      causes:
        'a permission of the backup role or key, a resource in a state that cannot be backed up, a window too short',
      lookAt: 'the reason, then the backup job in the AWS Backup console',
      source: 'AWS Backup guide, events: a backup that is missing is noticed when it is needed',
    },
  ],
};
