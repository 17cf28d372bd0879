import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const glueCrawler: ResourceDefinition = {
  types: ['AWS::Glue::Crawler'],
  noun: 'crawler',
  tier: 'data',
  missing: cannotHaveAny('Glue publishes no metrics of crawlers, only events: failed runs are event alerts'),
  signals: () => [],
  events: (crawler): EventAlert[] => [
    {
      id: 'run-failed',
      severity: Severity.TICKET,
      symptom: 'a run of the crawler failed',
      pattern: {
        source: ['aws.glue'],
        detailType: ['Glue Crawler State Change'],
        detail: { crawlerName: [crawler.ref], state: ['Failed'] },
      },
      facts: { Reason: '$.detail.errorMessage' },
      causes: 'a permission of its role on the data or the key, a connection, a path that is gone',
      lookAt: 'the reason, then its log in /aws-glue/crawlers',
      source: 'Glue guide, EventBridge events; tables only grow stale: no page',
    },
  ],
};
