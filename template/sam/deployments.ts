import { isRecord } from '../template-file';
import type { Expansion, SamResource } from './expansion';

const APPLICATION = 'ServerlessDeploymentApplication';

/** The CodeDeploy group that shifts the traffic of a function's alias from version to version. */
export function deploymentsOf({ logicalId, properties }: SamResource): Expansion {
  const preference = properties.DeploymentPreference;
  if (properties.AutoPublishAlias === undefined || !isRecord(preference)) return { resources: {} };
  // What depends on a parameter may not be there, and nothing may refer to it.
  const { Enabled: enabled = true } = preference;
  if (enabled !== true && enabled !== 'true') return { resources: {} };
  const Properties = { ApplicationName: { Ref: APPLICATION } };
  return {
    resources: { [`${logicalId}DeploymentGroup`]: { Type: 'AWS::CodeDeploy::DeploymentGroup', Properties } },
    shared: { [APPLICATION]: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } } },
  };
}
