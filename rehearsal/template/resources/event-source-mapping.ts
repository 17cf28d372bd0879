import { functionNameIn } from '../function-name';
import type { ResourceType } from '../resource-type';
import { arnOf, stableId } from '../stack-context';

export const eventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  identify: (logicalId, stack) => {
    const id = stableId(`${stack.stackName}/${logicalId}`, 12);
    return {
      ref: id,
      attributes: { Id: id, EventSourceMappingArn: arnOf(stack, 'lambda', `event-source-mapping:${id}`) },
    };
  },
  read: ({ logicalId, properties }, { report }) => {
    properties.harmless('KmsKeyArn', 'Tags');
    properties.notRehearsed('FilterCriteria', 'messages are not filtered: the function gets all of them');
    const eventSourceArn = properties.text('EventSourceArn') ?? '';
    if (eventSourceArn.split(':')[2] !== 'sqs') {
      report(
        logicalId,
        `event source ${eventSourceArn || '(none)'} is not simulated; the function is not called by it`,
      );
      return {};
    }
    const maximumConcurrency = properties.section('ScalingConfig')?.number('MaximumConcurrency');
    const reference = properties.text('FunctionName') ?? '';
    return {
      eventSourceMappings: [
        {
          logicalId,
          functionName: functionNameIn(reference) ?? reference,
          eventSourceArn,
          batchSize: properties.number('BatchSize') ?? 10,
          maximumBatchingWindowSeconds: properties.number('MaximumBatchingWindowInSeconds') ?? 0,
          reportBatchItemFailures: properties.texts('FunctionResponseTypes').includes('ReportBatchItemFailures'),
          ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
          enabled: properties.flag('Enabled') ?? true,
        },
      ],
    };
  },
};
