import { functionNameIn } from '../function-name';
import type { FunctionModel } from '../model';
import type { Properties } from '../properties';
import type { ReadContext, ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

const type = 'AWS::Lambda::Function';
const retryDefaults = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

export const lambdaFunction: ResourceType = {
  type,
  identify: (logicalId, stack, name) => {
    const functionName = name('FunctionName') ?? derivedName(stack, logicalId, 64);
    return { ref: functionName, attributes: { Arn: arnOf(stack, 'lambda', `function:${functionName}`) } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('FunctionName', 'Role', 'Description', 'Tags', 'Architectures', 'PackageType', 'KmsKeyArn');
    properties.harmless(
      'TracingConfig',
      'SnapStart',
      'RuntimeManagementConfig',
      'CodeSigningConfigArn',
      'EphemeralStorage',
    );
    properties.notRehearsed('Layers', 'layers are not loaded');
    properties.notRehearsed('VpcConfig', 'the network of a VPC is not simulated');
    properties.notRehearsed('FileSystemConfigs', 'file systems are not mounted');
    const logging = properties.section('LoggingConfig');
    for (const level of ['ApplicationLogLevel', 'SystemLogLevel']) {
      if ((logging?.text(level) ?? 'INFO') !== 'INFO') logging!.notRehearsed(level, 'lines are not filtered by level');
    }
    const codeDirectory = codeDirectoryOf(logicalId, properties.section('Code'), context);
    const reservedConcurrency = properties.number('ReservedConcurrentExecutions');
    const deadLetterTargetArn = properties.section('DeadLetterConfig')?.text('TargetArn');
    const model: FunctionModel = {
      logicalId,
      functionName: identity.ref,
      arn: identity.attributes.Arn!,
      handler: properties.text('Handler') ?? '',
      runtime: properties.text('Runtime') ?? '',
      ...(codeDirectory === undefined ? {} : { codeDirectory }),
      timeoutSeconds: properties.number('Timeout') ?? 3,
      memoryMegabytes: properties.number('MemorySize') ?? 128,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      environment: properties.section('Environment')?.textMap('Variables') ?? {},
      logGroupName: logging?.text('LogGroup') ?? `/aws/lambda/${identity.ref}`,
      logFormat: logging?.text('LogFormat') === 'JSON' ? 'JSON' : 'Text',
      ...(deadLetterTargetArn === undefined ? {} : { deadLetterTargetArn }),
      asyncInvoke: asyncInvokeOf(identity.ref, context),
    };
    return { functions: [model] };
  },
};

function codeDirectoryOf(logicalId: string, code: Properties | undefined, context: ReadContext): string | undefined {
  code?.harmless('S3Bucket', 'S3ObjectVersion', 'SourceKMSKeyArn');
  code?.notRehearsed('ZipFile', 'inline code is not run');
  code?.notRehearsed('ImageUri', 'container images are not run');
  const s3Key = code?.text('S3Key');
  if (s3Key === undefined) return undefined;
  const directory = context.assets.directoryOf(s3Key);
  if (directory === undefined) context.report(`${logicalId}.Code`, 'the code is not in the cloud assembly; not run');
  return directory;
}

function asyncInvokeOf(functionName: string, context: ReadContext): FunctionModel['asyncInvoke'] {
  const config = context
    .resourcesOf('AWS::Lambda::EventInvokeConfig')
    .find(({ properties }) => functionNameIn(properties.text('FunctionName') ?? '') === functionName)?.properties;
  const destinations = config?.section('DestinationConfig');
  const onFailureArn = destinations?.section('OnFailure')?.text('Destination');
  const onSuccessArn = destinations?.section('OnSuccess')?.text('Destination');
  return {
    maximumRetryAttempts: config?.number('MaximumRetryAttempts') ?? retryDefaults.maximumRetryAttempts,
    maximumEventAgeSeconds: config?.number('MaximumEventAgeInSeconds') ?? retryDefaults.maximumEventAgeSeconds,
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
    ...(onSuccessArn === undefined ? {} : { onSuccessArn }),
  };
}
