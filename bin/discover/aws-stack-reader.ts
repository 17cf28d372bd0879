import { CloudControlClient, GetResourceCommand } from '@aws-sdk/client-cloudcontrol';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { StackReader } from './discover-stack';

/** Reads a stack with the credentials and region of the environment. */
export function awsStackReader(region: string | undefined): StackReader {
  const configuration = region === undefined ? {} : { region };
  const cloudFormation = new CloudFormationClient(configuration);
  const cloudControl = new CloudControlClient(configuration);
  return {
    describe: async (StackName) => {
      const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      if (stack === undefined) throw new Error(`there is no stack ${StackName}`);
      const parameters = (stack.Parameters ?? []).map(({ ParameterKey, ResolvedValue, ParameterValue }) => [
        ParameterKey,
        ResolvedValue ?? ParameterValue ?? '',
      ]);
      return { id: stack.StackId ?? '', parameters: Object.fromEntries(parameters) };
    },
    resources: async (StackName) => {
      const found = [];
      for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
        for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
          found.push({ logicalId: LogicalResourceId!, physicalId: PhysicalResourceId, type: ResourceType! });
        }
      }
      return found;
    },
    template: async (StackName) => {
      const { TemplateBody = '' } = await cloudFormation.send(
        new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }),
      );
      return TemplateBody;
    },
    properties: async (TypeName, Identifier) => {
      try {
        const { ResourceDescription } = await cloudControl.send(new GetResourceCommand({ TypeName, Identifier }));
        return ResourceDescription?.Properties;
      } catch {
        // Not allowed, or not a type of Cloud Control: what follows from the physical id has to do.
        return undefined;
      }
    },
  };
}
