import type { ResourceType } from '../resource-type';
import { derivedName } from '../stack-context';

export const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  identify: (logicalId, stack, name) => ({
    ref: name('FilterName') ?? derivedName(stack, logicalId),
    attributes: {},
  }),
  read: ({ logicalId, properties }) => {
    properties.harmless('FilterName');
    const transformations = properties.entries('MetricTransformations').map((transformation) => {
      const defaultValue = transformation.number('DefaultValue');
      const unit = transformation.text('Unit');
      const dimensions = transformation.entries('Dimensions').map((each) => [each.text('Key'), each.text('Value')]);
      return {
        namespace: transformation.text('MetricNamespace') ?? '',
        metricName: transformation.text('MetricName') ?? '',
        metricValue: transformation.text('MetricValue') ?? '',
        ...(defaultValue === undefined ? {} : { defaultValue }),
        ...(unit === undefined ? {} : { unit }),
        dimensions: Object.fromEntries(dimensions) as Record<string, string>,
      };
    });
    return {
      metricFilters: [
        {
          logicalId,
          logGroupName: properties.text('LogGroupName') ?? '',
          filterPattern: properties.text('FilterPattern') ?? '',
          transformations,
        },
      ],
    };
  },
};
