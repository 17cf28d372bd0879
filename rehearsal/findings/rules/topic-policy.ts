import { alertTopics, countedAlarms } from '../alarm-chain';
import { policiesAllow } from '../policy';
import { rule } from '../rule';

/** Topics whose policy keeps CloudWatch out. Without a policy of its own a topic takes what its account publishes. */
export const topicPolicy = rule({
  finds: {
    'topic-refuses-cloudwatch': { level: 'error', means: 'the policy of a topic does not let CloudWatch publish' },
  },
  find: (model) =>
    alertTopics(model).flatMap(({ topic, alarms }) => {
      const { logicalId, policies } = topic;
      const request = {
        service: 'cloudwatch.amazonaws.com',
        action: 'sns:Publish',
        sourceArns: alarms.map(({ arn }) => arn),
        actsForAccount: true,
      };
      if (policies.length === 0 || policiesAllow(policies, request)) return [];
      return [
        {
          id: 'topic-refuses-cloudwatch' as const,
          where: logicalId,
          what: `its policy does not let cloudwatch.amazonaws.com publish: nobody is told of ${countedAlarms(alarms)}`,
          advice: 'Allow sns:Publish to the service cloudwatch.amazonaws.com, with aws:SourceAccount as condition.',
        },
      ];
    }),
});
