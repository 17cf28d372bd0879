import { alertTopics, countedAlarms } from '../alarm-chain';
import { keyRefusal } from '../keys';
import { rule } from '../rule';

/** Encrypted topics whose key CloudWatch may not use: it loses the messages without a word. */
export const topicKey = rule({
  finds: {
    'topic-key-refuses-cloudwatch': { level: 'error', means: 'CloudWatch may not use the key of an encrypted topic' },
  },
  find: (model) =>
    alertTopics(model).flatMap(({ topic: { logicalId, kmsKeyId }, alarms }) => {
      const refusal = keyRefusal(model, kmsKeyId, 'alias/aws/sns', {
        service: 'cloudwatch.amazonaws.com',
        sourceArns: alarms.map(({ arn }) => arn),
      });
      if (refusal === undefined) return [];
      return [
        {
          id: 'topic-key-refuses-cloudwatch' as const,
          where: `${logicalId}.KmsMasterKeyId`,
          what: `${refusal}: nobody is told of ${countedAlarms(alarms)}`,
          advice:
            'Use a key of your own, whose policy allows cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*.',
        },
      ];
    }),
});
