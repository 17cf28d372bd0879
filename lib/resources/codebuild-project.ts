import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, traffic } from '../signals/rows';

export const codebuildProject: ResourceDefinition = {
  types: ['AWS::CodeBuild::Project'],
  noun: 'build project',
  tier: 'operations',
  missing: [{ goldenSignal: GoldenSignal.SATURATION, why: 'CodeBuild publishes no queue or concurrency of a project' }],
  signals: (project) => {
    const metric = metricsOf('AWS/CodeBuild', { ProjectName: project.ref });
    const failed = metric('FailedBuilds', 'Sum');
    return [
      latency({ title: 'Duration of builds', unit: 's', lines: { p90: metric('Duration', 'p90') } }),
      traffic({ title: 'Builds', unit: 'count', lines: { builds: metric('Builds', 'Sum') } }),
      errors({
        title: 'Failed builds',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'builds-failing',
            severity: Severity.TICKET,
            symptom: 'builds fail one after another and none succeeds',
            query: {
              // Without a success there is no sample of it, which counts as 0 beside a sample of another metric only.
              expression: 'IF(failed + succeeded == failed, failed, 0)',
              metrics: { failed, succeeded: metric('SucceededBuilds', 'Sum') },
            },
            threshold: { atLeast: 3, unit: 'count' },
            datapoints: { breaching: 1, of: 1, periodSeconds: 3600 },
            causes: 'a dependency or registry that is not reachable, expired credentials, a broken main branch',
            lookAt: 'the log of the last failed build',
            source: 'judgement: single builds fail on every healthy day; three in an hour without a success do not',
          },
        ],
      }),
    ];
  },
};
