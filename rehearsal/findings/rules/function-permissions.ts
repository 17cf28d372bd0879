import { functionNameIn } from '../../template/function-name';
import type { Model } from '../../template/model';
import { actionsOf, alertSubscriptions } from '../alarm-chain';
import { policiesAllow } from '../policy';
import { type Found, rule } from '../rule';

type Id = 'function-refuses-sns' | 'function-refuses-alarms';

/** Functions that SNS or CloudWatch calls without being allowed to. */
export const functionPermissions = rule<Id>({
  finds: {
    'function-refuses-sns': { level: 'error', means: 'a subscribed function does not let the topic invoke it' },
    'function-refuses-alarms': { level: 'error', means: 'a function that is an action does not let alarms invoke it' },
  },
  find: (model) => [
    ...alertSubscriptions(model)
      .filter(({ subscription: { protocol, endpoint }, topic }) => {
        return protocol === 'lambda' && refuses(model, endpoint, 'sns.amazonaws.com', topic.arn);
      })
      .map(({ subscription, topic }): Found<Id> => {
        return {
          id: 'function-refuses-sns',
          where: `${subscription.logicalId}.Endpoint`,
          what: `${functionNameIn(subscription.endpoint)} has no permission for sns.amazonaws.com and ${topic.logicalId}: it is never called`,
          advice: 'Add an AWS::Lambda::Permission with principal sns.amazonaws.com and the topic as SourceArn.',
        };
      }),
    ...actionsOf(model)
      .filter(({ arn, alarm }) => refuses(model, arn, 'lambda.alarms.cloudwatch.amazonaws.com', alarm.arn))
      .map(({ where, arn }): Found<Id> => {
        return {
          id: 'function-refuses-alarms',
          where,
          what: `${functionNameIn(arn)} has no permission for lambda.alarms.cloudwatch.amazonaws.com and this alarm: it is never called`,
          advice: 'Add an AWS::Lambda::Permission with that principal and the alarm as SourceArn.',
        };
      }),
  ],
});

/** Whether a function of the template has no permission for it. Of other functions nothing is known. */
function refuses({ functions, permissions }: Model, functionArn: string, service: string, sourceArn: string): boolean {
  if (!/:lambda:/.test(functionArn)) return false;
  const functionName = functionNameIn(functionArn);
  if (!functions.some((each) => each.functionName === functionName)) return false;
  const documents = permissions
    .filter((permission) => functionNameIn(permission.functionName) === functionName)
    .map(({ principal, sourceArn: pattern }) => ({
      Statement: {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Principal: principal === '*' ? '*' : { Service: principal },
        ...(pattern === undefined ? {} : { Condition: { ArnLike: { 'aws:SourceArn': pattern } } }),
      },
    }));
  return !policiesAllow(documents, { service, action: 'lambda:InvokeFunction', sourceArns: [sourceArn] });
}
