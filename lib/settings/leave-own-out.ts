import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { definitions } from '../resources/generated/registry';

/**
 * Says in the template that the resources below a construct are monitoring, and not to be watched: once it is deployed,
 * `watchDeployed` and `watchTemplate` see no constructs that would tell whose they are.
 */
export function leaveOwnOut(monitoring: IConstruct): void {
  for (const resource of monitoring.node.findAll().filter(CfnResource.isCfnResource)) {
    if (definitions.has(resource.cfnResourceType)) resource.addMetadata('GoldenSignals', { enabled: false });
  }
}
