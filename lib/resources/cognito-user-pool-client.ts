import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

export const cognitoUserPoolClient: ResourceDefinition = {
  types: ['AWS::Cognito::UserPoolClient'],
  noun: 'user pool client',
  tier: 'edge',
  leftOut: (client) =>
    isForMachines(client) ? 'machines get its tokens, and Cognito counts the sign-ins of users' : undefined,
  missing: cannotHave({ latency: 'Cognito publishes no latency' }),
  signals: (client) => {
    const metric = metricsOf('AWS/Cognito', { UserPool: poolOf(client), UserPoolClient: client.ref });
    return [
      traffic({ title: 'Sign-ins', unit: 'count', lines: { 'sign-ins': metric('SignInSuccesses', 'SampleCount') } }),
      // No default alarm: wrong passwords count as failures, and guessing at night makes most of them.
      errors({
        title: 'Share of sign-ins that succeed',
        unit: 'ratio',
        lines: { succeeded: metric('SignInSuccesses', 'Average') },
      }),
      saturation({
        title: 'Throttles',
        unit: 'count',
        lines: {
          'sign-in': metric('SignInThrottles', 'Sum'),
          'sign-up': metric('SignUpThrottles', 'Sum'),
          refresh: metric('TokenRefreshThrottles', 'Sum'),
        },
        alarms: [
          throttled(
            'sign-in-throttles',
            Severity.PAGE,
            'users cannot sign in: requests are throttled',
            metric('SignInThrottles', 'Sum'),
          ),
          throttled(
            'sign-up-throttles',
            Severity.TICKET,
            'users cannot sign up: requests are throttled',
            metric('SignUpThrottles', 'Sum'),
          ),
          throttled(
            'token-refresh-throttles',
            Severity.TICKET,
            'sessions cannot be refreshed: requests are throttled',
            metric('TokenRefreshThrottles', 'Sum'),
          ),
        ],
      }),
    ];
  },
};

function isForMachines(client: Resource): boolean {
  const flows = client.property('AllowedOAuthFlows');
  return Array.isArray(flows) && flows.length === 1 && flows[0] === 'client_credentials';
}

function poolOf(client: Resource): string {
  return client.references('UserPoolId')[0]?.ref ?? client.text('UserPoolId') ?? '';
}

function throttled(id: string, severity: Severity, symptom: string, query: ReturnType<MetricOf>): AlarmDefault {
  return {
    id,
    severity,
    symptom,
    query,
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: 'more requests than the quota of the account for this kind, a client that retries without end',
    lookAt: 'the quotas of Cognito in Service Quotas, then who calls',
    source: 'AWS recommended alarms: any, 5 of 5 minutes',
  };
}
