import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const codedeployDeploymentGroup: ResourceDefinition = {
  types: ['AWS::CodeDeploy::DeploymentGroup'],
  noun: 'deployment group',
  tier: 'operations',
  missing: cannotHaveAny('CodeDeploy publishes no metrics, only events: failed deployments are event alerts'),
  signals: () => [],
  events: (group): EventAlert[] => [
    {
      id: 'deployment-failed',
      severity: Severity.TICKET,
      symptom: 'a deployment failed',
      pattern: {
        source: ['aws.codedeploy'],
        detailType: ['CodeDeploy Deployment State-change Notification'],
        // STOP is left out: somebody wanted that.
        detail: {
          application: [group.references('ApplicationName')[0]?.ref ?? group.text('ApplicationName') ?? ''],
          deploymentGroup: [group.ref],
          state: ['FAILURE'],
        },
      },
      facts: { Deployment: '$.detail.deploymentId' },
      causes: 'a script or hook that fails, an alarm that stopped it, a health check, too few healthy instances',
      lookAt: 'the failed step in the CodeDeploy console, and whether the old version was brought back',
      source: 'CodeDeploy guide, events; what the deployment broke pages by itself: no page',
    },
  ],
};
