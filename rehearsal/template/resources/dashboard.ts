import { isRecord } from '../../../template/template-file';
import type { DashboardModel } from '../model';
import type { ResourceType } from '../resource-type';
import { derivedName } from '../stack-context';

export const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  identify: (logicalId, stack, name) => ({
    ref: name('DashboardName') ?? derivedName(stack, logicalId),
    attributes: {},
  }),
  read: ({ logicalId, identity, properties }, { report }) => {
    properties.harmless('DashboardName', 'Tags');
    const body = parseBody(properties.text('DashboardBody') ?? '');
    if (body === undefined) {
      report(`${logicalId}.DashboardBody`, 'is not a JSON object with widgets; the dashboard is not drawn');
      return {};
    }
    return { dashboards: [{ logicalId, name: identity.ref, body }] };
  },
};

function parseBody(text: string): DashboardModel['body'] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (!isRecord(body)) return undefined;
    const widgets = Array.isArray(body.widgets) ? body.widgets.filter(isRecord) : [];
    return { ...body, widgets };
  } catch {
    return undefined;
  }
}
