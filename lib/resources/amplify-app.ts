import { Severity } from '../alarms/severity';
import { httpRequests } from '../signals/http-requests';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf } from '../signals/rows';

export const amplifyApp: ResourceDefinition = {
  types: ['AWS::Amplify::App'],
  noun: 'web app',
  tier: 'edge',
  missing: cannotHave({ saturation: 'Amplify Hosting scales an app and does not say how full it is' }),
  signals: (app) => {
    const metric = metricsOf('AWS/AmplifyHosting', { App: app.attribute('AppId') });
    const requests = metric('Requests', 'Sum');
    const failed = metric('5xxErrors', 'Sum');
    return [
      // No alarm: pages, assets and what is rendered on the server are one series.
      latency({
        title: 'Time to the first byte',
        unit: 's',
        lines: { average: metric('Latency', 'Average') },
      }),
      ...httpRequests({
        requests,
        failed,
        refused: metric('4xxErrors', 'Sum'),
        causes: 'an exception in what is rendered on the server, a rewrite to an origin that is down, a deployment',
        lookAt: 'the log of the compute of the app and its last deployment',
      }),
    ];
  },
  events: (app): EventAlert[] => [
    {
      id: 'deployment-failed',
      severity: Severity.TICKET,
      symptom: 'a build or deployment failed',
      pattern: {
        source: ['aws.amplify'],
        detailType: ['Amplify Deployment Status Change'],
        detail: { appId: [app.attribute('AppId')], jobStatus: ['FAILED'] },
      },
      facts: { Branch: '$.detail.branchName', Job: '$.detail.jobId' },
      causes: 'a build or test that fails, a missing variable or permission, the time-out of the build',
      lookAt: 'the log of the job in the Amplify console',
      source: 'Amplify guide, events; the version before stays online: no page',
    },
  ],
};
