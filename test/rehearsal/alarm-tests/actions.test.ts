import { rehearse } from '../../../rehearsal';
import { SHOP } from './written-files';

const { ErrorsHigh5A1B2C3D: alarm, ...others } = SHOP.Resources;
const template = {
  Resources: {
    ...others,
    Errors: {
      ...alarm,
      Properties: { ...alarm.Properties, AlarmActions: [{ Ref: 'Alerts' }], OKActions: [{ Ref: 'Alerts' }] },
    },
  },
};
const scenario = {
  title: 'errors',
  minutes: 10,
  metrics: [
    {
      namespace: 'Shop',
      metricName: 'Errors',
      dimensions: { FunctionName: 'Stack-Checkout0A1B2C3D' },
      values: [0, 9, 9, 9, 0, 0, 0, 0, 0, 0],
    },
  ],
};

test('without actions the alarms change as they do with them, and nobody is told', async () => {
  const told = await rehearse({ template: { template }, scenario });
  const quiet = await rehearse({ template: told.model, scenario, actions: false });
  expect(quiet.record.alarms).toEqual(told.record.alarms);
  expect(told.record.emails.map(({ subject }) => subject)).toContainEqual(
    expect.stringMatching(/^ALARM: "shop\/errors-high"/),
  );
  expect(quiet.record.emails).toEqual([]);
});
