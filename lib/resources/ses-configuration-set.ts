import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf } from '../signals/rows';
import type { AlarmDefault, MetricRef } from '../signals/signal';

export const sesConfigurationSet: ResourceDefinition = {
  types: ['AWS::SES::ConfigurationSet'],
  noun: 'mail sender',
  tier: 'edge',
  leftOut: (set) =>
    set.property('ReputationOptions.ReputationMetricsEnabled') === true
      ? undefined
      : 'SES publishes bounces and complaints of a configuration set only where ReputationOptions.ReputationMetricsEnabled is true',
  missing: cannotHave({
    latency: 'SES does not measure how long a mail takes',
    traffic: 'SES publishes what a configuration set sends only to the event destinations that it is given',
    saturation: 'the sending quota is one of the account',
  }),
  signals: (set) => {
    const metric = metricsOf('AWS/SES', { 'ses:configuration-set': set.ref });
    const bounces = metric('Reputation.BounceRate', 'Average');
    const complaints = metric('Reputation.ComplaintRate', 'Average');
    return [
      errors({
        title: 'Bounces and complaints',
        unit: 'ratio',
        lines: { bounces, complaints },
        alarms: [
          rate(
            'bounces',
            bounces,
            0.05,
            'many mails bounce; SES stops accounts at 10 %',
            'an old list, addresses that nobody confirmed',
            'AWS recommended alarms and SES guide: 5 % puts an account under review',
          ),
          rate(
            'complaints',
            complaints,
            0.001,
            'many mails are reported as spam; SES stops accounts at 0.5 %',
            'mails that people did not ask for, no way to unsubscribe, somebody who abuses a form',
            'AWS recommended alarms and SES guide: 0.1 % puts an account under review',
          ),
        ],
      }),
    ];
  },
};

function rate(
  id: string,
  query: MetricRef,
  above: number,
  symptom: string,
  causes: string,
  source: string,
): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    lean: true,
    symptom,
    query,
    threshold: { above, unit: 'ratio' },
    datapoints: { breaching: 1, of: 1, periodSeconds: 3600 },
    causes,
    lookAt: 'which mails, in the reputation metrics of SES; then stop the campaign that sends them',
    source,
  };
}
